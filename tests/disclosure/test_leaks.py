"""The search for what is withheld, in texts, in letters run together and in bytes."""

from __future__ import annotations

from uuid import UUID

import pytest

from caseapp.disclosure.leaks import LeakSearch, is_bare_jpeg
from caseapp.disclosure.photos import reencoded
from caseapp.disclosure.protected import Kind, Secret
from caseapp.domain.vocabulary import InfoClass
from tests.dossier.world import photograph

NAME, PHONE = "Раушан Мысалова", "+7 700 000 04 17"
SECRETS = (
    Secret(NAME, InfoClass.TESTIFIER_NAME, UUID(int=1), Kind.NAME),
    Secret("Раушан", InfoClass.TESTIFIER_NAME, UUID(int=1), Kind.PART),
    Secret(PHONE, InfoClass.TESTIFIER_CONTACT, None, Kind.NUMBER),
    Secret("12 Ülgi Street, flat 4", InfoClass.EXACT_ADDRESS, None, Kind.EXACT),
)
SEARCH = LeakSearch(SECRETS, shown=())


@pytest.mark.parametrize(
    "text",
    ["Раушан Мысалованың үйі", "Мысалова Раушан", "tel. 8-700-000-04-17",
     "lives at 12 ülgi street flat 4", "راۋشان مىسالوۆا"],
)  # fmt: skip
def test_a_secret_is_found_however_it_is_written(text: str) -> None:
    assert SEARCH.in_text(text) is not None


@pytest.mark.parametrize("text", ["", "Раушан", "Мысалов", "8 700 000 04 18", "12 Street"])
def test_what_is_no_secret_is_left_alone(text: str) -> None:
    assert SEARCH.in_text(text) is None


def test_letters_run_together_and_bytes_are_searched_too() -> None:
    assert SEARCH.in_letters("РаушанМысалова") is not None
    assert SEARCH.in_letters("Раушанова") is None
    for coded in (NAME.encode(), NAME.encode("utf-16-be"), NAME.encode("utf-16-be").hex().encode()):
        assert SEARCH.in_bytes(b"\0\1" + coded + b"\2")
    assert not SEARCH.in_bytes("Раушанова".encode())


def test_what_is_shown_on_purpose_is_no_leak() -> None:
    search = LeakSearch(SECRETS, shown=("Асқар Мысалова Раушан Мысалова", PHONE))
    assert search.in_text("Асқар Мысалова Раушан Мысалова") is None
    assert search.in_text(PHONE) is None
    assert search.in_text("12 Ülgi Street, flat 4") is not None


def test_a_number_that_was_not_typed_to_its_end_bars_no_number_that_is_shown() -> None:
    begun = Secret("65402519810903000", InfoClass.TESTIFIER_CONTACT, None, Kind.NUMBER)
    search = LeakSearch([begun, *SECRETS], shown=["65402519810903000X"])
    for text in ("ID 65402519810903000X, 12 May", "6540 2519 8109 0300 0X"):
        assert search.in_text(text) is None
        assert search.in_letters(text.replace(" ", "")) is None
    for text in ("ID 65402519810903000", "65402519810903000X and 65402519810903000, 12 May"):
        assert search.in_text(text) is not None
        assert search.in_letters(text.replace(" ", "")) is not None


def test_parts_of_names_are_not_counted_among_what_is_searched() -> None:
    assert SEARCH.searched == 3


def test_a_picture_is_bare_once_it_was_drawn_anew() -> None:
    assert not is_bare_jpeg(photograph())
    assert is_bare_jpeg(reencoded(photograph()))
