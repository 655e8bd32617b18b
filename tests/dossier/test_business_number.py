"""An organisation's BIN: Code of Administrative Procedure art. 63(2) asks a legal entity for it."""

from __future__ import annotations

import pytest

from caseapp.dossier.compile import compile_copy
from caseapp.dossier.document import Letter
from tests.dossier.world import PRODUCED, World, read_image, world

BIN = "971240001315"
BEFORE = {"kk": "БСН ", "ru": "БИН ", "en": "BIN ", "zh_Hans": "企业识别号（BIN）："}


def organisation_writes() -> World:
    """Nobody signs for themselves; the organisation has a number, the same in all languages."""
    w = world()
    for key in [key for key in w.records if key.startswith("sign-")]:
        del w.records[key]
    appeal = w["appeal"]
    appeal.contact_signatory_id = None
    appeal.organisation = {**appeal.organisation, "bin": BIN}
    return w


def sender(w: World, language: str, letter: str = "mfa") -> list[str]:
    w["mfa"].letter = letter
    copy = compile_copy(
        w.file(), w["mfa"].id, language=language, copy_number=1, produced_at=PRODUCED,
        read_image=read_image,
    )  # fmt: skip
    return list(next(part for part in copy.dossier.parts if isinstance(part, Letter)).sender)


@pytest.mark.parametrize("language", BEFORE)
def test_it_stands_under_the_name_of_the_organisation_that_writes(language: str) -> None:
    lines = sender(organisation_writes(), language)
    assert lines[1] == f"{BEFORE[language]}{BIN}"


@pytest.mark.parametrize(
    "letter",
    ["mfa_single", "complaint", "information_request", "deputy", "reminder", "release_due",
     "thanks"],
)  # fmt: skip
def test_every_letter_to_a_body_of_kazakhstan_gives_it(letter: str) -> None:
    assert f"БИН {BIN}" in sender(organisation_writes(), "ru", letter)


def test_there_is_no_line_for_it_where_there_is_none_or_a_person_applies() -> None:
    w = organisation_writes()
    w["appeal"].organisation = {**w["appeal"].organisation, "bin": ""}
    assert not any("BIN" in line for line in sender(w, "en"))
    person_applies = world()
    organisation = person_applies["appeal"].organisation
    person_applies["appeal"].organisation = {**organisation, "bin": BIN}
    assert not any(BIN in line for line in sender(person_applies, "en"))
