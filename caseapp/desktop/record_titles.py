"""What any record is called on the screen: the kind, and a title of its own in words.

The one place for it: trash, history and undo lists word a record alike. Knows records and
rows, no widget and no vault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from caseapp.desktop import text
from caseapp.desktop.claim_words import ClaimWords
from caseapp.domain.identifiers import masked
from caseapp.dossier.form_templates import ROW_PREFIX
from caseapp.dossier.letter_titles import letter_title
from caseapp.dossier.parts import TITLES as FORM_TITLES
from caseapp.store import records as r
from caseapp.store.queries.actions import Subject
from caseapp.store.records import Record
from caseapp.store.records.kind_words import KIND_WORDS

__all__ = ["KIND_ICONS", "KIND_WORDS", "RecordTitles", "kind_icon", "masked"]

KIND_ICONS = {
    "addressee": "landmark", "appeal": "mail", "attachment": "paperclip", "citation": "link",
    "consent": "hand", "contact": "users", "contact_note": "phone", "detainee": "folder",
    "event": "calendar", "excerpt": "quote", "identifier": "id-card", "intake": "clipboard-pen",
    "kinship": "network", "name_form": "languages", "reply": "reply", "saved_view": "list-filter",
    "source": "file-text", "task": "circle-check",
}  # fmt: skip
"""An icon for a kind; the others have a plain file."""


def kind_icon(kind: str) -> str:
    return KIND_ICONS.get(kind, "file")


class RecordTitles:
    """Titles in one language."""

    def __init__(self, words: ClaimWords) -> None:
        self._words, self.t = words, words.t

    def kind(self, kind: str) -> str:
        """ "Case", "Excerpt"."""
        return self.t(KIND_WORDS.get(kind, kind))

    def subject(self, subject: Subject | None) -> str:
        """The page that something belongs to: "CF-0412 Нұрлан Серікұлы"."""
        if subject is None:
            return ""
        number = subject.number if subject.kind == "detainee" else ""
        name = text.isolated(subject.name) or self.t("Name not known")
        return " ".join(part for part in (number, name) if part)

    def title(self, record: Record, subject: Subject | None = None) -> str:
        """A record as people would name it; of a case or a contact the `subject` knows the name."""
        if isinstance(record, r.Detainee | r.Contact):
            return self.subject(subject) or self.kind(record.__tablename__)
        word = _TITLES.get(type(record))
        return (word(self, record) if word else "") or self.kind(record.__tablename__)

    # -- one kind each -----------------------------------------------------------------------
    def _identifier(self, one: r.Identifier) -> str:
        return f"{self._words.word(one.kind)} {masked(one.number)}"

    def _event(self, one: r.Event) -> str:
        return self._words.claim_of(one)

    def _quote(self, one: r.Excerpt) -> str:
        return self.t("“{words}”", words=" ".join(one.text.split())) if one.text else one.place

    def _kin(self, one: r.Kinship) -> str:
        relation = self._words.word(one.relation)
        return f"{relation} {text.isolated(one.name)}".strip()

    def _file(self, one: r.Attachment) -> str:
        return text.file_name(one.file_name) or self._words.word(one.role)

    def _consent(self, one: r.Consent) -> str:
        said = self.t("Consent no. {n}", n=one.serial)
        return f"{said} · {self._words.label(one.audience)}"

    def _citation(self, one: r.Citation) -> str:
        return self._words.word(one.bearing)

    def _note(self, one: r.ContactNote) -> str:
        return " · ".join(part for part in (self._words.word(one.way), one.text) if part)

    def _texts(self, texts: Mapping[str, Any]) -> str:
        """The words in the screen's language, else in any."""
        first = next((said for said in texts.values() if isinstance(said, str) and said), "")
        return str(texts.get(self.t.language) or first)

    def _addressee(self, one: r.Addressee) -> str:
        parts = [said for said in one.texts.values() if isinstance(said, Mapping)]
        name = next((self._texts(said) for said in parts if self._texts(said)), "")
        return name or one.person or self._words.word(one.audience)

    def _template(self, one: r.LetterTemplate) -> str:
        """A letter or a form; its short name is for the program alone."""
        if one.name.startswith(ROW_PREFIX):
            name = one.name.removeprefix(ROW_PREFIX)
            return self.t(next((said for kind, said in FORM_TITLES.items() if kind == name), name))
        return letter_title(self.t, one.name, (one,))

    def _intake(self, one: r.Intake) -> str:
        return self.t("Intake no. {n}", n=one.serial)

    def _day(self, one: r.CalendarDay) -> str:
        return " · ".join(part for part in (one.day.isoformat(), one.name) if part)


_TITLES: dict[type[Record], Callable[[RecordTitles, Any], str]] = {
    r.Addressee: RecordTitles._addressee,
    r.Appeal: lambda titles, one: one.title or titles.t("Appeal no. {n}", n=one.serial),
    r.Attachment: RecordTitles._file,
    r.CalendarDay: RecordTitles._day,
    r.Citation: RecordTitles._citation,
    r.Consent: RecordTitles._consent,
    r.ContactNote: RecordTitles._note,
    r.Dispatch: lambda titles, one: titles._words.word(one.channel),
    r.Event: RecordTitles._event,
    r.Excerpt: RecordTitles._quote,
    r.Identifier: RecordTitles._identifier,
    r.Intake: RecordTitles._intake,
    r.Kinship: RecordTitles._kin,
    r.LetterTemplate: RecordTitles._template,
    r.NameForm: lambda titles, one: one.text,
    r.PlaceEntry: lambda titles, one: titles._texts(one.names) or one.code,
    r.Reply: lambda titles, one: " · ".join(part for part in (one.sender, one.number) if part),
    r.SavedView: lambda titles, one: one.name,
    r.Signatory: lambda titles, one: one.full_name,
    r.Source: lambda titles, one: titles._words.text(one, "title"),
    r.Task: lambda titles, one: one.title,
    r.Term: lambda titles, one: titles._texts(one.words),
}
