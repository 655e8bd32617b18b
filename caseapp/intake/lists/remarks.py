"""What is to be told of a row that was read: one sentence each, by code.

Knows no file and no vault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from caseapp.i18n import N_, Translate


class Severity(StrEnum):
    """How much a person should look."""

    TOLD = "told"
    """All is kept; good to know."""
    LOOK = "look"
    """Read, but it may be meant otherwise."""
    UNREAD = "unread"
    """Not understood: kept as words in a note."""


class RemarkKind(StrEnum):
    """What is to be told. The codes are kept in the report of an import."""

    DATE_UNREAD = "date_unread"
    DATE_NO_YEAR = "date_no_year"
    DATE_TWO_DAYS = "date_two_days"
    DATE_SERIAL = "date_serial"
    DATE_ODD = "date_odd"
    AGE_UNREAD = "age_unread"
    AGE_UNDATED = "age_undated"
    AGE_ESTIMATED = "age_estimated"
    AGE_DISAGREES = "age_disagrees"
    CODE_UNKNOWN = "code_unknown"
    NUMBER_LOST = "number_lost"
    NUMBER_UNREAD = "number_unread"
    NUMBER_DOUBTFUL = "number_doubtful"
    NUMBER_OTHER_BIRTH = "number_other_birth"
    NUMBER_OTHER_SEX = "number_other_sex"
    COUNT_UNREAD = "count_unread"
    TERM_UNREAD = "term_unread"
    TERM_LIFE = "term_life"
    SIZE_UNREAD = "size_unread"
    FLAG_UNREAD = "flag_unread"
    PLACE_UNKNOWN = "place_unknown"
    NAME_NO_LETTERS = "name_no_letters"
    NAME_BACKWARDS = "name_backwards"
    NAME_TITLE = "name_title"
    NAME_SEVERAL_PEOPLE = "name_several_people"
    NAMES_SEVERAL = "names_several"
    HIDDEN_SIGNS = "hidden_signs"
    TOO_LONG = "too_long"
    CELL_ERROR = "cell_error"
    CELL_MERGED = "cell_merged"
    CELLS_MORE = "cells_more"
    CELLS_FEWER = "cells_fewer"
    NO_NAME = "no_name"
    HEADINGS_AGAIN = "headings_again"
    OTHER_TABLE = "other_table"


@dataclass(frozen=True, slots=True)
class Remark:
    """`column` is a heading, "" for the row as a whole; `params` fill the sentence's places."""

    column: str
    kind: RemarkKind
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return REMARKS[self.kind][0]

    @property
    def message(self) -> str:
        """The message id of the sentence."""
        return REMARKS[self.kind][1]

    def sentence(self, translate: Translate, shown: Callable[[str], str] = str) -> str:
        """In the translator's language, without the column; the words of the list as `shown`
        gives them."""
        params = {"given": "", **{name: shown(word) for name, word in self.params.items()}}
        if doubt := self.params.get("doubt"):
            params["doubt"] = translate(doubt)
        return translate(self.message, **params)


_K, _S = RemarkKind, Severity
REMARKS: Mapping[RemarkKind, tuple[Severity, str]] = {
    _K.DATE_UNREAD: (_S.UNREAD, N_("“{given}” is not understood as a date: kept in a note.")),
    _K.DATE_NO_YEAR: (_S.UNREAD, N_("“{given}” has no year; a spreadsheet may have made it of a"
                                    " month and a year: kept in a note.")),
    _K.DATE_TWO_DAYS: (_S.LOOK, N_("“{given}” may be one of two days: kept as either.")),
    _K.DATE_SERIAL: (_S.LOOK, N_("“{given}” is a spreadsheet's count of days: read as {read}.")),
    _K.DATE_ODD: (_S.LOOK, N_("“{given}” is an unlikely date: look whether the year is right.")),
    _K.AGE_UNREAD: (_S.UNREAD, N_("“{given}” is not understood as an age: kept in a note.")),
    _K.AGE_UNDATED: (_S.UNREAD, N_("An age of {given} without its day: kept in a note.")),
    _K.AGE_ESTIMATED: (_S.LOOK, N_("An age of {given} without its day: the birth is estimated by"
                                   " {read}, the newest date of the row.")),
    _K.AGE_DISAGREES: (_S.LOOK, N_("An age of {given} does not go with the birth date: kept in a"
                                   " note.")),
    _K.CODE_UNKNOWN: (_S.UNREAD, N_("“{given}” is not in the list: kept in a note.")),
    _K.NUMBER_LOST: (_S.UNREAD, N_("The spreadsheet lost the last figures of this number: kept"
                                   " in a note.")),
    _K.NUMBER_UNREAD: (_S.UNREAD, N_("“{given}” is no number of a document: kept in a note.")),
    _K.NUMBER_DOUBTFUL: (_S.LOOK, N_("“{given}”: {doubt}")),
    _K.NUMBER_OTHER_BIRTH: (_S.LOOK, N_("“{given}” says another birth date than the row: {read}.")),
    _K.NUMBER_OTHER_SEX: (_S.LOOK, N_("“{given}” says another sex than the row.")),
    _K.COUNT_UNREAD: (_S.UNREAD, N_("“{given}” is not understood as a number: kept in a note.")),
    _K.TERM_UNREAD: (_S.UNREAD, N_("“{given}” is not understood as a term: kept as words.")),
    _K.TERM_LIFE: (_S.TOLD, N_("“{given}” is a sentence without an end: kept as words.")),
    _K.SIZE_UNREAD: (_S.UNREAD, N_("“{given}” does not say how many people: kept in a note.")),
    _K.FLAG_UNREAD: (_S.UNREAD, N_("“{given}” is neither yes nor no: kept in a note.")),
    _K.PLACE_UNKNOWN: (_S.TOLD, N_("“{given}” names no one county of our list: kept as"
                                       " words.")),
    _K.NAME_NO_LETTERS: (_S.UNREAD, N_("“{given}” is no name: kept in a note.")),
    _K.NAME_BACKWARDS: (_S.LOOK, N_("“{given}” may be written backwards: “{read}”?")),
    _K.NAME_TITLE: (_S.TOLD, N_("“{given}” is a title, not part of the name: kept in a note.")),
    _K.NAME_SEVERAL_PEOPLE: (_S.LOOK, N_("“{given}” may be several people in one row.")),
    _K.NAMES_SEVERAL: (_S.TOLD, N_("Several spellings in one cell ({count}): {given}")),
    _K.HIDDEN_SIGNS: (_S.TOLD, N_("Signs that cannot be seen were left out.")),
    _K.TOO_LONG: (_S.UNREAD, N_("Too long for this field: kept in a note.")),
    _K.CELL_ERROR: (_S.TOLD, N_("The spreadsheet shows an error here ({given}): left empty.")),
    _K.CELL_MERGED: (_S.LOOK, N_("Joined with cells of row {row}, where its words stand: read as"
                                 " empty.")),
    _K.CELLS_MORE: (_S.LOOK, N_("More cells than headings ({count}): kept in a note.")),
    _K.CELLS_FEWER: (_S.LOOK, N_("Fewer cells than other rows have ({count}): look whether a"
                                 " column is missing.")),
    _K.HEADINGS_AGAIN: (_S.TOLD, N_("The headings again.")),
    _K.OTHER_TABLE: (_S.UNREAD, N_("A further table begins in row {row}: import it apart, with"
                                   " that row as its headings.")),
    _K.NO_NAME: (_S.LOOK, N_("There is no name in this row.")),
}  # fmt: skip
"""For each code how much to look, and the sentence."""
