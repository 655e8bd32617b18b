"""Numbers of cases as they are printed: no two are one. All persons are fictitious."""

from __future__ import annotations

import pytest

from caseapp.domain.vocabulary import Audience, EventKind, NameScript, SourceKind
from tests.dossier.test_compile_matrix import one_case
from tests.dossier.world import ALL, event, excerpt, person, source
from tests.exchange.export.test_every_cell import released


@pytest.mark.parametrize("prefix", ["АЛМ", "Almaty", "Мысалова"])
def test_a_prefix_that_is_not_printed_does_not_give_two_cases_one_number(prefix: str) -> None:
    w = one_case(Audience.UNITED_NATIONS, ALL)
    w["he"].serial = 2
    other = person(w, "other", {NameScript.KK_CYRL: "Болат Нұрланов"}, prefix=prefix)
    other.serial = 2
    w.consent("wife", "other", Audience.UNITED_NATIONS, ALL)
    source(w, "news", SourceKind.ARTICLE, "News", published=True)
    event(w, "his", "other", EventKind.TAKEN, "2019")
    excerpt(w, "his-words", "news", "Взят в 2019 году.")
    w.cite("his-words", event="his")
    facts = released(w, Audience.UNITED_NATIONS)
    numbers = {case.id: case.number for case in facts.cases}
    assert numbers == {w["he"].id: "CF-0002", other.id: "CF2-0002"}
    quoted = {
        case.number: [p.text for _, passages in facts.sources_of(case) for p in passages]
        for case in facts.cases
    }
    assert quoted["CF2-0002"] == ["Взят в 2019 году."]
    assert "Взят в 2019 году." not in quoted["CF-0002"]
