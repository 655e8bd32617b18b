"""What two copies show differently, on the small invented world."""

from __future__ import annotations

from uuid import UUID

import pytest

from caseapp.disclosure.gate import ItemKind
from caseapp.disclosure.words import Words
from caseapp.domain.consent import GroundCode
from caseapp.domain.vocabulary import InfoClass
from caseapp.dossier.differences import (
    Difference,
    Seen,
    differences,
    seen_by,
    seen_by_office,
    what_words,
    why_words,
)
from caseapp.errors import UserError
from tests.dossier.world import PRODUCED, World, read_image, world

ENGLISH = Words("en")


@pytest.fixture
def w() -> World:
    return world()


def seen(w: World, addressee: str) -> Seen:
    return seen_by(
        w.file(), w[addressee].id, words=ENGLISH, produced_at=PRODUCED, read_image=read_image
    )


def between(w: World, first: str, second: str) -> tuple[Difference, ...]:
    return differences(w.file(), seen(w, first), seen(w, second))


def of(found: tuple[Difference, ...], case: UUID) -> list[Difference]:
    return [one for one in found if one.item.case_id == case]


def test_a_copy_does_not_differ_from_itself(w: World) -> None:
    assert seen(w, "mfa").withheld
    assert between(w, "mfa", "mfa") == ()


def test_turned_around_the_same_things_differ(w: World) -> None:
    one, other = between(w, "mfa", "embassy"), between(w, "embassy", "mfa")
    turned = {(id_of(d), 1 - d.missing_in) for d in other}
    assert {(id_of(d), d.missing_in) for d in one} == turned


def id_of(one: Difference) -> tuple[object, ...]:
    return one.item.case_id, one.item.info_class, one.item.kind, one.item.what


def test_a_photo_that_one_reader_may_see_is_told_with_the_ground(w: World) -> None:
    found = of(between(w, "mfa", "embassy"), w["asqar"].id)
    (photo,) = [one for one in found if one.item.info_class is InfoClass.PHOTO]
    assert photo.missing_in == 1
    assert photo.item.ground.code is GroundCode.WITHHELD
    assert "withheld" in why_words(photo.item, ENGLISH)
    assert what_words(photo.item, ENGLISH) == ENGLISH.label(InfoClass.PHOTO)


def test_of_who_is_left_out_whole_nothing_else_is_told(w: World) -> None:
    found = of(between(w, "mfa", "embassy"), w["murat"].id)
    assert [(one.item.kind, one.missing_in) for one in found] == [(ItemKind.PERSON, 1)]
    assert what_words(found[0].item, ENGLISH) == "person as a whole"


def test_what_the_office_leaves_out_of_one_copy_differs_too(w: World) -> None:
    before = of(between(w, "mfa", "wgeid"), w["asqar"].id)
    assert not any(one.item.kind is ItemKind.PERSON for one in before)
    w["to-wgeid"].left_out = {"persons": [w["asqar"].id.hex]}
    (one,) = of(between(w, "mfa", "wgeid"), w["asqar"].id)
    assert (one.item.ground.code, one.missing_in) == (GroundCode.LEFT_OUT, 1)


def test_differences_stand_in_the_order_of_the_list(w: World) -> None:
    order = [person.detainee_id for person in w.file().persons]
    places = [order.index(one.item.case_id) for one in between(w, "embassy", "wgeid")
              if one.item.case_id in order]  # fmt: skip
    assert places == sorted(places)


def test_a_passage_of_a_source_that_the_other_copy_does_not_quote_is_no_difference(
    w: World,
) -> None:
    shown = {passage for name in ("mfa", "embassy") for passage in seen(w, name).passages}
    found = [one.item for one in between(w, "mfa", "embassy")
             if one.item.kind is ItemKind.EXCERPT]  # fmt: skip
    assert all(item.what in shown for item in found)


def test_the_office_sees_all_that_a_copy_holds_back(w: World) -> None:
    office = seen_by_office(w.file(), words=ENGLISH, produced_at=PRODUCED, read_image=read_image)
    assert office.withheld == ()
    found = differences(w.file(), seen(w, "embassy"), office)
    assert {one.missing_in for one in found} == {0}
    assert {one.item.case_id for one in found} >= {w["murat"].id, w["asqar"].id}


def test_an_addressee_that_is_none_of_the_appeals_cannot_be_compared(w: World) -> None:
    with pytest.raises(UserError):
        seen_by(w.file(), UUID(int=9), words=ENGLISH, produced_at=PRODUCED, read_image=read_image)
