"""What speaks for and against two accounts being of one person, each reason with its weight.

Weights are logarithms of likelihood ratios (Fellegi and Sunter, A Theory for Record Linkage,
1969): added up they give how much likelier it is than for two people at random. They order and
sort out; a person decides. What is not told says nothing. Knows no vault.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from caseapp.domain.names.similarity import Comparison
from caseapp.matching.facts import ANYWHERE, Among, Evidence, Facts, Ground
from caseapp.matching.name_weights import name_evidence
from caseapp.matching.standings import SAME_NAME, Standing, points, standing
from caseapp.matching.weights import particulars

__all__ = [
    "ANYWHERE",
    "SAME_NAME",
    "Among",
    "Evidence",
    "Facts",
    "Ground",
    "Standing",
    "particulars",
    "points",
    "standing",
    "weigh",
]

_ONE_GIVEN_NAME = 0.2
"""Distance up to which two given names may well be one."""


def weigh(
    one: Facts,
    other: Facts,
    among: Among = ANYWHERE,
    *,
    namesakes: int = 1,
) -> tuple[Evidence, ...]:
    """Every reason, the strongest first. Swapped accounts give the same reasons, swapped.

    `among` says how common their county is. `namesakes`: how many of `among` have a name as
    near to the first's as the second; a name that many bear says less. It takes about
    a millisecond for names that were not compared before: sort out with `particulars` first.
    """
    found = [*name_evidence(one.names, other.names, among.persons, namesakes)]
    found += particulars(one, other, among)
    if _given_names_differ(found):
        found = [_of_a_family(reason) for reason in found]
    return tuple(sorted(found, key=lambda reason: (-abs(reason.weight), reason.ground)))


def _given_names_differ(found: Iterable[Evidence]) -> bool:
    """Whether what is not the father's name is farther apart than spellings are as a rule."""
    of = {reason.ground: reason.names.words for reason in found if reason.names is not None}
    fathers = of.get(Ground.FATHER, ())
    given = [word for word in of.get(Ground.NAME, ()) if word not in fathers]
    return any(
        word.distance > _ONE_GIVEN_NAME for word in given
        if word.comparison is not Comparison.ONLY_ONE
    )  # fmt: skip


def _of_a_family(reason: Evidence) -> Evidence:
    """A phone and a relative are shared by brothers and sisters too: then they say nothing."""
    return replace(reason, weight=0.0) if reason.ground in (Ground.PHONE, Ground.KIN) else reason
