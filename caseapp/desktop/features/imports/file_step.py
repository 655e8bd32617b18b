"""The first step at work: reads the file in the pool, and anew when something is chosen otherwise.

Knows the draft and its page; asks the vault for remembered profiles alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from caseapp.desktop.context import Context
from caseapp.desktop.features.imports import asking
from caseapp.desktop.features.imports.draft import Draft
from caseapp.desktop.features.imports.file_page import FilePage, FileShown
from caseapp.desktop.features.imports.words import ImportWords
from caseapp.desktop.jobs import Job, Kind
from caseapp.desktop.sizes import size_words
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.documents.encoding import ENCODINGS
from caseapp.intake.tables import NOTES, Table
from caseapp.store.vault import Vault

T = TypeVar("T")
_NAMES = {
    "utf-8": N_("Unicode (UTF-8)"), "utf-8-sig": N_("Unicode (UTF-8)"),
    "utf-16": N_("Unicode (UTF-16)"), "gb18030": N_("Chinese (GB 18030)"),
    "cp1251": N_("Cyrillic (Windows 1251)"), "kz1048": N_("Kazakh (KZ-1048)"),
    "koi8_r": N_("Cyrillic (KOI8-R)"), "cp866": N_("Cyrillic (DOS 866)"),
    "cp1256": N_("Arabic (Windows 1256)"), "cp1254": N_("Turkish (Windows 1254)"),
    "big5": N_("Chinese, long forms (Big5)"), "cp1252": N_("Western (Windows 1252)"),
}  # fmt: skip
_SIGNS = {
    ",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("upright stroke"),
}  # fmt: skip
_NO_PROFILE = "-"


class FileStep(QObject):
    """`began(words)` and `under_way(Job)`, then `opened(Draft)` or `failed(str)`; `changed()` when
    the same file is read otherwise; `wanted()` to go on."""

    began = Signal(str)
    under_way = Signal(object)
    opened = Signal(object)
    changed = Signal()
    failed = Signal(str)
    wanted = Signal()

    def __init__(self, context: Context, vault: Vault, words: ImportWords, owner: QObject) -> None:
        super().__init__(owner)
        self._context, self._vault, self._words = context, vault, words
        self._draft: Draft | None = None
        self._asked = object()
        self.page = FilePage(words)
        self.page.choice_made.connect(self._choose)
        self.page.header_chosen.connect(self._set_header)
        self.page.wanted.connect(self.wanted)

    # -- reading -----------------------------------------------------------------------------
    def read(self, path: Path) -> None:
        """Read a file, find out what its columns say, and show it."""
        vault = self._vault
        self.began.emit(self._words.t("Reading the file…"))
        asked = self._asked = object()

        def known(before: asking.Before) -> None:
            if asked is self._asked:
                self._in_pool(lambda: asking.open_draft(path, before), self._opened, self._refused)

        job = self._context.jobs.run(
            lambda _progress: asking.remembered(vault), known, self._refused, owner=self
        )
        self.under_way.emit(job)

    def resume(self, draft: Draft) -> None:
        """Go on with a file that was read before."""
        self._draft = draft
        self.show()

    def let_go(self) -> None:
        """What is on its way comes to nothing."""
        self._asked = object()
        self._draft = None

    def _opened(self, draft: Draft) -> None:
        self._draft = draft
        self.show()
        self.opened.emit(draft)

    def _refused(self, error: UserError) -> None:
        self.failed.emit(self._words.t.error(error))

    def _in_pool(
        self, work: Callable[[], T], then: Callable[[T], None],
        failed: Callable[[UserError], None],
    ) -> Job:  # fmt: skip
        """What comes of it is not heard of when something newer was asked meanwhile."""
        asked = self._asked = object()

        def came(result: T) -> None:
            if asked is self._asked:
                then(result)

        def refused(error: UserError) -> None:
            if asked is self._asked:
                failed(error)

        return self._context.jobs.run(
            lambda _progress: work(), came, refused, kind=Kind.FREE, owner=self
        )

    # -- choosing otherwise ------------------------------------------------------------------
    def _choose(self, what: str, code: str) -> None:
        draft = self._draft
        if draft is None:
            return
        if what == "list_name":
            draft.set_mapping(replace(draft.mapping, list_name=code.strip()))
            self.show()
            self.changed.emit()
        elif what == "profile":
            name = "" if code == _NO_PROFILE else code
            self._settle(lambda: asking.by_profile(draft, name), keep=False)
        else:
            table = draft.file.table
            told = {"sheet": table.sheet, "encoding": table.encoding,
                    "delimiter": table.delimiter, what: code}  # fmt: skip
            if what == "encoding":
                told["delimiter"] = ""
            before = asking.Before(draft.profiles, draft.lists)
            self._settle(lambda: asking.open_draft(draft.path, before, **told))

    def _set_header(self, row: int) -> None:
        draft = self._draft
        if draft is not None:
            number = 0 if row < 0 else row + draft.file.table.first_row
            self._settle(lambda: asking.by_header(draft, number))

    def _settle(self, work: Callable[[], Draft], *, keep: bool = True) -> None:
        """Read otherwise; what cannot be read so is told beside, and the former stays.

        `keep` what a person settled of columns: a profile is chosen for what it says of them all.
        """

        def came(draft: Draft) -> None:
            old = self._draft
            if old is not None:
                if draft.file is not old.file:
                    old.file, old.plan = draft.file, None
                    old.decisions.clear()
                if not keep:
                    old.chosen.clear()
                mapping = asking.with_chosen(draft.mapping, old) if keep else draft.mapping
                old.set_mapping(mapping)
                self.show()
                self.changed.emit()

        def refused(error: UserError) -> None:
            self.show(told=self._words.t.error(error))

        self.page.wait()
        self._in_pool(work, came, refused)

    # -- showing -----------------------------------------------------------------------------
    def show(self, told: str = "") -> None:
        """The file as it is read now; `told` is what went wrong."""
        draft = self._draft
        if draft is None:
            return
        table, mapping = draft.file.table, draft.mapping
        header = mapping.header_row - table.first_row if mapping.header_row else None
        first = max(mapping.first_row - table.first_row, 0)
        self.page.show_file(
            FileShown(
                draft.file.file_name, self._kind(draft), max(0, len(table.rows) - first),
                table.rows, header, mapping.header_rows, table.first_row,
                sheet=table.sheet, sheets=[(one, one) for one in table.sheets],
                encoding=self._encoding(table), encodings=self._encodings(table),
                delimiter=table.delimiter, delimiters=self._delimiters(table),
                profile=mapping.profile or _NO_PROFILE, profiles=self._profiles(draft),
                list_name=mapping.list_name or draft.path.stem, lists=draft.lists,
                told=told or self._notes(table),
            )
        )  # fmt: skip

    def _kind(self, draft: Draft) -> str:
        suffix = draft.path.suffix.lstrip(".").upper()
        return f"{suffix} · {size_words(self._words.t, draft.file.size)}" if suffix else ""

    @staticmethod
    def _encoding(table: Table) -> str:
        return "utf-8" if table.encoding == "utf-8-sig" else table.encoding

    def _encodings(self, table: Table) -> list[tuple[str, str]]:
        if not table.encoding:
            return []
        codes = dict.fromkeys((*ENCODINGS, self._encoding(table)))
        return [(code, self._words.t(_NAMES.get(code, code))) for code in codes]

    def _delimiters(self, table: Table) -> list[tuple[str, str]]:
        if not table.delimiter:
            return []
        codes = dict.fromkeys((*_SIGNS, table.delimiter))
        return [(code, self._words.t(_SIGNS[code]) if code in _SIGNS else code) for code in codes]

    def _profiles(self, draft: Draft) -> list[tuple[str, str]]:
        named = [(one.name, self._words.profile(one)) for one in asking.profiles_of(draft)]
        return [(_NO_PROFILE, self._words.t("by headings and content")), *named]

    def _notes(self, table: Table) -> str:
        t = self._words.t
        return "\n".join(t(NOTES[one.kind], row=one.row) for one in table.notes[:3])
