"""A refused export says in which record and field of which case what must not leave stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseapp.domain.vocabulary import Audience, SourceKind
from caseapp.exchange.export.facts import PassageFact, Released, SourceFact
from caseapp.exchange.export.forms import Form
from caseapp.exchange.export.leak_check import ExportGate, ExportLeakError
from caseapp.i18n import translator
from tests.dossier.test_compile_matrix import one_case
from tests.exchange.export.test_every_cell import of_facts, refused

HIDDEN = "Raushan Mysalova"


def facts() -> Released:
    return refused(one_case(Audience.PUBLIC, {}))


def leaks_of(spoiled: Released, form: Form = Form.XLSX) -> ExportLeakError:
    with pytest.raises(ExportLeakError) as refusal:
        ExportGate(spoiled).check(form, of_facts(spoiled, form))
    return refusal.value


@pytest.mark.parametrize("form", [Form.XLSX, Form.CSV, Form.JSON, Form.FTM])
def test_every_field_is_named_and_what_stands_there_is_not(form: Form) -> None:
    clean = facts()
    case = clean.cases[0]
    event = replace(case.events[0], narrative=f"{HIDDEN} saw it.")
    case = replace(case, health=f"as {HIDDEN} says", events=(event, *case.events[1:]))
    error = leaks_of(replace(clean, cases=(case, *clean.cases[1:])), form)
    t = translator("en")
    said = [place.words(t) for place in error.places]
    assert said == [f"{case.number} · Case · Health", f"{case.number} · Event · Statement to print"]
    assert {place.target for place in error.places} == {("case", case.id)}
    assert "Mysalova" not in "".join(said) + t.error(error)
    assert "these fields" in t.error(error)


def test_a_source_is_named_with_the_cases_that_rest_on_it() -> None:
    clean = facts()
    case = clean.cases[0]
    source = SourceFact(
        id=case.id, kind=SourceKind.TESTIMONY, title=f"A talk with {HIDDEN}",
        passages=(PassageFact(text=f"{HIDDEN} said so"),),
    )  # fmt: skip
    spoiled = replace(
        clean, cases=(replace(case, sources=(source.id,)),), sources={source.id: source}
    )
    error = leaks_of(spoiled, Form.JSON)
    said = [place.words(translator("en")) for place in error.places]
    assert said == [f"{case.number} · Source · Title", f"{case.number} · Excerpt · Words"]
    assert error.places[0].target == ("source", source.id)


def test_what_no_single_field_holds_is_refused_all_the_same() -> None:
    with pytest.raises(ExportLeakError) as refusal:
        ExportGate(facts()).check(Form.CSV, f"\ufeffx\r\n{HIDDEN}\r\n".encode())
    assert refusal.value.places == ()
    assert "Look through the texts of the cases" in refusal.value.message
