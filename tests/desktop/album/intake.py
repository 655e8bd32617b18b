"""The intake: empty, told to its end beside a likely case, and the queue."""

from __future__ import annotations

from collections.abc import Iterator

from caseapp.desktop.features.intake import IntakeView
from caseapp.intake import visit
from caseapp.intake.visit_parts import Desk
from caseapp.intake.visit_typing import Slot
from caseapp.store.records import new_id
from tests.desktop.album.tour import Tour

_TOLD = {
    Slot.NAME: "Айгүл Мысалбек",
    Slot.CHINESE: "阿依古丽·米萨勒别克",
    Slot.SEX: "female",
    Slot.BIRTH: "1981 жылдың күзі",
    Slot.HOME: "Künes, village of Ülgi",
    Slot.DOCUMENT: "65402519810903000",
    Slot.NOW: "exit_refused",
    Slot.SINCE: "about February 2026",
    Slot.WHERE: "at home, then in the village office",
    Slot.REASON_GIVEN: "none",
    Slot.REASON_BELIEVED: "a journey to Almaty in 2016",
    Slot.TELLER: "Сандуғаш Мысалбек",
    Slot.RELATION: "aunt",
    Slot.PHONE: "+7 700 000 00 31",
    Slot.HOST_STATE: "allow",
    Slot.UNITED_NATIONS: "allow",
    Slot.DETAINING_STATE: "withhold",
    Slot.PUBLIC: "ask",
}
"""A second account of somebody who is in the sample; fictitious, as she is."""


def empty(tour: Tour) -> Iterator[str]:
    tour.go("intake")
    yield "intake-empty"


def pages(tour: Tour) -> Iterator[str]:
    desk = Desk(tour.program.window.context.t.language, "Aigerim")
    others = ({Slot.NAME: "Ермек Болат", Slot.NOW: "taken"}, {Slot.NAME: "Сәуле Нұрлан"})
    told = [new_id() for _one in (*others, _TOLD)]
    for intake_id, one in zip(told, (*others, _TOLD), strict=True):
        for slot, typed in one.items():
            visit.keep(tour.vault, intake_id, slot, typed, desk)
    tour.go("intake", told[-1])
    view = tour.find(IntakeView)
    view._slip_of(view.keeping.page)
    view.focus_first()
    tour.wait()
    yield "intake"
    if tour.compact:
        view._fold()
        yield "intake-likely"
    view.side.turn()
    yield "intake-queue"
