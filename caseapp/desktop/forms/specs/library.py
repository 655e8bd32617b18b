"""The fields of what the library keeps, and what they are called in undo and history."""

from __future__ import annotations

from caseapp.desktop.forms.fields import FieldSpec
from caseapp.domain.vocabulary import Audience, ReplyRule
from caseapp.i18n import N_

ADDRESSEE: tuple[FieldSpec, ...] = (
    FieldSpec("audience", N_("What it may see"), "choice", Audience),
    FieldSpec("reply_rule", N_("When it must answer"), "choice", ReplyRule),
    FieldSpec(
        "person", N_("Who holds the post"), hint=N_("Write the name on the day of printing.")
    ),
    FieldSpec("checked", N_("Checked on"), "date"),
    FieldSpec("phone", N_("Phone")),
    FieldSpec("email", N_("E-mail")),
    FieldSpec("valid_from", N_("Valid from"), "date"),
    FieldSpec("valid_to", N_("Valid until"), "date"),
    FieldSpec("note", N_("Note"), "text", span=2),
)

ADDRESSEE_TEXTS: tuple[tuple[str, str, str], ...] = (
    ("body", N_("Name of the body"), "line"),
    ("office", N_("Department"), "line"),
    ("post", N_("Post, as an address line"), "line"),
    ("short", N_("Short name, for the head of pages"), "line"),
    ("salutation", N_("Opening words of the letter"), "line"),
    ("address", N_("Postal address"), "text"),
)
"""Key, label, how it is typed. All stand in `texts` by language, `address` in its own field."""

PLACE: tuple[FieldSpec, ...] = (
    FieldSpec("code", N_("Number of the place"), required=True),
    FieldSpec("within", N_("Number of the place around it")),
    FieldSpec("valid_from", N_("Since"), "date"),
    FieldSpec("valid_to", N_("Until"), "date"),
    FieldSpec("note", N_("Note"), "text", span=2),
)

ELSEWHERE: dict[tuple[str, str], str] = {
    ("addressee", "serial"): N_("Number of the addressee"),
    ("addressee", "texts"): N_("Names of the addressee"),
    ("addressee", "address"): N_("Postal address"),
    ("addressee", "language"): N_("Language of the copy"),
    ("addressee", "letter"): N_("Letter"),
    ("policy", "number"): N_("Number of the rules"),
    ("policy", "title"): N_("Title of the rules"),
    ("policy", "rules"): N_("Rules of disclosure"),
    ("policy", "in_force"): N_("In force since"),
    ("policy", "note"): N_("Note"),
    ("letter_template", "name"): N_("Letter"),
    ("letter_template", "language"): N_("Language"),
    ("letter_template", "number"): N_("Version"),
    ("letter_template", "title"): N_("Title of the letter"),
    ("letter_template", "text"): N_("Text of the letter"),
    ("letter_template", "confirmed"): N_("Wording confirmed"),
    ("letter_template", "note"): N_("Note"),
    ("place_entry", "names"): N_("Names of the place"),
    ("term", "vocabulary"): N_("List of words"),
    ("term", "words"): N_("Word"),
    ("term", "position"): N_("Place in the list"),
    ("calendar_day", "country"): N_("Country"),
    ("calendar_day", "day"): N_("Day"),
    ("calendar_day", "working"): N_("Working day"),
    ("calendar_day", "name"): N_("Name of the day"),
}
"""Fields that are edited by their own means."""
