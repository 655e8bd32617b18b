"""What is odd about a number is said where it is typed, with both values, and is kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from caseapp.desktop.features.case.person import PersonSection
from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.features.contact.facts import Particulars
from caseapp.desktop.features.contact.words import ContactWords
from caseapp.desktop.features.intake.form import IntakeForm
from caseapp.desktop.features.intake.words import IntakeWords
from caseapp.desktop.forms.row import FoldedRow
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.number_words import NumberWords
from caseapp.domain.dates import read_date
from caseapp.domain.identifiers import make_check_digit, upgraded_resident_id
from caseapp.domain.vocabulary import IdentifierKind, Sex
from caseapp.i18n import translator
from caseapp.intake.visit_typing import Slot
from caseapp.store.history import Action
from caseapp.store.queries.case_page import load_case_page
from caseapp.store.queries.contact_page import load_contact_page
from caseapp.store.records import Contact, Detainee, Identifier
from caseapp.store.vault import Vault
from tests.desktop.case_desk import type_into

Shown = Callable[[QWidget], QWidget]
PRC, IIN = IdentifierKind.PRC_RESIDENT_ID, IdentifierKind.KZ_IIN
OLD = "654127620512003"
"""Of a man born on 12 May 1962, given in Tekes; fictitious."""
NEW = str(upgraded_resident_id(OLD))
IN_TEKES = "born 12 May 1962 · male · Tekes"
IIN_BODY = "62051240001"
ACTION = Action("Test")


def said(
    number: str, birth: str = "", sex: Sex = Sex.UNKNOWN, *places: str,
    kind: IdentifierKind = PRC,
) -> tuple[str, str]:  # fmt: skip
    words = NumberWords(RecordWords(translator("en")))
    return words.reading(kind, number, birth=read_date(birth), sex=sex, places=places)


def test_a_number_that_agrees_tells_what_it_says() -> None:
    assert said(NEW, "1962", Sex.MALE, "654027") == (IN_TEKES, "reading")
    assert said(NEW) == (IN_TEKES, "reading")
    assert said("") == said("N 1234567", kind=IdentifierKind.PASSPORT) == ("", "reading")


def test_an_old_number_is_told_without_alarm() -> None:
    words, tone = said(OLD, "1962", Sex.MALE)
    assert words == f"{IN_TEKES} · old form of 15 digits"
    assert tone == "reading"


@pytest.mark.parametrize("number", [OLD, NEW])
def test_another_birth_or_sex_is_warned_of_with_both_values(number: str) -> None:
    words, tone = said(number, "March 1963", Sex.FEMALE)
    assert words == (
        "The number says born 12 May 1962, the record says Mar 1963. "
        "The number says male, the record says female."
    )
    assert tone == "warn"


def test_a_number_that_was_given_elsewhere_is_told_and_no_fault() -> None:
    words, tone = said(NEW, "1962", Sex.MALE, "654301")
    assert words == "born 12 May 1962 · male · given in Tekes, home Altay city"
    assert tone == "reading"
    assert said(NEW, "1962", Sex.MALE, "654301", "652427")[0] == IN_TEKES


def test_an_iin_is_compared_as_well() -> None:
    number = IIN_BODY + str(make_check_digit(IIN, IIN_BODY))
    words, tone = said(number, "1962", Sex.MALE, kind=IIN)
    assert (words, tone) == ("The number says female, the record says male.", "warn")


def test_the_page_of_a_case_compares_with_the_case(vault: Vault, shown: Shown) -> None:
    case = Detainee(fictitious=True, birth=read_date("1963"), sex=Sex.MALE)
    number = Identifier(detainee_id=case.id, kind=PRC, number=NEW)
    vault.save(case, number, action=ACTION)
    section = PersonSection(CaseWords(translator("en")))
    shown(section)

    def read() -> str:
        page = vault.read(lambda session: load_case_page(session, case.id))
        assert page is not None
        section.show_page(page)
        (row,) = section.numbers.rows()
        assert row.form is not None
        assert row.form.field("number").text() == NEW
        return str(row.form.field("number").editor.accessibleDescription())

    assert "says born 12 May 1962, the record says 1963" in read()
    case.birth = read_date("1962")
    vault.save(case, action=ACTION)
    assert read() == IN_TEKES


def test_the_page_of_a_contact_compares_with_the_contact(vault: Vault, shown: Shown) -> None:
    contact = Contact(birth=read_date("1963"), sex=Sex.FEMALE)
    number = IIN_BODY + str(make_check_digit(IIN, IIN_BODY))
    vault.save(contact, Identifier(contact_id=contact.id, kind=IIN, number=number), action=ACTION)
    particulars = Particulars(ContactWords(translator("en")))
    shown(particulars)
    page = vault.read(lambda session: load_contact_page(session, contact.id))
    assert page is not None
    particulars.show_page(page)
    (row,) = particulars.numbers.rows()
    assert isinstance(row, FoldedRow)
    row.line.click()
    assert row.form is not None
    description = row.form.field("number").editor.accessibleDescription()
    assert "says born 12 May 1962, the record says 1963" in description


def test_an_intake_compares_with_what_is_typed_beside_in_any_order(shown: Shown) -> None:
    form = IntakeForm(IntakeWords(translator("en")))
    shown(form)

    def read() -> str:
        return str(form.field(Slot.DOCUMENT).editor.accessibleDescription())

    type_into(form.field(Slot.DOCUMENT).editor, NEW)
    assert read().endswith(IN_TEKES)
    type_into(form.field(Slot.BIRTH).editor, "1963")
    assert "says born 12 May 1962, the record says 1963. Kept as typed." in read()
    form.show_values({Slot.DOCUMENT: NEW, Slot.SEX: Sex.FEMALE.value, Slot.HOME: "Tekes"})
    form.field(Slot.BIRTH).set_value("1962")
    form._read(Slot.BIRTH)
    assert read() == "The number says male, the record says female. Kept as typed."
    form.show_values({Slot.DOCUMENT: NEW, Slot.BIRTH: "1962", Slot.HOME: "Altay city"})
    assert read().endswith("given in Tekes, home Altay city")


def test_an_intake_knows_what_kind_of_number_was_typed() -> None:
    words = IntakeWords(translator("en"))
    iin = IIN_BODY + str(make_check_digit(IIN, IIN_BODY))
    assert words.reading(Slot.DOCUMENT, iin, {})[0].startswith("IIN")
    assert "female" in words.reading(Slot.DOCUMENT, iin, {})[0]
    assert words.reading(Slot.DOCUMENT, "Е 1234 5678", {}) == ("Passport", "reading")
