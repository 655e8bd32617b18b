"""What is said of a row of a list and of a case found for it, in one language. Plain text.

Knows no vault and no file.
"""

from __future__ import annotations

from collections.abc import Sequence

from caseapp.domain.dates import UncertainDate, format_date
from caseapp.domain.listed_people import Remark
from caseapp.domain.names.scripts import detect_script
from caseapp.domain.places import find_place
from caseapp.i18n import N_
from caseapp.matching.evidence import Evidence, Ground, Standing
from caseapp.matching.name_lists import Match, Verdict
from caseapp.matching.words import EvidenceWords
from caseapp.store.queries.cases import CaseRow

VERDICTS = {
    Verdict.SAME_DOCUMENT: N_("same document"),
    Verdict.LIKELY: N_("likely"),
    Verdict.POSSIBLE: N_("possible"),
    Verdict.NONE: N_("nobody found"),
}
_REMARKS = {
    Remark.NO_NAME: N_("no name in this row"),
    Remark.BIRTH_UNREAD: N_("the birth date was not understood"),
    Remark.NUMBER_LOST: N_("the last figures of the number are lost in this file, it was not used"),
    Remark.PLACE_UNKNOWN: N_("the place is not in the list of counties, it was not used"),
}


class ListWords(EvidenceWords):
    """Adds what is said of a list."""

    def verdict(self, verdict: Verdict) -> str:
        """How sure it is, in a word or two."""
        return self.t(VERDICTS[verdict])

    def how_sure(self, match: Match) -> str:
        """Of a case that is likely also how likely."""
        if match.verdict is not Verdict.LIKELY:
            return self.verdict(match.verdict)
        very = match.standing is Standing.VERY_LIKELY
        return self.standing(Standing.VERY_LIKELY if very else Standing.LIKELY)

    def remark(self, remark: Remark) -> str:
        """What is to be told of a row."""
        return self.t(_REMARKS[remark])

    def why_all(self, match: Match) -> list[str]:
        """Each reason in a line, what speaks for it first."""
        return [line for line, _reason in self.lines(match.evidence)]

    def born(self, case: CaseRow) -> str:
        """When the person of a case was born; "" if nobody said."""
        said = format_date(case.birth, self.t.language)
        return said if said != format_date(UncertainDate.unknown(), self.t.language) else ""

    def county(self, case: CaseRow) -> str:
        """Where the person of a case is at home; "" if nobody said."""
        place = find_place(case.home_place_code) if case.home_place_code else None
        return place.name(self.t.language) if place else case.home_place

    def name(self, match: Match, case: CaseRow) -> str:
        """The spelling on file that was found; if a number alone was, the main one."""
        return matching_name(match.evidence) or first_name(case) or self.t("Name not known")


def matching_name(evidence: Sequence[Evidence]) -> str:
    """The spelling on file that is near to the name asked for; "" if none is."""
    names = (one for one in evidence if one.ground is Ground.NAME and one.speaks_for)
    return next((one.second for one in names), "")


def first_name(case: CaseRow) -> str:
    """The main spelling of a case, or its description."""
    return case.names[0][1] if case.names else case.description


def other_script(name: str, case: CaseRow) -> str:
    """The first spelling of a case in a script other than that of a name; "" if there is none."""
    mine = detect_script(name)
    return next((text for _script, text in case.names if detect_script(text) is not mine), "")
