"""From rows to the vault: found again, compared in three ways, one action, nothing lost."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import Bearing, EventKind, SourceKind
from caseapp.errors import Cancelled, UserError
from caseapp.intake.lists.plan import Choice, Decision, FoundBy, Outcome
from caseapp.intake.lists.planning import Same
from caseapp.intake.lists.run import run_import
from caseapp.intake.lists.targets import Target
from caseapp.store.history import Action
from caseapp.store.records import (
    Attachment,
    Citation,
    Contact,
    Detainee,
    Event,
    Excerpt,
    Identifier,
    ImportBatch,
    ImportedRow,
    Kinship,
    NameForm,
    Source,
)
from caseapp.system.progress import Progress
from tests.intake.lists.importing import COLUMNS, Office, content, files_of

ASKAR = {
    "No.": "1", "Name": "Асқар Үлгібай", "Born": "1974", "Sex": "male", "Job": "teacher",
    "ID": "654023197401010013", "Home": "Kulja, Street 5", "Taken": "Mar-17", "Why": "praying",
    "Teller": "Айгүл Мысалбек", "Phone": "+7 777 123 45 67", "Other": "asked twice",
}  # fmt: skip
GULNAR = {"No.": "2", "Name": "Гүлнар Қиялбек", "Born": "1985", "Sex": "female", "Taken": "2018"}
EDIT = Action("Edit")


@pytest.fixture
def office(vault, tmp_path):
    return Office(vault, tmp_path)


def outcomes(imported):
    return [row.outcome for row in imported.rows]


# -- what a row becomes ------------------------------------------------------------------------
def test_a_row_becomes_a_case_with_all_that_it_says(office):
    imported = office.bring([ASKAR])
    assert [row.case_number for row in imported.rows] == ["CF-0001"]
    case = office.case("Асқар Үлгібай")
    assert (case.sex, case.birth.text, case.occupation) == ("male", "1974", "teacher")
    assert case.home_address == "Kulja, Street 5"
    assert case.tags == ["list"]
    assert case.restricted_notes == "Other: asked twice"
    (number,) = office.vault.all(Identifier)
    (event,) = office.vault.all(Event)
    (contact,) = office.vault.all(Contact)
    (tie,) = office.vault.all(Kinship)
    assert number.number == ASKAR["ID"]
    assert (event.kind, event.when.text) == (EventKind.TAKEN, "Mar-17")
    assert event.reason_given == "praying"
    assert contact.phones == ["+7 777 123 45 67"]
    assert (tie.contact_id, tie.of_detainee_id) == (contact.id, case.id)
    assert office.vault.check() == []


def test_every_imported_fact_cites_the_row(office):
    office.bring([ASKAR])
    cited = {c.field or "event" for c in office.vault.all(Citation)}
    assert cited == {"names", "birth", "sex", "occupation", "home_address", "identifiers", "event"}
    (source,) = office.vault.all(Source)
    assert all(e.source_id == source.id for e in office.vault.all(Excerpt))
    assert {form.source_id for form in office.vault.all(NameForm)} == {source.id}


def test_addresses_numbers_phones_and_unknown_columns_stand_in_a_sensitive_passage_alone(office):
    office.bring([ASKAR])
    free, private = sorted(office.vault.all(Excerpt), key=lambda e: e.sensitive)
    assert not free.sensitive
    assert private.sensitive
    for heading in ("ID", "Home", "Teller", "Phone", "Other"):
        assert ASKAR[heading] not in free.text
        assert f"{heading}: {ASKAR[heading]}" in private.text.split("\n")
    assert free.place == private.place == "row 2"
    assert free.locator == {"sheet": "", "row": 2}
    behind = {c.field: c.excerpt_id for c in office.vault.all(Citation) if c.field}
    assert {f for f, e in behind.items() if e == private.id} == {"identifiers", "home_address"}


def test_the_file_is_kept_as_a_source_and_told_by_relatives_if_they_are_named(office):
    imported = office.bring([ASKAR])
    (source,) = office.vault.all(Source)
    (file,) = office.vault.all(Attachment)
    assert source.id == imported.source_id
    assert (source.title, source.kind) == ("list.csv", SourceKind.TESTIMONY)
    assert not source.published
    assert office.vault.read_attachment(file) == (office.folder / "list.csv").read_bytes()


def test_who_tells_of_several_is_one_contact(office):
    office.bring([ASKAR, {**GULNAR, "Teller": ASKAR["Teller"], "Phone": "8777 1234567"},
                  {"No.": "3", "Name": "Мұрат Сынақбай", "Teller": ASKAR["Teller"],
                   "Phone": "+7 (777) 123-45-67"}])  # fmt: skip
    assert len(office.vault.all(Contact)) == 2  # another number may be another Aigul
    assert len(office.vault.all(Kinship)) == 3


def test_nobody_imported_may_be_shown_to_anybody(office):
    from caseapp.store.records import Consent

    office.bring([ASKAR, GULNAR])
    assert office.vault.all(Consent) == []


def test_each_row_has_one_outcome_and_the_batch_says_it(office):
    rows = [ASKAR, {}, {"Other": "who?"}, GULNAR, ASKAR]
    imported = office.bring(rows)
    assert outcomes(imported) == [
        Outcome.NEW, Outcome.EMPTY, Outcome.UNREADABLE, Outcome.NEW, Outcome.UNCHANGED,
    ]  # fmt: skip
    (batch,) = office.vault.all(ImportBatch)
    assert [(n["row"], n["outcome"]) for n in batch.rows] == [
        (r.row, r.outcome) for r in imported.rows
    ]
    assert batch.action == imported.changes.action == 1


# -- read again --------------------------------------------------------------------------------
def test_the_same_list_again_writes_nothing(office):
    office.bring([ASKAR, GULNAR])
    before, files = content(office.vault), files_of(office.vault)
    again = office.bring([ASKAR, GULNAR])
    assert set(outcomes(again)) == {Outcome.UNCHANGED}
    assert (content(office.vault), files_of(office.vault)) == (before, files)
    assert office.vault.generation == 1


def test_a_list_in_another_order_says_nothing_new(office):
    office.bring([ASKAR, GULNAR])
    assert set(outcomes(office.bring([GULNAR, ASKAR]))) == {Outcome.UNCHANGED}


@pytest.mark.parametrize("numbered", [True, False])
def test_a_changed_cell_changes_that_field_alone(office, numbered):
    rows = [ASKAR, GULNAR] if numbered else [{**r, "No.": ""} for r in (ASKAR, GULNAR)]
    office.bring(rows)
    before = content(office.vault)
    again = office.bring([{**rows[0], "Job": "driver"}, rows[1]])
    assert outcomes(again) == [Outcome.UPDATES, Outcome.UNCHANGED]
    after = content(office.vault)
    changed = {
        (kind, name) for (kind, key), fields in before.items() for name in fields
        if (kind, key) in after and after[kind, key][name] != fields[name]
    }  # fmt: skip
    assert {one for one in changed if one[0] != "imported_row"} == {("detainee", "occupation")}
    assert office.case("Асқар Үлгібай").occupation == "driver"
    assert office.vault.check() == []


def test_a_changed_fact_cites_the_new_words_and_no_longer_the_old(office):
    office.bring([ASKAR])
    office.bring([{**ASKAR, "Job": "driver"}])
    (citation,) = [c for c in office.vault.all(Citation) if c.field == "occupation"]
    excerpt = office.vault.get(Excerpt, citation.excerpt_id)
    assert "Job: driver" in excerpt.text
    assert len(office.vault.all(Source)) == 2


def test_a_changed_spelling_is_corrected_and_a_changed_date_of_an_event_too(office):
    office.bring([ASKAR])
    office.bring([{**ASKAR, "Name": "Аскар Үлгібай", "Taken": "2017-03-12"}])
    (name,) = [n for n in office.vault.all(NameForm) if n.detainee_id]
    (event,) = office.vault.all(Event)
    assert (name.text, event.when.text) == ("Аскар Үлгібай", "2017-03-12")
    assert len(office.vault.all(Detainee)) == 1


def test_what_the_office_changed_stays_and_the_list_contradicts_it(office):
    office.bring([ASKAR, GULNAR])
    case = office.case("Гүлнар Қиялбек")
    case.birth = read_date("1990")
    office.vault.save(case, action=EDIT)
    again = office.bring([ASKAR, {**GULNAR, "Born": "1987"}])
    assert outcomes(again) == [Outcome.UNCHANGED, Outcome.UPDATES]
    assert office.case("Гүлнар Қиялбек").birth.text == "1990"
    (against,) = [c for c in office.vault.all(Citation) if c.bearing is Bearing.CONTRADICTS]
    assert (against.field, against.note, against.detainee_id) == ("birth", "1987", case.id)
    (told,) = again.rows[1].told
    assert dict(told.params) == {"field": "birth", "old": "1990", "new": "1987"}


def test_what_the_office_changed_stays_without_a_word_where_the_list_did_not_change(office):
    office.bring([ASKAR])
    case = office.case("Асқар Үлгібай")
    case.occupation = "farmer"
    office.vault.save(case, action=EDIT)
    assert outcomes(office.bring([ASKAR])) == [Outcome.UNCHANGED]
    office.bring([{**ASKAR, "Born": "1975"}])
    assert office.case("Асқар Үлгібай").occupation == "farmer"


def test_an_emptied_cell_takes_nothing_away_and_is_told(office):
    office.bring([ASKAR])
    again = office.bring([{**ASKAR, "Job": "", "Why": "", "Born": "1975"}])
    case = office.case("Асқар Үлгібай")
    assert (case.occupation, case.birth.text) == ("teacher", "1975")
    assert {told.params["field"] for told in again.rows[0].told} == {
        "occupation", "taken.reason_given", "birth",
    }  # fmt: skip


def test_items_of_a_list_join_those_that_the_case_has(vault, tmp_path):
    office = Office(vault, tmp_path, {**COLUMNS, "Marks": Target.TAGS})
    office.bring([{**GULNAR, "Marks": "2019"}])
    office.bring([{**GULNAR, "Marks": "urgent"}])
    assert office.case("Гүлнар Қиялбек").tags == ["2019", "list", "urgent"]


def test_a_row_gone_from_the_list_changes_nothing_and_is_told(office):
    office.bring([ASKAR, GULNAR])
    before = content(office.vault)
    plan = office.plan([ASKAR])
    assert plan.gone == (office.case("Гүлнар Қиялбек").id,)
    run_import(office.vault, plan)
    assert content(office.vault) == before


def test_a_row_whose_case_lies_in_the_trash_is_left_out(office):
    office.bring([GULNAR])
    office.vault.trash(office.case("Гүлнар Қиялбек"), action=EDIT)
    again = office.bring([{**GULNAR, "Born": "1986"}])
    assert outcomes(again) == [Outcome.LEFT_OUT]


# -- cases that were there before --------------------------------------------------------------
def known(vault, **fields):
    case = Detainee(**fields)
    form = NameForm(detainee_id=case.id, text="Аскар Улгибай", script="kk-Cyrl")
    number = Identifier(detainee_id=case.id, kind="prc_resident_id", number=ASKAR["ID"])
    vault.save(case, form, number, action=EDIT)
    return case.id


def test_a_case_with_the_same_document_gets_what_it_lacked_and_keeps_what_it_had(office):
    case_id = known(office.vault, occupation="farmer")
    imported = office.bring([ASKAR])
    assert [(r.outcome, r.case_id) for r in imported.rows] == [(Outcome.UPDATES, case_id)]
    case = office.vault.get(Detainee, case_id)
    assert (case.occupation, case.birth.text) == ("farmer", "1974")
    names = [form.text for form in office.vault.all(NameForm, detainee_id=case_id)]
    assert names == ["Аскар Улгибай", "Асқар Үлгібай"]
    bearing = {c.field: c.bearing for c in office.vault.all(Citation) if c.field}
    assert bearing["occupation"] is Bearing.CONTRADICTS
    assert bearing["birth"] is bearing["identifiers"] is Bearing.SUPPORTS
    assert set(outcomes(office.bring([ASKAR]))) == {Outcome.UNCHANGED}


def test_the_same_document_with_another_birth_is_asked_about(office):
    known(office.vault, birth=read_date("1950"))
    plan = office.plan([ASKAR])
    assert plan.counts == Counter({Outcome.LIKELY: 1})
    assert plan.rows[0].case_number == "CF-0001"


def test_our_own_number_finds_the_case_and_gives_a_new_one_its_number(vault, tmp_path):
    office = Office(vault, tmp_path, {"Case": Target.CASE_NUMBER, **COLUMNS})
    case_id = known(office.vault, occupation="teacher")
    rows = [{**ASKAR, "Case": "CF-0001"}, {**GULNAR, "Case": "CF-0077"}]
    imported = office.bring(rows)
    assert imported.rows[0].case_id == case_id
    assert office.plan(rows).rows[0].found_by in (FoundBy.ROW, FoundBy.NUMBER)
    assert imported.rows[1].case_number == "CF-0077"


def test_no_two_cases_get_one_number(vault, tmp_path):
    office = Office(vault, tmp_path, {"Case": Target.CASE_NUMBER, **COLUMNS})
    rows = [{**ASKAR, "Case": "CF-0077"}, {**GULNAR, "Case": "CF-0077"}]
    imported = office.bring(rows, {3: Decision(Choice.NEW)})
    assert outcomes(imported) == [Outcome.NEW, Outcome.NEW]
    assert [row.case_number for row in imported.rows] == ["CF-0077", "CF-0078"]


# -- decisions ---------------------------------------------------------------------------------
def maybe(case_id=None, row=None):
    def likely(vault, people, progress):
        last = max(people)
        return {last: [Same(case_id=case_id, row=row, reasons=("the same name",))]}

    return likely


def test_a_row_that_may_be_known_waits_until_somebody_decides(office):
    case_id = known(office.vault)
    likely = maybe(case_id)
    waiting = office.bring([GULNAR], likely=likely)
    assert outcomes(waiting) == [Outcome.LIKELY]
    assert waiting.changes.action == 0
    added = office.bring([GULNAR], {2: Decision(Choice.ADD, case_id)}, likely)
    assert [(r.outcome, r.case_id) for r in added.rows] == [(Outcome.UPDATES, case_id)]
    assert len(office.vault.all(Detainee)) == 1
    assert outcomes(office.bring([GULNAR], likely=likely)) == [Outcome.UNCHANGED]


@pytest.mark.parametrize(("choice", "cases"), [(Choice.NEW, 2), (Choice.LEAVE, 1)])
def test_a_person_may_say_that_it_is_somebody_else_or_leave_the_row_out(office, choice, cases):
    case_id = known(office.vault)
    office.bring([GULNAR], {2: Decision(choice)}, maybe(case_id))
    assert len(office.vault.all(Detainee)) == cases


def test_two_rows_of_one_person_become_one_case_if_somebody_says_so(office):
    twin = {**GULNAR, "No.": "9", "Job": "nurse", "Born": "1986"}
    imported = office.bring([ASKAR, GULNAR, twin], {4: Decision(Choice.ADD, row=3)}, maybe(row=3))
    assert outcomes(imported) == [Outcome.NEW, Outcome.NEW, Outcome.UPDATES]
    case = office.case("Гүлнар Қиялбек")
    assert (case.occupation, case.birth.text) == ("nurse", "1985")
    assert len(office.vault.all(ImportedRow)) == 3
    assert set(outcomes(office.bring([ASKAR, GULNAR, twin]))) == {Outcome.UNCHANGED}


def test_a_row_that_goes_with_one_that_is_left_out_waits(office):
    twin = {**GULNAR, "No.": "9"}
    imported = office.bring(
        [ASKAR, GULNAR, twin], {3: Decision(Choice.LEAVE), 4: Decision(Choice.ADD, row=3)},
        maybe(row=3),
    )  # fmt: skip
    assert outcomes(imported) == [Outcome.NEW, Outcome.LEFT_OUT, Outcome.LIKELY]


def test_the_same_number_in_the_list_with_other_words_is_asked_about(office):
    plan = office.plan([ASKAR, {**GULNAR, "No.": "1"}])
    assert [row.outcome for row in plan.rows] == [Outcome.NEW, Outcome.LIKELY]
    assert plan.rows[1].candidates[0].row == 2


# -- all or nothing ----------------------------------------------------------------------------
def test_a_plan_writes_nothing(office):
    office.bring([GULNAR])
    before, files, generation = content(office.vault), files_of(office.vault), 1
    office.plan([ASKAR, {**GULNAR, "Born": "1999"}])
    assert (content(office.vault), files_of(office.vault)) == (before, files)
    assert office.vault.generation == generation


def test_a_cancelled_import_leaves_nothing(office):
    rows = [{**GULNAR, "No.": str(n), "Name": f"Адам {n}"} for n in range(500)]
    plan = office.plan(rows)
    progress = Progress(lambda report: progress.cancel() if report.done >= 200 else None)
    with pytest.raises(Cancelled):
        run_import(office.vault, plan, progress=progress)
    assert (content(office.vault), files_of(office.vault)) == ({}, {})
    assert office.vault.generation == 0
    assert office.vault.check() == []


def test_a_file_that_changed_since_is_refused(office):
    plan = office.plan([ASKAR])
    plan.path.write_bytes(b"other")
    with pytest.raises(UserError, match="was changed"):
        run_import(office.vault, plan)
    assert content(office.vault) == {}


def test_one_undo_takes_the_whole_import_back_and_redo_brings_it_again(office):
    office.bring([GULNAR])
    before = content(office.vault)
    office.bring([{**GULNAR, "Born": "1986"}, ASKAR])
    after = content(office.vault)
    office.vault.undo()
    assert content(office.vault) == before
    assert office.vault.check() == []
    office.vault.redo()
    assert content(office.vault) == after
    assert office.vault.check() == []


def test_an_import_that_was_undone_can_be_done_again(office):
    office.bring([ASKAR])
    office.vault.undo()
    assert outcomes(office.bring([ASKAR])) == [Outcome.NEW]
    assert office.vault.check() == []


# -- any table ---------------------------------------------------------------------------------
CELL = st.one_of(
    st.text(max_size=12).filter(lambda s: "\ud800" not in s),
    st.sampled_from(["", "", "1", "2", "1974", "Mar-17", "Асқар Үлгібай", "male", "x; y", "=1+1"]),
)
ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELL)), max_size=6)
MANY = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@MANY
@given(rows=ROWS)
def test_of_any_table_each_row_is_accounted_for_once_and_again_nothing_is_new(office, rows):
    vault, before = office.vault, office.vault.generation
    imported = office.bring(rows)
    assert [row.row for row in imported.rows] == list(range(2, len(rows) + 2))
    made = [row for row in imported.rows if row.outcome is Outcome.NEW]
    assert len({row.case_id for row in made}) == len(vault.all(Detainee)) == len(made)
    generation = vault.generation
    again = office.bring(rows)
    assert vault.generation == generation
    assert {row.outcome for row in again.rows} <= {
        Outcome.UNCHANGED, Outcome.LIKELY, Outcome.EMPTY, Outcome.UNREADABLE,
    }  # fmt: skip
    if generation > before:
        vault.undo()
    assert content(vault) == {}


@MANY
@given(heading=st.sampled_from(["Born", "Job", "Home", "Taken", "Why"]), word=st.integers(0, 99))
def test_whichever_cell_is_changed_exactly_that_field_changes(office, heading, word):
    office.bring([ASKAR, GULNAR])
    before = content(office.vault)
    new = str(1900 + word) if heading in ("Born", "Taken") else f"word {word}"
    office.bring([{**ASKAR, heading: new}, GULNAR])
    after = content(office.vault)
    changed = [
        name for key, fields in before.items() for name in fields
        if key[0] in ("detainee", "event", "name_form", "identifier", "contact", "kinship")
        and after[key][name] != fields[name]
    ]  # fmt: skip
    field = {"Born": "birth", "Job": "occupation", "Home": "home_address", "Taken": "when",
             "Why": "reason_given"}[heading]  # fmt: skip
    assert changed == [field]
    while office.vault.undoable()[0]:
        office.vault.undo()
    assert content(office.vault) == {}
