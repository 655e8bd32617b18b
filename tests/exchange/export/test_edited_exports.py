"""Our own table that somebody edited elsewhere: what was edited changes the case, what was withheld
never does."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import (
    Audience,
    Bearing,
    EventKind,
    IdentifierKind,
    NameScript,
    Relation,
)
from caseapp.exchange.export.forms import Form
from caseapp.exchange.export.making import Request, prepare, write
from caseapp.intake.lists.plan import ImportPlan, Outcome
from caseapp.intake.lists.planning import plan_import
from caseapp.intake.lists.recognise import propose
from caseapp.intake.lists.run import Imported, run_import
from caseapp.intake.tables import open_list
from caseapp.store.exported_tables import packed, unpacked
from caseapp.store.history import Action
from caseapp.store.queries.cases import CaseQuery, case_ids
from caseapp.store.records import (
    Citation,
    Contact,
    Detainee,
    Event,
    Export,
    Identifier,
    Kinship,
    NameForm,
    new_id,
)
from caseapp.store.vault import Vault

DAY = date(2026, 6, 2)
EDIT = Action("Edit")


class Desk:
    """A vault of one case, its table, and what somebody made of it."""

    def __init__(self, vault: Vault, folder: Path) -> None:
        self.vault, self.folder = vault, folder
        case = Detainee(
            id=new_id(), birth=read_date("3 May 1974"), occupation="teacher", summary="Taken.",
            home_place="Tekes County", home_place_code="654027",
        )  # fmt: skip
        contact = Contact(id=new_id(), phones=["+7 777 123 45 67"])
        self.case_id, self.contact_id = case.id, contact.id
        vault.save(
            case, contact,
            NameForm(text="Askar Ulgibay", detainee_id=case.id, script=NameScript.KK_LATN),
            NameForm(text="Aigul", contact_id=contact.id, script=NameScript.KK_LATN),
            Identifier(detainee_id=case.id, number="654027197405030017",
                       kind=IdentifierKind.PRC_RESIDENT_ID),
            Event(detainee_id=case.id, kind=EventKind.TAKEN, when=read_date("March 2017"),
                  place="Tekes"),
            Event(detainee_id=case.id, kind=EventKind.SENTENCED, when=read_date("2018"),
                  term_years=7),
            Kinship(contact_id=contact.id, of_detainee_id=case.id, relation=Relation.WIFE),
            action=EDIT,
        )  # fmt: skip

    def case(self) -> Detainee:
        found = self.vault.get(Detainee, self.case_id)
        assert found is not None
        return found

    def export(self, name: str = "cases.csv", audience: Audience = Audience.OFFICE) -> Path:
        path = self.folder / name
        form = Form.CSV if name.endswith("csv") else Form.XLSX
        request = Request(form=form, audience=audience, ids=(self.case_id,))
        write(self.vault, prepare(self.vault, request, DAY), path)
        return path

    def edit(self, **values: object) -> None:
        case = self.case()
        for name, value in values.items():
            setattr(case, name, value)
        self.vault.save(case, action=EDIT)

    def plan(self, path: Path) -> ImportPlan:
        file = open_list(path)
        return plan_import(self.vault, path, file, propose(file.table))

    def bring(self, path: Path) -> Imported:
        return run_import(self.vault, self.plan(path))

    def contradictions(self) -> list[Citation]:
        return [c for c in self.vault.all(Citation) if c.bearing is Bearing.CONTRADICTS]


def edited(path: Path, changes: Mapping[str, str], name: str = "back.csv") -> Path:
    """A copy of a table with other words in its first row."""
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    for heading, word in changes.items():
        if heading not in rows[0]:
            rows[0].append(heading)
            rows[1].append("")
        rows[1][rows[0].index(heading)] = word
    back = path.parent / name
    with back.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(rows)
    return back


@pytest.fixture
def desk(new_vault: Callable[[], Vault], tmp_path: Path) -> Desk:
    return Desk(new_vault(), tmp_path)


def test_edited_cells_change_the_case_and_what_was_not_touched_says_nothing(desk: Desk) -> None:
    path = desk.export()
    desk.edit(education="school")  # is no cell of theirs
    back = edited(path, {
        "Occupation": "imam", "Born": "4 May 1975", "Home": "Kunes County",
        "Event 1: when": "May 2017", "Event 2: years": "9", "Name 1": "Askar Ulgibai",
        "Document 1": "654027197405030025",
        "Contact 1: phones": "+7 777 000 00 00",
    })  # fmt: skip
    plan = desk.plan(back)
    assert plan.exported == desk.vault.all(Export)[0].made_at.date()
    assert plan.counts == {Outcome.UPDATES: 1}
    desk.bring(back)
    case, vault = desk.case(), desk.vault
    assert (case.occupation, case.education, case.summary) == ("imam", "school", "Taken.")
    assert case.birth.earliest == date(1975, 5, 4)
    assert case.tags == []
    assert (case.home_place, case.home_place_code) == ("Kunes County", "654025")
    taken, sentenced = sorted(vault.all(Event), key=lambda event: event.kind is EventKind.SENTENCED)
    assert (taken.when.earliest, taken.place) == (date(2017, 5, 1), "Tekes")
    assert (sentenced.when.edtf, sentenced.term_years) == ("2018", 9)
    assert [one.number for one in vault.all(Identifier)] == ["654027197405030025"]
    assert {one.text for one in vault.all(NameForm)} == {"Askar Ulgibai", "Aigul"}
    assert [one.phones for one in vault.all(Contact)] == [["+7 777 000 00 00"]]
    assert desk.contradictions() == []
    again = desk.bring(back)
    assert again.counts == {Outcome.UNCHANGED: 1}
    vault.undo()
    assert desk.case().occupation == "teacher"
    assert vault.check() == []


def test_a_table_that_nobody_edited_says_nothing_whatever_the_office_did_since(desk: Desk) -> None:
    path = desk.export("cases.xlsx")
    desk.edit(occupation="driver", birth=read_date("1970"))
    assert desk.plan(path).counts == {Outcome.UNCHANGED: 1}


def test_a_workbook_that_was_edited_and_saved_elsewhere_changes_the_case(desk: Desk) -> None:
    path = desk.export("cases.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    place = next(cell.column for cell in sheet[1] if cell.value == "Occupation")
    sheet.cell(2, place).value = "imam"
    book.save(desk.folder / "back.xlsx")
    desk.bring(desk.folder / "back.xlsx")
    assert desk.case().occupation == "imam"


def test_where_the_office_changed_the_same_both_words_are_kept_to_decide(desk: Desk) -> None:
    path = desk.export()
    desk.edit(occupation="driver")
    desk.bring(edited(path, {"Occupation": "imam", "Summary": "Taken at night."}))
    assert (desk.case().occupation, desk.case().summary) == ("driver", "Taken at night.")
    assert [(c.field, c.note) for c in desk.contradictions()] == [("occupation", "imam")]


def test_of_two_exports_the_one_is_found_that_was_edited(desk: Desk) -> None:
    desk.export("first.csv")
    desk.edit(occupation="driver", summary="Taken at night.", education="school")
    path = desk.export("second.csv")
    desk.bring(edited(path, {"Occupation": "imam"}))
    assert desk.case().occupation == "imam"
    assert desk.contradictions() == []


def test_a_table_of_which_no_export_is_known_contradicts_what_differs(desk: Desk) -> None:
    request = Request(form=Form.CSV, audience=Audience.OFFICE, ids=(desk.case_id,))
    path = desk.folder / "unknown.csv"
    path.write_bytes(prepare(desk.vault, request, DAY).data)
    back = edited(path, {"Occupation": "imam"})
    assert desk.plan(back).exported is None
    desk.bring(back)
    assert desk.case().occupation == "teacher"
    assert [c.field for c in desk.contradictions()] == ["occupation"]


def test_an_event_that_was_added_is_made_and_an_emptied_cell_takes_nothing_away(desk: Desk) -> None:
    path = desk.export()
    back = edited(path, {"Event 3": "released", "Event 3: when": "2024", "Occupation": ""})
    desk.bring(back)
    kinds = [event.kind for event in desk.vault.all(Event)]
    assert sorted(kinds) == ["released", "sentenced", "taken"]
    assert desk.case().occupation == "teacher"
    desk.bring(back)
    assert len(desk.vault.all(Event)) == 3


def test_a_number_that_a_spreadsheet_shortened_is_none(desk: Desk) -> None:
    path = desk.export()
    desk.bring(edited(path, {"Document 1": "6,54027E+17", "Contact 1: phones": "7.77123E+10"}))
    assert [one.number for one in desk.vault.all(Identifier)] == ["654027197405030017"]
    assert [one.phones for one in desk.vault.all(Contact)] == [["+7 777 123 45 67"]]


@pytest.mark.parametrize("audience", [one for one in Audience if one is not Audience.OFFICE])
def test_what_was_withheld_from_an_audience_never_comes_back(
    sample: Vault, tmp_path: Path, audience: Audience
) -> None:
    ids = tuple(sample.read(lambda session: case_ids(session, CaseQuery())))
    request = Request(form=Form.CSV, audience=audience, ids=ids)
    path = tmp_path / "given.csv"
    write(sample, prepare(sample, request, DAY), path)
    file = open_list(path)
    plan = plan_import(sample, path, file, propose(file.table))
    assert set(plan.counts) == {Outcome.UNCHANGED}
    back = edited(path, {"Occupation": "beekeeper"})
    file = open_list(back)
    plan = plan_import(sample, back, file, propose(file.table))
    told = [said.params for row in plan.rows for said in row.why]
    assert [(one["field"], one["new"]) for one in told] == [("occupation", "beekeeper")]


def test_a_kept_table_comes_back_as_it_was_and_rubbish_is_none() -> None:
    one, other = new_id(), new_id()
    kept = packed(["A", "B"], {one: ["1", ""], other: ["", "\ud800 x"]})
    assert unpacked(kept) == {one: {"A": "1"}, other: {"B": "\ud800 x"}}
    assert unpacked("") == unpacked("rubbish") == {}
