"""What cannot occur in an appeal's texts is not looked for; what is found there always can."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import example, given
from hypothesis import strategies as st

from caseapp.disclosure.finder import Finder
from caseapp.disclosure.occurring import Occurring, texts_in
from caseapp.disclosure.protected import Kind, Secret
from caseapp.domain.names.kazakh_arabic import in_arabic
from caseapp.domain.vocabulary import InfoClass

NAMES = (
    "Асқар Үлгібай", "Raushan Mysalova", "阿斯哈尔·玉勒格拜", "Мысалова Раушан", "اسقار ۇلگىباي",
    "Ülgibay Asqar", "Серік Әли",
)  # fmt: skip
ENDINGS = ("", "ой", "дың", "'s", "ға", "ым", "нен", "ова")


def found(kind: Kind, secret: str, text: str) -> bool:
    return bool(Finder([Secret(secret, InfoClass.DETAINEE_NAME, None, kind)]).find(text))


@given(
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
    st.lists(st.sampled_from(ENDINGS), min_size=2, max_size=2),
    st.text(max_size=12),
)
@example("Асқар Үлгібай", "Asqar Ulgibay", ["", ""], "")
@example("Мысалова Раушан", "Мысаловой Раушан", ["", ""], "")
def test_whatever_is_found_in_a_text_was_thought_possible(
    secret: str, written: str, endings: list[str], around: str
) -> None:
    words = written.split()
    ended = "".join(f" {word}{end}" for word, end in zip(words, endings, strict=False))
    for text in (f"{around}{ended} {around}", in_arabic(f"{around}{ended}")):
        if found(Kind.NAME, secret, text):
            assert Occurring([text]).name(secret)


@given(st.text(alphabet="0123456789 -()+", min_size=7, max_size=20), st.integers(0, 9))
def test_a_number_that_is_found_was_thought_possible(number: str, digit: int) -> None:
    text = f"tel. {digit}{number} or"
    if found(Kind.NUMBER, number, text):
        assert Occurring([text]).number(number)


def test_what_stands_in_no_text_is_not_looked_for() -> None:
    occurring = Occurring(["Асқар Үлгібай, тел. +7 700 000 04 17", "a house in Nilka"])
    assert occurring.name("Асқар Үлгібай")
    assert not occurring.name("Асқар Нұрланұлы")
    assert occurring.number("+7 700 0000417")
    assert not occurring.number("+7 700 111 22 33")


def test_words_of_a_name_that_stand_apart_are_no_name() -> None:
    occurring = Occurring(["Асқар келді", "Марат Үлгібай", "M a r a t U l g i b a y", "S. Asqar"])
    assert occurring.name("Марат Үлгібай")
    assert occurring.name("Marat Ulgibay")
    assert not occurring.name("Асқар Үлгібай")
    assert not occurring.name("Asqar Ulgibay")
    assert not Occurring(["Asqar", "and Ulgibay"]).name("Asqar Ulgibay")
    assert Occurring(["A s q a r U l g i b a y"]).name("Asqar Ulgibay")


def test_texts_are_read_out_of_whatever_holds_them() -> None:
    @dataclass
    class Holder:
        one: str = "a"
        more: dict[str, list[str]] = field(default_factory=lambda: {"x": ["b"]})
        number: int = 3

    assert list(texts_in({"k": (Holder(), ["c"])})) == ["a", "b", "c"]
