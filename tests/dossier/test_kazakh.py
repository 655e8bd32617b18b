"""Kazakh on paper: counts, dates, the alphabet, the letters, and no other language in between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from caseapp.disclosure.names import sort_key
from caseapp.disclosure.words import Words
from caseapp.domain.dates import format_date, read_date
from caseapp.domain.status import Term
from caseapp.domain.vocabulary import InfoClass, Relation, Sex
from caseapp.dossier import issue
from caseapp.dossier.compile.relations import of_relative, relation_words
from caseapp.dossier.compile.sentences import term_words
from caseapp.dossier.document import Forms, Posters
from caseapp.dossier.letters import Template, load_template, shipped_letters
from caseapp.dossier.pdf.binding import bind
from caseapp.dossier.pdf.render import render
from caseapp.i18n import translator
from caseapp.intake.sample import load_sample
from caseapp.store.queries import appeals
from caseapp.store.vault import Vault
from caseapp.system.resources import resource
from tests.conftest import CHEAP, PASSPHRASE
from tests.dossier.pdf.reading import pdfium_text

WORD = re.compile(r"[^\W\d_]{3,}")
LATIN, CYRILLIC = re.compile("[A-Za-z]+"), re.compile("[А-яЁё]+")
KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)


# -- counts --------------------------------------------------------------------------------------
@pytest.mark.parametrize("n", [0, 1, 2, 5, 21, 112])
def test_a_noun_keeps_its_form_after_any_number(n: int) -> None:
    tr = translator("kk", "dossier")
    counted = tr.plural_in_context
    assert counted("genitive", "{n} person", "{n} persons", n) == f"{n} адамның"
    assert counted("size of groups", "{n} person", "{n} people", n) == f"{n} адамнан"
    assert tr.plural("{n} year", "{n} years", n) == f"{n} жыл"
    assert tr.plural("{n} sheet", "{n} sheets, in the order of the list", n).startswith(
        f"{n} парақ"
    )
    released = ("{n} person has been released", "{n} persons have been released")
    assert counted("letter", *released, n) == f"{n} адам босатылған"


@pytest.mark.parametrize(
    ("groups", "worded"),
    [
        (1, "кемінде 45 адамнан тұратын 1 топтың"),
        (3, "барлығы кемінде 45 адамнан тұратын 3 топтың"),
    ],
)
def test_groups_and_their_people_agree_in_case(groups: int, worded: str) -> None:
    plural = translator("kk", "dossier").plural_in_context
    people = plural("size of groups", "at least {n} person", "at least {n} people", 45)
    phrase = ("{n} group of {people}", "{n} groups with a total of {people}")
    assert plural("genitive", *phrase, groups, people=people) == worded


def test_a_term_is_years_months_and_days() -> None:
    assert term_words(Term(years=11, months=6, days=0), Words("kk")) == "11 жыл 6 ай"


# -- dates, lists, names -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("given", "letter", "table"),
    [
        ("12 March 2018", "2018 жылғы 12 наурыз", "12.03.2018"),
        ("March 2018", "2018 жылғы наурыз", "2018 ж. нау."),
        ("2018", "2018 жыл", "2018"),
        ("autumn 2017", "2017 жылдың күзі", "2017 ж. күзі"),
        ("late 2016", "2016 жылдың соңы", "2016 ж. қыр.–жел."),
        ("10-28 February 2018", "2018 жылғы 10–28 ақпан аралығында", "10–28.02.2018"),
        (
            "October-December 2018",
            "2018 жылғы қазан–желтоқсан аралығында",
            "2018 ж. қаз.–жел.",
        ),
        ("2016-2018", "2016–2018 жылдар аралығында", "2016–2018 жж. аралығында"),
        ("before March 2018", "2018 жылғы наурызға дейін", "2018 ж. наурызға дейін"),
        ("about May 2019", "шамамен 2019 жылғы мамыр", "шамамен 2019 ж. мам."),
    ],
)
def test_dates_are_worded_for_a_letter_and_for_a_table(given: str, letter: str, table: str) -> None:
    date = read_date(given)
    assert format_date(date, "kk", "long") == letter
    assert Words("kk").brief(date) == table
    assert read_date(letter).edtf == date.edtf


def test_a_list_ends_with_and() -> None:
    words = Words("kk")
    assert [words.listed(items) for items in ((), ("а",), ("а", "ә"), ("а", "ә", "б"))] == [
        "", "а", "а және ә", "а, ә және б",
    ]  # fmt: skip


def test_countries_are_named_in_kazakh() -> None:
    assert [Words("kk").country(code) for code in ("CN", "KZ", "RU")] == [
        "Қытай", "Қазақстан", "Ресей",
    ]  # fmt: skip


def test_names_stand_in_the_order_of_the_kazakh_alphabet() -> None:
    ordered = [
        "Абай", "Әсет", "Бақыт", "Гүлнар", "Ғалым", "Дина", "Ислам", "Кенен", "Қайрат", "Нұрлан",
        "Оразбек", "Өмір", "Сәуле", "Тұрсын", "Ұлан", "Үміт", "Фарида", "Хасен", "Һадиша", "Шолпан",
        "Ырыс", "Ілияс", "Юнус", "Aigul", "Nurjan",
    ]  # fmt: skip
    shuffled = [*ordered[1::2], *ordered[::2]]
    assert sorted(shuffled, key=lambda name: sort_key(name, "kk")) == ordered


@pytest.mark.parametrize(
    ("person", "label", "testimony"),
    [
        (Sex.MALE, "қарындасы", "қарындасының"),
        (Sex.FEMALE, "сіңлісі", "сіңлісінің"),
        (Sex.UNKNOWN, "сіңлісі немесе қарындасы", "сіңлісінің немесе қарындасының"),
    ],
)
def test_a_younger_sister_is_another_word_for_a_man_than_for_a_woman(
    person: Sex, label: str, testimony: str
) -> None:
    words = Words("kk")
    assert relation_words(Relation.YOUNGER_SISTER, person, words) == label
    assert of_relative(Relation.YOUNGER_SISTER, person, words) == testimony
    assert relation_words(Relation.WIFE, person, words) == "әйелі"


@pytest.mark.parametrize(
    "text",
    [
        "2018~жылғы 12~наурыз",
        "2016–2018~жж. аралығында",
        "17~адамның",
        "Р.~Т.~Мысалова",
        "біз де~— №~5",
        "ЖСН~790314400006",
        "+7~700~000~04~17",
    ],
)
def test_hard_spaces_hold_what_belongs_together(text: str) -> None:
    hard = bind(text.replace("~", " "))
    assert all(hard[at] == "\u00a0" for at, mark in enumerate(text) if mark == "~")
    assert hard.replace("\u00a0", " ") == text.replace("~", " ")


def test_a_particle_leans_on_the_word_before_it() -> None:
    assert "топ\u00a0та" in bind("Тізімде 2 топ та бар.")
    assert "біз\u00a0де келдік" in bind("ерте біз де келдік")


# -- letters -------------------------------------------------------------------------------------
def shape(template: Template) -> dict[str, list[tuple[object, ...]]]:
    """Of each section, of each line: conditions, demand or not, joined or not, fields, doubt."""
    return {
        section: [
            (
                line.needs,
                line.needs_empty,
                line.numbered,
                line.joins,
                sorted(p.value for p in line.pieces if p.kind == "field"),
                sum(p.unconfirmed for p in line.pieces) > 0,
            )
            for line in lines
        ]
        for section, lines in template.sections.items()
    }


RUSSIAN_LETTERS = [name for name, language in shipped_letters() if language == "ru"]


@pytest.mark.parametrize("name", RUSSIAN_LETTERS)
def test_each_letter_has_the_fields_and_conditions_of_the_russian_one(name: str) -> None:
    kazakh, russian = load_template(name, "kk"), load_template(name, "ru")
    assert shape(kazakh) == shape(russian)
    for key in ("sender", "corner"):
        assert kazakh.head[key] == russian.head[key]
    first = resource("letters", f"{name}.kk.txt").read_text(encoding="utf-8").split("version:")[0]
    assert "native editor before release" in first


@pytest.mark.parametrize("name", RUSSIAN_LETTERS)
def test_no_kazakh_ending_hangs_on_a_field(name: str) -> None:
    letter = resource("letters", f"{name}.kk.txt").read_text(encoding="utf-8")
    text = re.sub(r"\{[?!][a-z_]+\}", "", letter)
    assert not re.findall(r"\{[a-z_]+\}[^\W\d_]+", text)
    assert set(re.findall(r"\{[a-z_]+\}-\w+", text)) <= {
        f"{{{field}}}-{word}"
        for field in ("annex_persons", "annex_sheets", "annex_sources", "annex_signatures",
                      "annex_wgeid", "annex_wgad", "annex_tracing")
        for word in ("қосымша", "қосымшада", "қосымшадағы")
    } | {"{copy}-дана"}  # fmt: skip


# -- whole copies --------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The pages of the sample's copies and of the office's, in Kazakh, as text.

    Without the forms of other bodies, which are in the languages that those bodies take, and
    the posters, which stand in several languages side by side.
    """
    folder = tmp_path_factory.mktemp("kazakh")
    with Vault.create(folder / "vault", PASSPHRASE, cost=CHEAP) as vault:
        load_sample(vault)
        appeal = vault.read(appeals.appeal_rows)[-1]
        rows = vault.read(lambda session: appeals.addressee_rows(session, appeal.id))
        paths = [folder / f"{number}.pdf" for number, _row in enumerate(rows)]
        for row, path in zip(rows, paths, strict=True):
            dossier, images = issue.draft(vault, appeal.id, row.id, "kk")
            parts = tuple(p for p in dossier.parts if not isinstance(p, Forms | Posters))
            render(replace(dossier, parts=parts), images, path)
        issue.issue_copy(vault, appeal.id, rows[0].id, language="kk", path=None)
        office = folder / "office.pdf"
        issue.issue_office_copy(vault, appeal.id, language="kk", path=office)
        yield "\n".join(pdfium_text(path) for path in (*paths, office))


def catalogue(language: str) -> dict[str, str]:
    """English messages of the paper's catalogue with their translations, plural forms too."""
    from babel.messages.pofile import read_po

    with resource("locale", language, "dossier.po").open("rb") as file:
        entries = [entry for entry in read_po(file, locale=language) if entry.id]
    found = {}
    for entry in entries:
        ids = entry.id if isinstance(entry.id, tuple | list) else (entry.id,)
        forms = entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
        found["\n".join(ids)] = found.get("\n".join(ids), "") + "\n" + "\n".join(forms)
    return found


def words_of(texts: Iterable[str]) -> set[str]:
    """Words of texts, without the names of fields such as {number} and {?number}."""
    bare = (re.sub(r"\{[?!]?\w+\}", " ", text) for text in texts)
    return {word for text in bare for word in WORD.findall(text)}


def content() -> set[str]:
    """Words that the sample's records and addressees bring along, in whatever language."""
    folders = (resource("sample"), resource("addressees"), resource("places"))
    files = (path for folder in folders for path in sorted(Path(folder).rglob("*.t*")))
    return words_of(path.read_text(encoding="utf-8") for path in files if path.is_file())


@pytest.fixture(scope="module")
def kazakh_words() -> set[str]:
    """Words of our sentences that have a letter which Russian lacks."""
    letters = (resource("letters", f"{name}.kk.txt") for name in RUSSIAN_LETTERS)
    lines = [line for path in letters for line in path.read_text(encoding="utf-8").splitlines()]
    return words_of(text for text in (*catalogue("kk").values(), *lines) if KAZAKH.search(text))


def test_no_english_word_of_ours_stands_on_any_page(pages: str) -> None:
    ours = {word for word in words_of(catalogue("kk")) if LATIN.fullmatch(word)}
    assert len(ours) > 400
    assert words_of([pages]) & ours - content() <= {"PDF", "SHA"}


def test_no_russian_word_of_ours_stands_on_any_page(pages: str, kazakh_words: set[str]) -> None:
    letters = (resource("letters", f"{name}.ru.txt") for name in RUSSIAN_LETTERS)
    texts = [path.read_text(encoding="utf-8") for path in letters]
    found = words_of([*catalogue("ru").values(), *texts])
    ours = {word for word in found if CYRILLIC.fullmatch(word)}
    assert len(ours) > 1000
    both = {"Досье", "тел"}
    assert words_of([pages]) & ours - content() - kazakh_words <= both


def test_what_is_withheld_is_said_in_kazakh(pages: str) -> None:
    flat = " ".join(pages.split())
    for info_class in (InfoClass.DETAINEE_NAME, InfoClass.CHILDREN, InfoClass.SOURCE_IDENTITY):
        assert Words("kk").token(info_class) in flat
