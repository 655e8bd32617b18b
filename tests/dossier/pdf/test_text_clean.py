"""What user text may do to the paper: nothing but stand there."""

from __future__ import annotations

from caseapp.dossier.pdf.text.clean import clean, unprintable


def test_ordinary_text_is_returned_as_it_is() -> None:
    text = "Әбдіқадыр «Нұрлан» 阿斯哈尔·托列根 نۇرلان é №\u00a05"
    assert clean(text) is text


def test_controls_overrides_and_lone_surrogates_become_visible() -> None:
    assert clean("a\x00b\x07c\x7f\x9b") == "a[U+0000]b[U+0007]c[U+007F][U+009B]"
    assert clean("\u202egnp.exe") == "[U+202E]gnp.exe"
    assert clean("\ud800x\udfff") == "[U+D800]x[U+DFFF]"
    assert clean("\ufffe\U0010ffff\U000e0041") == "[U+FFFE][U+10FFFF][U+E0041]"


def test_embeddings_soft_hyphens_and_variation_selectors_are_dropped() -> None:
    assert clean("\u202bنۇر\u202c") == "نۇر"
    assert clean("Син\u00adьцзян\ufeff") == "Синьцзян"
    assert clean("葛\U000e0100\ufe0f") == "葛"


def test_tabs_become_spaces() -> None:
    assert clean("a\tb") == "a b"


def test_arabic_presentation_forms_become_letters() -> None:
    assert clean("\ufeb3\ufefc\ufee1") == "سلام"


def test_markup_is_left_alone() -> None:
    text = "<b>x</b> & <img src='/etc/hostname'> {0} %s \\n"
    assert clean(text) == text


def test_unprintable_characters_are_listed() -> None:
    assert unprintable("a\x07b\u202e\u00ad") == {"\x07", "\u202e"}
