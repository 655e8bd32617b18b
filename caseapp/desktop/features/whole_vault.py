"""What the window does with a vault as a whole: search it, undo and redo. Qt-free.

These are the use cases behind the palette and Ctrl+Z of the shell.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from caseapp.desktop import text
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.people import sounds_like
from caseapp.desktop.shell.hits import Found, Hit, HitGroup, Marks
from caseapp.desktop.shell.undo import PastStep, Reversed, UndoState
from caseapp.desktop.widgets.paint import status_mark
from caseapp.domain.dates import UncertainDate
from caseapp.i18n import N_, Translator
from caseapp.store.history import ActionRow
from caseapp.store.queries.actions import Subject, action_lines, past_actions
from caseapp.store.queries.case_filter import CaseFilter
from caseapp.store.queries.found_groups import FoundGroup, FoundLine, Marked, found_groups
from caseapp.store.queries.sounding import hears, listen
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

_GROUPS = {
    "detainee": N_("Cases"),
    "contact": N_("Contacts"),
    "excerpt": N_("Excerpts"),
    "source": N_("Sources"),
    "appeal": N_("Appeals"),
}
_ALL = {
    "detainee": N_("All {n} in Cases"),
    "contact": N_("All {n} in Contacts"),
    "excerpt": N_("All {n} excerpts"),
    "source": N_("All {n} in Sources"),
    "appeal": N_("All {n} in Appeals"),
}
_ENDS = {
    "contact": N_("Contact"), "excerpt": N_("Excerpt"), "source": N_("Source"),
    "appeal": N_("Appeal"),
}  # fmt: skip
_ICONS = {"appeal": "mail", "contact": "users", "source": "file-text", "excerpt": "quote"}
EACH, WHEN_ONLY = 5, 200
"""Hits of a kind that are shown beside the others, and alone."""
PAST_SHOWN = 20
"""How many actions the list of what can be undone shows."""


class Places:
    """Which view shows a record, of the views that this window has."""

    def __init__(self, views: Collection[str]) -> None:
        self._views = frozenset(views)

    def has(self, view: str) -> bool:
        return view in self._views

    def of(
        self, kind: str, record_id: UUID, within: UUID | None = None, case_id: UUID | None = None
    ) -> tuple[str, object] | None:
        """View and argument; the case that it bears on where the record's own view is not."""
        view = {"detainee": "case", "excerpt": "source"}.get(kind, kind)
        if view in self._views:
            return view, (within, record_id) if kind == "excerpt" else record_id
        return ("case", case_id) if case_id is not None else None


class VaultSearch:
    """Finds everything that has a place to go to, in any script.

    `language()` gives the translator of the moment: the window outlives its language.
    """

    def __init__(self, language: Callable[[], Translator], vault: Vault, places: Places) -> None:
        self._language, self._vault, self._places = language, vault, places

    def __call__(self, words: str, only: str, progress: Progress) -> Found:
        begun = time.perf_counter()
        kinds = (only,) if only else tuple(_GROUPS)
        each = WHEN_ONLY if only else EACH
        progress.raise_if_cancelled()
        groups, by_ear = self._vault.read(
            lambda session: (
                found_groups(session, words, kinds=kinds, each=each), hears(session),
            )
        )  # fmt: skip
        spent = time.perf_counter() - begun
        t = RecordWords(self._language())
        return Found(tuple(self._group(t, group, words) for group in groups), spent, by_ear)

    def read_names(self, progress: Progress) -> tuple[int, int] | None:
        """Read the next names of a large vault, so that they can be found in every script."""
        progress.raise_if_cancelled()
        return self._vault.read(listen)

    def _group(self, words: RecordWords, group: FoundGroup, typed: str) -> HitGroup:
        t = words.t
        hits = [self._hit(words, line) for line in group.lines]
        listed = group.kind == "detainee"
        number: object = t("more than {n}", n=group.total) if group.at_least else group.total
        return HitGroup(
            code=group.kind,
            words=t(_GROUPS[group.kind]),
            hits=tuple(hit for hit in hits if hit is not None),
            total=group.total,
            at_least=group.at_least,
            all_words=t(_ALL[group.kind], n=number),
            all_view="cases" if listed else "",
            all_argument=CaseFilter(text=typed) if listed else None,
        )

    def _hit(self, words: RecordWords, line: FoundLine) -> Hit | None:
        place = self._places.of(line.kind, line.id, line.within, line.case_id)
        if place is None:
            return None
        t, icon, tone = words.t, _ICONS.get(line.kind, "folder"), "quiet"
        end = t(_ENDS[line.kind]) if line.kind in _ENDS else ""
        if line.status is not None:
            icon, tone = status_mark(line.status.value)
            end = words.word(line.status)
        detail = _joined(_details(words, line))
        return Hit(
            title=line.title.text or t("Name not known"),
            view=place[0],
            argument=place[1],
            detail=detail.text,
            kind=end,
            icon=icon,
            tone=tone,
            marks=line.title.marks,
            detail_marks=detail.marks,
            is_quote=line.kind == "excerpt",
            reason=sounds_like(t, line.sounds) if line.sounds else "",
        )


def _details(words: RecordWords, line: FoundLine) -> list[Marked]:
    """What is said beside the title, in order; a passage takes the place of the particulars."""
    t = words.t
    if line.kind == "contact":
        number = text.isolated(line.case_number)
        tie = words.label(line.relation) if line.relation else ""
        parts = [t("{relation} in {number}", relation=tie, number=number) if tie else number]
        rest = line.passage if line.passage.text else line.place
        born = Marked(_year(words, line.born))
        return [*(Marked(part) for part in parts if part), born, rest]
    if line.kind == "excerpt":
        return [line.within_title, Marked(line.case_number)]
    if line.passage.text:
        return [line.number if line.kind == "detainee" else Marked(), line.passage]
    born = Marked(_year(words, line.born))
    if line.kind == "detainee":
        return [line.number, born, line.place]
    return [line.place, born]


def _year(words: RecordWords, value: UncertainDate | None) -> str:
    return words.value(value) if value is not None else ""


def _joined(parts: Sequence[Marked]) -> Marked:
    """The parts that say something with dots between them, their marks moved along."""
    shown, moved = "", []
    for part in parts:
        if not part.text:
            continue
        shown += " · " if shown else ""
        moved += [(start + len(shown), end + len(shown)) for start, end in part.marks]
        shown += part.text
    marks: Marks = tuple(moved)
    return Marked(shown, marks)


class VaultUndo:
    """Undo and redo of whole actions, worded in the screen's language."""

    def __init__(self, language: Callable[[], Translator], vault: Vault, places: Places) -> None:
        self._language, self._vault, self._places = language, vault, places

    def state(self, progress: Progress) -> UndoState:
        undo, redo = self._vault.undoable()
        return UndoState(self._words(undo), self._words(redo))

    def past(self, progress: Progress) -> list[PastStep]:
        """What can be undone, newest first."""
        words = RecordWords(self._language())
        rows = self._vault.read(lambda session: past_actions(session, PAST_SHOWN))
        lines = self._vault.read(lambda session: action_lines(session, [row.seq for row in rows]))
        return [
            PastStep(self._words(line.row), subject_words(line.subject), words.moment(line.row.at))
            for line in lines
        ]

    def undo(self, progress: Progress) -> Reversed:
        row, _redo = self._vault.undoable()
        return self._reversed(self._vault.undo(), row)

    def redo(self, progress: Progress) -> Reversed:
        _undo, row = self._vault.undoable()
        return self._reversed(self._vault.redo(), row)

    def _reversed(self, change: ChangeSet, row: ActionRow | None) -> Reversed:
        subject = self._subject(change)
        place = self._places.of(subject.kind, subject.id, subject.within) if subject else None
        view, argument = place or ("", None)
        return Reversed(change, self._words(row), subject_words(subject), view, argument)

    def _subject(self, change: ChangeSet) -> Subject | None:
        if not change.action:
            return None
        (line,) = self._vault.read(lambda session: action_lines(session, [change.action]))
        return line.subject

    def _words(self, row: ActionRow | None) -> str:
        """Parameters are texts of records, or message ids (the label of a field)."""
        return RecordWords(self._language()).action(row.label, row.params) if row else ""


def subject_words(subject: Subject | None) -> str:
    """A record as people call it: "CF-0412 Нұрлан Серікұлы"."""
    if subject is None:
        return ""
    number = subject.number if subject.kind == "detainee" else ""
    return " ".join(part for part in (number, text.isolated(subject.name)) if part)
