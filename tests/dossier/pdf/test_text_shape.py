"""Coverage, glyphs and the text that they stand for."""

from __future__ import annotations

import itertools
import unicodedata

import pytest

from caseapp.dossier.pdf.text import (
    TextStyle,
    missing_characters,
    one_line,
    unprintable,
    width_of,
)
from caseapp.dossier.pdf.text.faces import Face, face
from caseapp.dossier.pdf.text.itemise import is_chinese, itemise
from caseapp.dossier.pdf.text.style import FamilyName, parts_of

SERIF = TextStyle("serif", 10, 14)
FAMILIES: tuple[FamilyName, ...] = (
    "serif",
    "serif-semibold",
    "sans",
    "sans-bold",
    "sans-italic",
)
KAZAKH_CYRILLIC = (
    "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯаәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
)
KAZAKH_LATIN = "AÄBDEFGĞHIİJKLMNÑOÖPQRSŞTUŪÜVYZaäbdefgğhiıjklmnñoöpqrsştuūüvyzÁáǴǵÓóÚúŃń"
KAZAKH_ARABIC = "اٵبۆگعدەجزيكقلمنڭوٶپرستۋۇٷفحھچشىٸءٴھخھ"
UYGHUR_ARABIC = "ئاەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىيە"
PINYIN = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
SIGNS = "№§©«»“”„‘’–—…·•‰°×€₸½()[]{}/&@#%+=<>*_^~|\\"


def faces_of(text: str, style: TextStyle) -> list[str]:
    return [run.part.face.name for _, runs in one_line(text, style).segments for run in runs]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_letter_of_the_four_scripts_has_a_glyph(family: FamilyName) -> None:
    style = TextStyle(family, 10, 14)
    for text in (KAZAKH_CYRILLIC, KAZAKH_LATIN, KAZAKH_ARABIC, UYGHUR_ARABIC, PINYIN, SIGNS):
        runs = [run for _, part in one_line(text, style).segments for run in part]
        assert not any(run.missing for run in runs), text


def test_all_characters_of_the_chinese_standard_set_have_a_glyph() -> None:
    han = face("noto-sans-sc", "NotoSansSC_400Regular")
    gb2312 = [
        bytes([row, cell]).decode("gb2312")
        for row, cell in itertools.product(range(0xB0, 0xF8), range(0xA1, 0xFF))
        if not (row == 0xD7 and cell > 0xF9)
    ]
    assert len(gb2312) == 6763
    assert han.covers("".join(gb2312))


def test_text_is_split_by_what_each_face_covers() -> None:
    parts = parts_of("serif", 1.2, 0.95)
    assert itemise("Асқар阿斯نۇر", parts) == [(0, "Асқар"), (2, "阿斯"), (1, "نۇر")]
    assert itemise("a😀b", parts) == [(0, "a"), (-1, "😀"), (0, "b")]


def test_a_combining_mark_stays_with_its_base() -> None:
    parts = parts_of("serif", 1.2, 0.95)
    assert itemise("ә\u0301", parts) == [(0, "ә\u0301")]


def test_marks_in_arabic_words_come_from_the_arabic_face_and_figures_do_not() -> None:
    assert faces_of("(نۇر)", SERIF) == ["ScheherazadeNew_400Regular"]
    assert "NotoSerif_400Regular" in faces_of("2017-جىلى", SERIF)


def test_a_character_without_a_glyph_is_reported_and_shown_as_its_code() -> None:
    runs = one_line("a😀", SERIF).segments[0][1]
    assert [run.missing for run in runs] == ["", "😀"]
    assert one_line("a😀", SERIF).text == "a[U+1F600]"
    assert one_line("ا😀", SERIF).text == "[U+1F600]ا"


def test_missing_characters_can_be_asked_for_before_drawing() -> None:
    assert missing_characters("Асқар 阿斯 نۇر \u200d\u2067\t\n\xa0№") == set()
    assert missing_characters("a😀\ue000☐") == {"😀", "\ue000", "☐"}
    assert unprintable("a\x07\u202e") == {"\x07", "\u202e"}


def test_a_joined_letter_takes_another_shape_and_keeps_its_text() -> None:
    arabic = face("scheherazade-new", "ScheherazadeNew_400Regular")
    alone = {glyph.cid for letter in "نۇرلان" for glyph in arabic.shape(letter, True)}
    joined = arabic.shape("نۇرلان", True)
    assert not {glyph.cid for glyph in joined} <= alone
    assert text_of(joined) == "نۇرلان"


def text_of(glyphs: object) -> str:
    text = "".join(glyph.text for glyph in reversed(glyphs))  # type: ignore[call-overload]
    return unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize(
    "word",
    [
        "لاگېر",
        "سالامەت",
        "لأحمد",
        "لإبراهيم",
        "لآمن",
        "عبدالله",
        "الله",
        "ٴبىر",
        "سٶز",
        "سُوْرَةٌ",
        "كۆڭۈل",
        "بىلىم",
    ],
)
def test_every_glyph_of_an_arabic_word_has_text_and_together_it_is_the_word(word: str) -> None:
    for name in ("ScheherazadeNew_400Regular", "ScheherazadeNew_700Bold"):
        (run,) = one_line(word, TextStyle("serif", 10, 14)).segments[0][1]
        assert all(text for _, text in run.glyphs), name
        drawn = "".join(text for _, text in reversed(run.glyphs))
        assert unicodedata.normalize("NFKC", drawn) == unicodedata.normalize("NFKC", word)


def test_lam_alef_is_one_glyph_with_its_compatibility_character() -> None:
    (run,) = one_line("لا", SERIF).segments[0][1]
    assert [text for _, text in run.glyphs] == ["\ufefb"]


def test_no_arabic_glyph_stands_for_two_different_letters() -> None:
    arabic = face("scheherazade-new", "ScheherazadeNew_400Regular")
    meaning: dict[int, set[str]] = {}
    letters = sorted(set(KAZAKH_ARABIC + UYGHUR_ARABIC))
    for letter in letters:
        for frame in ("{}", "{}ب", "ب{}", "ب{}ب", "ل{}", "{}ا"):
            word = frame.format(letter)
            for glyph in arabic.shape(word, True):
                meaning.setdefault(glyph.cid, set()).add(glyph.text)
    assert all(len(texts) == 1 for texts in meaning.values())


def test_characters_that_share_a_glyph_keep_their_own_text() -> None:
    han = face("noto-sans-sc", "NotoSansSC_400Regular")
    people, radical = han.glyph("民"), han.glyph("⺠")
    assert people.cid != radical.cid
    assert people.cid < han.glyph_count <= radical.cid
    assert han.alias_glyphs[radical.cid] == people.cid
    assert (people.text, radical.text) == ("民", "⺠")


def test_no_break_spaces_are_copied_as_plain_spaces() -> None:
    assert one_line("№\u00a05\u202f%", SERIF).text == "№ 5 %"


def test_figures_are_tabular_and_lining() -> None:
    for family in FAMILIES:
        latin: Face = parts_of(family, 1.2, 0.95)[0].face
        assert len({latin.glyph(figure).advance for figure in "0123456789"}) == 1
        shaped = latin.shape("0123456789", False, {"tnum": True, "lnum": True})
        assert [g.cid for g in shaped] == [latin.glyph(figure).cid for figure in "0123456789"]


def test_footnote_numbers_are_the_superiors_of_the_face() -> None:
    style = SERIF.but(superior=True)
    latin = style.latin_face
    shaped = latin.shape("0123456789", False, {"sups": True})
    runs = one_line("0123456789", style).segments[0][1]
    assert [run.glyphs[0][0] for run in runs] == [glyph.cid for glyph in shaped]


def test_what_has_no_superior_is_raised_and_smaller() -> None:
    (run,) = one_line("*", SERIF.but(superior=True)).segments[0][1]
    assert run.part.scale < 0.7
    assert run.pieces[0][0] > 300


def test_arabic_and_han_are_scaled_against_latin() -> None:
    plain = TextStyle("serif", 10, 14, arabic=1.0, han=1.0)
    assert width_of("نۇرلان", SERIF) == pytest.approx(1.2 * width_of("نۇرلان", plain))
    assert width_of("阿斯", SERIF) == pytest.approx(0.95 * width_of("阿斯", plain))


def test_only_bold_faces_embolden_chinese() -> None:
    strokes = {
        family: one_line("阿", TextStyle(family, 10, 14)).segments[0][1][0].part.stroke
        for family in FAMILIES
    }
    assert strokes.pop("sans-bold") == strokes.pop("serif-semibold") == 0.028
    assert set(strokes.values()) == {0.0}


def test_kerning_pulls_letters_together_without_changing_the_text() -> None:
    kerned = SERIF.but(kerning=True)
    assert width_of("AVATAR Та", kerned) < width_of("AVATAR Та", SERIF)
    assert one_line("AVATAR ffi Та", kerned).text == "AVATAR ffi Та"


def test_a_stressed_vowel_is_placed_and_keeps_both_characters() -> None:
    assert one_line("за\u0301мок", SERIF).text == "за\u0301мок"
    assert width_of("за\u0301мок", SERIF) == pytest.approx(width_of("замок", SERIF))


def test_direction_marks_and_joiners_leave_no_glyph() -> None:
    assert one_line("a\u200eb\u2060c", SERIF).text == "abc"
    assert "\u200c" not in one_line("می\u200cخواهم", SERIF).text
    assert width_of("a\u200eb", SERIF) == pytest.approx(width_of("ab", SERIF))


def test_a_paragraph_counts_as_chinese_by_its_letters() -> None:
    assert is_chinese("上述人员Nurlan中，人")
    assert not is_chinese("Он назвал имя: 阿斯哈尔")
    assert not is_chinese("123, 456")


def test_measures_of_a_style_are_in_points() -> None:
    style = TextStyle("serif", 20, 24)
    assert 13 < style.cap_height < 15.5
    assert 10 < style.x_height < 11.5
    assert style.cap_height < style.ascent < 24
    assert 3 < style.descent < 7
