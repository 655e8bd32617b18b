"""What speaks for and against two accounts being of one person, each reason with its weight.

Weights are logarithms of likelihood ratios (Fellegi and Sunter, A Theory for Record Linkage,
1969): added up they give how much likelier it is than for two people at random. They order and
sort out; a person decides. What is not told says nothing. Knows no vault.
"""

from __future__ import annotations

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


def weigh(
    one: Facts,
    other: Facts,
    among: Among = ANYWHERE,
    *,
    namesakes: int = 1,
    nearness: float | None = None,
) -> tuple[Evidence, ...]:
    """Every reason, the strongest first. Swapped accounts give the same reasons, swapped.

    `among` says how common their county is. `namesakes`: how many of `among` have a name as
    near to the first's as the second; a name that many bear says less. `nearness` is how alike
    an index found their names: it spares the looking for the nearest of many. It takes 0.3 to
    1 ms for each pair of names that were not compared before: sort out with `particulars` first.
    """
    found = [*name_evidence(one.names, other.names, among.persons, namesakes, nearness)]
    found += particulars(one, other, among)
    return tuple(sorted(found, key=lambda reason: (-abs(reason.weight), reason.ground)))
