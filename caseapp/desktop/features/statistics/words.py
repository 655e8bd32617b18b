"""What rows and columns are called, and in which order they stand. Qt-free."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseapp.desktop.facet_words import FacetWords
from caseapp.i18n import Translator
from caseapp.store.queries.statistics import Axis


class AxisWords:
    """The words of the facets."""

    def __init__(self, t: Translator) -> None:
        self.t = t
        self.facets = FacetWords(t)

    def number(self, n: int) -> str:
        return self.facets.number(n)

    def axis(self, axis: Axis) -> str:
        return self.facets.facet(axis.facet)

    def value(self, axis: Axis, value: Any) -> str:
        """One value in words; what is not known says so."""
        return self.facets.value(axis.facet, value)

    def in_order(self, axis: Axis, counts: Mapping[Any, int]) -> list[Any]:
        """By time or step, else the largest first; what is not known stands last."""
        return self.facets.in_order(axis.facet, counts)
