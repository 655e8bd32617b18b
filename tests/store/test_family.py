"""The family around a person: reached over any number of steps, and never through a stranger."""

from __future__ import annotations

import pytest

from caseapp.domain.dates import read_date
from caseapp.domain.kinship import generation, inverse
from caseapp.domain.vocabulary import Certainty, EventKind, NameScript, Relation, Sex, Status
from caseapp.store.history import Action
from caseapp.store.queries import family as queries
from caseapp.store.queries.family import load_family
from caseapp.store.records import Contact, Detainee, Event, Kinship, NameForm
from caseapp.store.vault import Vault

MADE = Action("Made for a test")


def person(vault: Vault, name: str, kind=Detainee, **more):
    record = kind(fictitious=True, **more)
    owner = {"detainee_id" if kind is Detainee else "contact_id": record.id}
    vault.save(record, NameForm(text=name, script=NameScript.KK_CYRL, **owner), action=MADE)
    return record


def tie(vault: Vault, first, relation: Relation, second, **more) -> Kinship:
    ends = {}
    if first is not None:
        ends["detainee_id" if isinstance(first, Detainee) else "contact_id"] = first.id
    ends["of_detainee_id" if isinstance(second, Detainee) else "of_contact_id"] = second.id
    record = Kinship(relation=relation, **ends, **more)
    vault.save(record, action=MADE)
    return record


def names(vault: Vault, root) -> list[str]:
    kind = "detainee" if isinstance(root, Detainee) else "contact"
    found = vault.read(lambda session: load_family(session, (kind, root.id)))
    return [one.name for one in found.people]


def test_a_family_is_reached_over_any_number_of_steps_and_from_any_of_its_people(vault):
    son, father = person(vault, "Son"), person(vault, "Father")
    wife = person(vault, "Wife", Contact)
    brother = person(vault, "Brother of the wife", Contact)
    tie(vault, father, Relation.FATHER, son)
    tie(vault, wife, Relation.WIFE, father)
    tie(vault, brother, Relation.BROTHER, wife)
    tie(vault, None, Relation.DAUGHTER, son, name="A child of six", birth=read_date("2020"))
    everybody = {"Son", "Father", "Wife", "Brother of the wife", "A child of six"}
    for root in (son, father, wife, brother):
        found = names(vault, root)
        assert set(found) == everybody
    assert names(vault, son)[0] == "Son"


def test_a_neighbour_is_shown_but_leads_to_nobody_else(vault):
    one, other = person(vault, "One"), person(vault, "Other")
    neighbour = person(vault, "Neighbour", Contact)
    tie(vault, neighbour, Relation.NEIGHBOUR, one)
    tie(vault, neighbour, Relation.FATHER, other)
    assert names(vault, one) == ["One", "Neighbour"]


def test_who_lies_in_the_trash_is_left_out_with_the_tie(vault):
    one, other = person(vault, "One"), person(vault, "Other")
    tie(vault, other, Relation.SISTER, one)
    vault.trash(vault.get(Detainee, other.id), action=MADE)
    assert names(vault, one) == ["One"]
    assert vault.read(lambda s: load_family(s, ("detainee", other.id))) is None


def test_a_person_carries_what_tells_him_from_a_namesake(vault):
    case = person(vault, "One", sex=Sex.MALE, birth=read_date("1974"), home_place="Tekes county")
    vault.save(Event(detainee_id=case.id, kind=EventKind.SENTENCED, when=read_date("2019"),
                     term_years=9), action=MADE)  # fmt: skip
    tie(vault, None, Relation.MOTHER, case, name="Mother", died=read_date("2021"),
        certainty=Certainty.PROBABLE)  # fmt: skip
    found = vault.read(lambda s: load_family(s, ("detainee", case.id)))
    first, mother = found.people
    assert (first.case_number, first.place, first.status) == (
        case.case_number, "Tekes county", Status.SENTENCED,
    )  # fmt: skip
    assert mother.died == read_date("2021")
    assert found.ties[0].certainty is Certainty.PROBABLE


def test_a_village_is_cut_off_and_says_so(vault, monkeypatch):
    monkeypatch.setattr(queries, "MOST", 5)
    head = person(vault, "Head")
    for number in range(9):
        tie(vault, None, Relation.SON, head, name=f"Son {number}")
    found = vault.read(lambda s: load_family(s, ("detainee", head.id)))
    assert found.more
    assert len(found.people) == 5


@pytest.mark.parametrize("relation", list(Relation))
@pytest.mark.parametrize("sex", list(Sex))
def test_seen_from_the_other_side_the_generations_turn_round(relation: Relation, sex: Sex):
    there_and_back = generation(relation) + generation(inverse(relation, sex))
    assert there_and_back == 0 or (relation in (Relation.UNCLE, Relation.AUNT, Relation.NEPHEW,
                                                Relation.NIECE) and sex is Sex.UNKNOWN)  # fmt: skip
