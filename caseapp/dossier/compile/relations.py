"""Words for how somebody stands to the person of a case; sees no record.

Kazakh calls a younger sister by another word for a man than for a woman: where the person's
sex is known, such a relation has a context of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from caseapp.disclosure.words import Words
from caseapp.domain.vocabulary import Relation, Sex
from caseapp.i18n import NC_

OF_RELATIVE = {
    Relation.SPOUSE: NC_("of the person's", "spouse"),
    Relation.WIFE: NC_("of the person's", "wife"),
    Relation.HUSBAND: NC_("of the person's", "husband"),
    Relation.MOTHER: NC_("of the person's", "mother"),
    Relation.FATHER: NC_("of the person's", "father"),
    Relation.PARENT: NC_("of the person's", "parent"),
    Relation.DAUGHTER: NC_("of the person's", "daughter"),
    Relation.SON: NC_("of the person's", "son"),
    Relation.CHILD: NC_("of the person's", "child"),
    Relation.ELDER_BROTHER: NC_("of the person's", "elder brother"),
    Relation.YOUNGER_BROTHER: NC_("of the person's", "younger brother"),
    Relation.BROTHER: NC_("of the person's", "brother"),
    Relation.ELDER_SISTER: NC_("of the person's", "elder sister"),
    Relation.YOUNGER_SISTER: NC_("of the person's", "younger sister"),
    Relation.SISTER: NC_("of the person's", "sister"),
    Relation.SIBLING: NC_("of the person's", "brother or sister"),
    Relation.GRANDPARENT: NC_("of the person's", "grandparent"),
    Relation.GRANDCHILD: NC_("of the person's", "grandchild"),
    Relation.UNCLE: NC_("of the person's", "uncle"),
    Relation.AUNT: NC_("of the person's", "aunt"),
    Relation.NEPHEW: NC_("of the person's", "nephew"),
    Relation.NIECE: NC_("of the person's", "niece"),
    Relation.COUSIN: NC_("of the person's", "cousin"),
    Relation.PARENT_IN_LAW: NC_("of the person's", "parent-in-law"),
    Relation.CHILD_IN_LAW: NC_("of the person's", "son- or daughter-in-law"),
    Relation.SIBLING_IN_LAW: NC_("of the person's", "brother- or sister-in-law"),
    Relation.OTHER_RELATIVE: NC_("of the person's", "relative"),
    Relation.CELLMATE: NC_("of the person's", "cellmate"),
    Relation.NEIGHBOUR: NC_("of the person's", "neighbour"),
    Relation.COLLEAGUE: NC_("of the person's", "colleague"),
    Relation.FRIEND: NC_("of the person's", "friend"),
    Relation.LAWYER: NC_("of the person's", "lawyer"),
    Relation.OTHER: NC_("of the person's", "acquaintance"),
}
"""What follows "testimony of his …": genitive where a language has one."""

_BY_SEX: Mapping[tuple[Relation, Sex], tuple[str, str]] = {
    (Relation.YOUNGER_SISTER, Sex.MALE): NC_("relation, to a man", "younger sister"),
    (Relation.YOUNGER_SISTER, Sex.FEMALE): NC_("relation, to a woman", "younger sister"),
    (Relation.SISTER, Sex.MALE): NC_("relation, to a man", "sister"),
    (Relation.SISTER, Sex.FEMALE): NC_("relation, to a woman", "sister"),
}
_OF_RELATIVE_BY_SEX: Mapping[tuple[Relation, Sex], tuple[str, str]] = {
    (Relation.YOUNGER_SISTER, Sex.MALE): NC_("of his", "younger sister"),
    (Relation.YOUNGER_SISTER, Sex.FEMALE): NC_("of her", "younger sister"),
    (Relation.SISTER, Sex.MALE): NC_("of his", "sister"),
    (Relation.SISTER, Sex.FEMALE): NC_("of her", "sister"),
}


def relation_words(relation: Relation, person: Sex, words: Words) -> str:
    """What the relative is to a person of that sex: "wife"."""
    own = _BY_SEX.get((relation, person))
    return words.tr.in_context(*own) if own else words.label(relation)


def of_relative(relation: Relation, person: Sex, words: Words) -> str:
    """The same after "testimony of his"."""
    own = _OF_RELATIVE_BY_SEX.get((relation, person))
    return words.tr.in_context(*(own or OF_RELATIVE[relation]))
