"""The forms of export, each with one writer, and one plain sentence that says what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from caseapp.i18n import N_


class Form(StrEnum):
    """What a file is written as. The codes are those of the command line; they never change."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
    FTM = "ftm"
    UWAZI = "uwazi"
    GEDCOM = "gedcom"
    ICS = "ics"


@dataclass(frozen=True, slots=True)
class FormSpec:
    """`name` and `told` are for people; `holds_photos`: pictures travel in the file itself."""

    suffix: str
    name: str
    told: str
    holds_photos: bool = False


FORMS: Mapping[Form, FormSpec] = {
    Form.XLSX: FormSpec(".xlsx", N_("Excel workbook"), N_(
        "A sheet of cases and sheets of events, contacts and sources; this program reads it"
        " back.")),
    Form.CSV: FormSpec(".csv", N_("CSV table"), N_(
        "One row for each case, in the columns that this program reads back.")),
    Form.JSON: FormSpec(".json", N_("JSON"), N_(
        "For programs. For the office it holds everything of the cases, and can be taken into an"
        " empty vault."), holds_photos=True),
    Form.FTM: FormSpec(".ftm.jsonl", N_("FollowTheMoney entities"), N_(
        "People, ties and events for research tools such as Aleph and OpenSanctions.")),
    Form.UWAZI: FormSpec(".uwazi.csv", N_("Uwazi table"), N_(
        "For the Uwazi databases of human rights archives, with texts in four languages.")),
    Form.GEDCOM: FormSpec(".ged", N_("Family tree (GEDCOM)"), N_(
        "The families of the cases, for programs that draw family trees.")),
    Form.ICS: FormSpec(".ics", N_("Calendar of deadlines"), N_(
        "Replies, releases and tasks that are due, as days of a calendar.")),
}  # fmt: skip
