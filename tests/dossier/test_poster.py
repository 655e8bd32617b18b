"""Portrait posters: for whom there is one, and that every word on it is what the copy shows."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from caseapp.disclosure.case_view import ReadImage
from caseapp.disclosure.text import text_of
from caseapp.domain.vocabulary import Audience, EventKind, NameKind, NameScript, Sex
from caseapp.dossier.compile import Compiled, compile_copy
from caseapp.dossier.document import Poster, Posters
from caseapp.dossier.frozen import freeze
from caseapp.store.records import Attachment
from tests.dossier.pdf.reading import jpeg_size
from tests.dossier.world import ALL, PRODUCED, World, event, read_image, when, world


@pytest.fixture
def w() -> World:
    return world()


def compiled(
    w: World,
    audience: Audience = Audience.HOST_STATE,
    language: str = "en",
    read: ReadImage = read_image,
) -> Compiled:
    w["mfa"].audience = audience
    w["to-mfa"].parts = ["posters"]
    return compile_copy(
        w.file(),
        w["mfa"].id,
        language=language,
        copy_number=2,
        produced_at=PRODUCED,
        read_image=read,
    )


def posters(copy: Compiled) -> dict[str, Poster]:
    parts = [p for p in copy.dossier.parts if isinstance(p, Posters)]
    return {p.anchor.removeprefix("poster-"): p for part in parts for p in part.posters}


def asqar(w: World, audience: Audience = Audience.HOST_STATE, language: str = "en") -> Poster:
    return posters(compiled(w, audience, language))["CF-0001"]


def texts(poster: Poster) -> list[str]:
    return [text_of(text) for text in poster.texts]


# -- for whom --------------------------------------------------------------------------------------
def test_only_persons_who_may_be_named_to_this_addressee_have_a_poster(w: World) -> None:
    assert list(posters(compiled(w))) == ["CF-0001", "CF-0005"]
    assert compiled(w, Audience.PRESS).dossier.parts == ()


def test_a_consent_for_the_public_gives_the_public_a_poster(w: World) -> None:
    w.consent("raushan", "asqar", Audience.PUBLIC, {"detainee_name": "allow", "testimony": "allow"})
    shown = posters(compiled(w, Audience.PUBLIC))
    assert list(shown) == ["CF-0001"]
    assert shown["CF-0001"].photo is None


def test_a_photograph_needs_a_consent_for_this_audience(w: World) -> None:
    assert asqar(w).photo is not None
    w.consent("raushan", "asqar", Audience.PUBLIC, ALL)
    assert asqar(w, Audience.PUBLIC).photo is not None
    w.consent("raushan", "asqar", Audience.PRESS, {"detainee_name": "allow", "photo": "withhold"})
    poster = asqar(w, Audience.PRESS)
    assert poster.photo is None
    assert "withheld" not in freeze(compiled(w, Audience.PRESS).dossier)


def test_a_photograph_for_a_poster_has_more_pixels_than_one_for_a_sheet(w: World) -> None:
    def large(attachment: Attachment) -> bytes:
        out = io.BytesIO()
        Image.linear_gradient("L").resize((2000, 2580)).save(out, "JPEG")
        return out.getvalue()

    assert [jpeg_size(data) for data in compiled(w, read=large).images.values()] == [(1000, 1290)]
    w["to-mfa"].parts = ["sheets"]
    file = w.file()
    sheets = compile_copy(
        file, w["mfa"].id, language="en", copy_number=2, produced_at=PRODUCED, read_image=large
    )
    assert [jpeg_size(data) for data in sheets.images.values()] == [(480, 619)]


def test_somebody_released_has_no_poster_and_of_the_dead_is_asked_what_happened(w: World) -> None:
    event(w, "asqar-died", "asqar", EventKind.DIED, "May 2025", narrative="He died.")
    w.cite("call", event="asqar-died")
    poster = asqar(w)
    assert poster.questions[1] == "What happened to him?"
    assert [f.value for f in poster.figures] == ["1974", "2018", "11½"]
    event(w, "saule-free", "saule", EventKind.RELEASED, "May 2025", narrative="Let go.")
    w.cite("border", event="saule-free")
    assert list(posters(compiled(w))) == ["CF-0001"]


# -- what it says --------------------------------------------------------------------------------
def test_a_full_file_gives_four_figures_each_in_two_languages(w: World) -> None:
    poster = asqar(w)
    assert [f.value for f in poster.figures] == ["1974", "2018", "11½", "8"]
    assert [f.lines[1] for f in poster.figures] == [
        "born", "taken, February", "years’ sentence", "years of waiting",
    ]  # fmt: skip
    assert all(len(f.lines) == 2 for f in poster.figures)
    assert "ақпан" in poster.figures[1].lines[0]


def test_names_stand_once_in_each_script(w: World) -> None:
    poster = asqar(w)
    assert text_of(poster.name) == "Asqar Ülgibai"
    assert [n.text for n in poster.names] == ["Асқар Үлгібай", "Аскар Улгибай", "اسقار ۇلگىباي"]
    chinese = asqar(w, language="zh_Hans")
    assert text_of(chinese.name) == "阿斯哈尔·玉勒格拜"


def test_the_question_fits_a_woman_a_man_and_a_person(w: World) -> None:
    shown = posters(compiled(w))
    assert [p.questions[1] for p in shown.values()] == ["Where is he?", "Where is she?"]
    w["saule"].sex = Sex.UNKNOWN
    assert posters(compiled(w))["CF-0005"].questions[1] == "Where is this person?"


def test_the_second_language_is_the_copys_and_english_beside_kazakh(w: World) -> None:
    assert asqar(w, language="kk").questions[1] == "Where is he?"
    english = asqar(w).questions
    assert asqar(w, language="ru").questions[0] == english[0]


def test_texts_are_fixed_phrases_filled_from_what_the_copy_shows(w: World) -> None:
    w["asqar"].home_place = "Nilka county, Ili prefecture"
    w["asqar"].wordings = {"home_place": {"ru": "уезд Нылки, Или-Казахский округ"}}
    kazakh, russian, english = texts(asqar(w))
    assert english.splitlines() == [
        "Home: Nilka county.",
        "Taken: between 10 and 28 February 2018.",
        "Sentence: 11\u00a0years\u00a06\u00a0months.",
    ]
    assert "уезд Нылки" in russian
    assert "Nilka" not in russian + kazakh
    assert len(kazakh.splitlines()) == 2


def test_what_is_not_known_has_no_phrase_and_no_figure(w: World) -> None:
    w["asqar"].birth = when("about 1974")
    w["asqar-taken"].when = when("")
    w["asqar-sentenced"].term_years = w["asqar-sentenced"].term_months = None
    w["asqar"].home_place = ""
    poster = asqar(w)
    assert poster.figures == ()
    assert texts(poster)[2] == "Serving a sentence."


def test_waiting_is_counted_from_the_last_day_on_which_the_taking_can_have_been(w: World) -> None:
    w["asqar-taken"].when = when("2018")
    assert [f.value for f in asqar(w).figures][-1] == "7"
    w["asqar-taken"].when = when("2025 or 2026")
    assert [f.value for f in asqar(w).figures] == ["1974", "11½"]


@pytest.mark.parametrize(
    ("years", "months", "value", "label"),
    [
        (11, 6, "11½", "years’ sentence"),
        (1, 0, "1", "year’s sentence"),
        (0, 10, "10", "months’ sentence"),
        (7, 4, "7", "sentence: 7 years 4 months"),
    ],
)
def test_a_sentence_is_given_in_years_with_a_half(
    w: World, years: int, months: int, value: str, label: str
) -> None:
    w["asqar-sentenced"].term_years, w["asqar-sentenced"].term_months = years, months
    figure = asqar(w).figures[2]
    assert (figure.value, figure.lines[1]) == (value, label)


def test_the_foot_says_whose_word_it_is_and_where_to_write(w: World) -> None:
    left, right = asqar(w).foot
    assert left.startswith("CF-0001 · ")
    assert left.endswith("according to sources, May 2026")
    assert right == "office@example.org"
    for key in [k for k, r in w.records.items() if k.startswith("cite-")]:
        del w.records[key]
    assert asqar(w).foot[0].endswith("as stated by the family, May 2026")


def test_a_home_that_names_somebody_protected_is_left_out(w: World) -> None:
    w["asqar"].home_place = "farm of Serik Ülgibai"
    w.name("serik", "Сериктин Аулы", NameScript.RU, NameKind.ALIAS)
    w["asqar"].wordings = {"home_place": {"ru": "ферма Сериктин Аулы"}}
    text = freeze(compiled(w).dossier)
    assert "Serik" not in text
    assert "Сериктин" not in text
    assert "[" not in "".join(texts(asqar(w)))


def test_an_invented_person_is_marked(w: World) -> None:
    assert "Fictitious person" in asqar(w).notice
    w["asqar"].fictitious = False
    assert asqar(w).notice == ""
