"""A name in a text is found whatever stands in it that nobody sees. All persons are fictitious."""

from __future__ import annotations

import pytest

from caseapp.disclosure.finder import Finder
from caseapp.disclosure.protected import Kind, Secret
from caseapp.disclosure.scrub import cleaned
from caseapp.domain.vocabulary import Audience, InfoClass, NameScript
from caseapp.store.records import Contact
from tests.dossier.test_compile_matrix import one_case
from tests.dossier.world import ALL
from tests.exchange.export.test_every_cell import released

BREAKS = ("\r", "\x0b", "\x0c", "\x85", "\x1c", "\x1e", "\x07", "\u2028")
"""What ends a line or a cell in pasted words: old Macs, Word, PDF, mainframes."""
UNSEEN = ("\u061c", "\u2063", "\u2064", "\u2066", "\ufe0f", "\u180e", "\U000e0041", "\u200b",
          "\u2060", "\x1f", "\x02")  # fmt: skip


def told(narrative: str) -> str:
    """A statement as an export for the United Nations tells it; the witness agreed to nothing."""
    w = one_case(Audience.UNITED_NATIONS, ALL)
    w.add("witness", Contact(serial=9, fictitious=True))
    w.name("witness", "Айгүл Серікқызы", NameScript.KK_CYRL)
    w["taken"].narrative = narrative
    (case,) = released(w, Audience.UNITED_NATIONS).cases
    return next(event.narrative for event in case.events if event.narrative)


@pytest.mark.parametrize("sign", BREAKS)
def test_a_line_broken_by_an_old_sign_does_not_join_the_words_of_a_name(sign: str) -> None:
    assert cleaned(f"Айгүл{sign}Серікқызы") == "Айгүл Серікқызы"
    assert told(f"Оны Айгүл{sign}Серікқызы көрді.") == "Оны [name withheld] көрді."


@pytest.mark.parametrize("sign", UNSEEN)
def test_a_sign_that_nobody_sees_does_not_hide_a_name(sign: str) -> None:
    said = told(f"Оны Ай{sign}гүл Серік{sign}қызы көрді.")
    assert said == "Оны [name withheld] көрді."


@pytest.mark.parametrize("sign", ["_", " _ ", ",", "·", "*", ":", "−", "|", "\\", "]["])
def test_a_number_is_found_whatever_groups_its_figures(sign: str) -> None:
    finder = Finder([Secret("+7 701 555 12 34", InfoClass.TESTIFIER_CONTACT, None, Kind.NUMBER)])
    assert [hit.secret.kind for hit in finder.find(sign.join(("701", "555", "12", "34")))] == [
        Kind.NUMBER
    ]
