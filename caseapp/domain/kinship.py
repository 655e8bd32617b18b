"""What two people are to each other, seen from either side."""

from __future__ import annotations

from collections.abc import Iterable

from caseapp.domain.vocabulary import Relation, Sex

_INVERSE: dict[Relation, tuple[Relation, Relation, Relation]] = {
    # The first is the <key> of the second: then the second is, by its sex f / m / unknown, …
    Relation.SPOUSE: (Relation.WIFE, Relation.HUSBAND, Relation.SPOUSE),
    Relation.WIFE: (Relation.WIFE, Relation.HUSBAND, Relation.HUSBAND),
    Relation.HUSBAND: (Relation.WIFE, Relation.HUSBAND, Relation.WIFE),
    Relation.MOTHER: (Relation.DAUGHTER, Relation.SON, Relation.CHILD),
    Relation.FATHER: (Relation.DAUGHTER, Relation.SON, Relation.CHILD),
    Relation.PARENT: (Relation.DAUGHTER, Relation.SON, Relation.CHILD),
    Relation.DAUGHTER: (Relation.MOTHER, Relation.FATHER, Relation.PARENT),
    Relation.SON: (Relation.MOTHER, Relation.FATHER, Relation.PARENT),
    Relation.CHILD: (Relation.MOTHER, Relation.FATHER, Relation.PARENT),
    Relation.ELDER_BROTHER: (
        Relation.YOUNGER_SISTER,
        Relation.YOUNGER_BROTHER,
        Relation.SIBLING,
    ),
    Relation.ELDER_SISTER: (Relation.YOUNGER_SISTER, Relation.YOUNGER_BROTHER, Relation.SIBLING),
    Relation.YOUNGER_BROTHER: (Relation.ELDER_SISTER, Relation.ELDER_BROTHER, Relation.SIBLING),
    Relation.YOUNGER_SISTER: (Relation.ELDER_SISTER, Relation.ELDER_BROTHER, Relation.SIBLING),
    Relation.BROTHER: (Relation.SISTER, Relation.BROTHER, Relation.SIBLING),
    Relation.SISTER: (Relation.SISTER, Relation.BROTHER, Relation.SIBLING),
    Relation.SIBLING: (Relation.SISTER, Relation.BROTHER, Relation.SIBLING),
    Relation.GRANDPARENT: (Relation.GRANDCHILD, Relation.GRANDCHILD, Relation.GRANDCHILD),
    Relation.GRANDCHILD: (Relation.GRANDPARENT, Relation.GRANDPARENT, Relation.GRANDPARENT),
    Relation.UNCLE: (Relation.NIECE, Relation.NEPHEW, Relation.OTHER_RELATIVE),
    Relation.AUNT: (Relation.NIECE, Relation.NEPHEW, Relation.OTHER_RELATIVE),
    Relation.NEPHEW: (Relation.AUNT, Relation.UNCLE, Relation.OTHER_RELATIVE),
    Relation.NIECE: (Relation.AUNT, Relation.UNCLE, Relation.OTHER_RELATIVE),
    Relation.PARENT_IN_LAW: (
        Relation.CHILD_IN_LAW,
        Relation.CHILD_IN_LAW,
        Relation.CHILD_IN_LAW,
    ),
    Relation.CHILD_IN_LAW: (
        Relation.PARENT_IN_LAW,
        Relation.PARENT_IN_LAW,
        Relation.PARENT_IN_LAW,
    ),
}


def inverse(relation: Relation, sex: Sex) -> Relation:
    """If A is the `relation` of B, what B (of this sex) is to A. Client and lawyer: other."""
    if relation is Relation.LAWYER:
        return Relation.OTHER
    female, male, unknown = _INVERSE.get(relation, (relation, relation, relation))
    return {Sex.FEMALE: female, Sex.MALE: male}.get(sex, unknown)


_GENERATION: dict[Relation, int] = {
    Relation.GRANDPARENT: -2,
    Relation.MOTHER: -1,
    Relation.FATHER: -1,
    Relation.PARENT: -1,
    Relation.UNCLE: -1,
    Relation.AUNT: -1,
    Relation.PARENT_IN_LAW: -1,
    Relation.DAUGHTER: 1,
    Relation.SON: 1,
    Relation.CHILD: 1,
    Relation.NEPHEW: 1,
    Relation.NIECE: 1,
    Relation.CHILD_IN_LAW: 1,
    Relation.GRANDCHILD: 2,
}

SPOUSES = frozenset({Relation.SPOUSE, Relation.WIFE, Relation.HUSBAND})
"""Ties of a marriage."""
PARENTS = frozenset({Relation.MOTHER, Relation.FATHER, Relation.PARENT})
CHILD_RELATIONS = frozenset({Relation.DAUGHTER, Relation.SON, Relation.CHILD, Relation.GRANDCHILD})
NOT_FAMILY = frozenset(
    {Relation.CELLMATE, Relation.NEIGHBOUR, Relation.COLLEAGUE, Relation.FRIEND, Relation.OTHER}
)
"""Who knows a detainee without being entitled to speak for him or her."""
NO_KIN = NOT_FAMILY | {Relation.LAWYER}
"""Who is no relative; a lawyer may speak for a detainee all the same."""


def generation(relation: Relation) -> int:
    """How many generations the first stands below the second; a parent stands above: -1."""
    return _GENERATION.get(relation, 0)


def names_nobody(wordings: Iterable[str]) -> bool:
    """Whether a relative is spoken of in words such as "parents", and not by a name.

    `wordings` is what the record says in all its languages. Words begin with a small letter
    in every script that has them; a script without (父母) says nothing of itself.
    """
    firsts = [said.strip()[:1] for said in wordings]
    cased = [letter for letter in firsts if letter.lower() != letter.upper()]
    return bool(cased) and all(letter.islower() for letter in cased)
