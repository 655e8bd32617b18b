"""What rows and columns are called, and in which order they stand. Qt-free."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseapp.desktop.facet_words import FacetWords, is_not_known
from caseapp.domain.places import find_place
from caseapp.i18n import N_, Translator
from caseapp.store.queries.statistics import Axis

_PREFECTURE = N_("Prefecture")


class AxisWords:
    """The words of facets, and those of the prefecture, which is none."""

    def __init__(self, t: Translator) -> None:
        self.t = t
        self.facets = FacetWords(t)

    def number(self, n: int) -> str:
        return self.facets.number(n)

    def axis(self, axis: Axis) -> str:
        return self.t(_PREFECTURE) if axis is Axis.PREFECTURE else self.facets.facet(axis.facet)

    def value(self, axis: Axis, value: Any) -> str:
        """One value in words; what is not known says so."""
        if axis is Axis.PREFECTURE and value:
            place = find_place(value)
            return place.name(self.t.language) if place else str(value)
        return self.facets.value(axis.facet, value)

    def in_order(self, axis: Axis, counts: Mapping[Any, int]) -> list[Any]:
        """By time or step, else the largest first; what is not known stands last."""
        if axis is not Axis.PREFECTURE:
            return self.facets.in_order(axis.facet, counts)
        name = self.value
        return sorted(counts, key=lambda v: (is_not_known(v), -counts[v], name(axis, v)))
