"""One copy beside the builder: which is chosen, when it is drawn, what stands under it.

Two of them beside each other compare the copies of two addressees.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from caseapp.desktop.context import Context
from caseapp.desktop.features.appeals.drafts import OFFICE, Draft, Target
from caseapp.desktop.features.appeals.drawing import Drawing
from caseapp.desktop.features.appeals.given import GivenReasons
from caseapp.desktop.features.appeals.loading import Loaded
from caseapp.desktop.features.appeals.paper import PaperPane
from caseapp.desktop.features.appeals.words import AppealWords
from caseapp.domain.vocabulary import Audience
from caseapp.dossier.languages import PRINTED, printed
from caseapp.store.queries.appeals import AddresseeRow
from caseapp.store.vault import Vault

_DRAW_MS = 250
_HARMLESS = frozenset(
    {
        "appeal", "appeal_person", "appeal_addressee", "signatory", "letter_template", "copy",
        "dispatch", "reply", "official_claim", "signature_sheet", "task", "saved_view",
        "calendar_day", "match_decision",
    }
)  # fmt: skip
"""After a change of these alone an earlier draft shows nothing that was withdrawn."""


class CopySide(QObject):
    """`chosen(target)` when the person picks another copy here; `drawn(Draft)`."""

    chosen = Signal(object)
    drawn = Signal(object)

    def __init__(
        self, context: Context, vault: Vault, words: AppealWords, parent: QObject, *,
        given: GivenReasons, word: str = "appeal-draft", keys: bool = True,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._words, self._loaded = words, None
        self._go_to_list: int | None = None
        self._anchors: Mapping[str, int] = {}
        t = words.t
        self.target: Target | None = None
        self._stale = False
        self._begun: tuple[Loaded, Target, str] | None = None
        self._shown: tuple[Loaded, Target, str] | None = None
        self.office_language = printed(t.language)
        self.pane = PaperPane(context, words, given, keys=keys)
        self.drawing = Drawing(context, vault, self.pane, self, word)
        self.soon = QTimer(self, singleShot=True, interval=_DRAW_MS)
        self.soon.timeout.connect(self.draw)
        self.drawing.drawn.connect(self._drawn)
        self.pane.again_asked.connect(self.draw)
        self.pane.target_chosen.connect(self._choose)
        self.pane.lists_asked.connect(self.go_to_lists)

    # -- which copy --------------------------------------------------------------------------
    def show_loaded(self, loaded: Loaded | None, wanted: Target | None = None) -> None:
        """Show the copies of an appeal; the chosen one stays so, else `wanted` or the first."""
        self._loaded = loaded
        rows = loaded.page.addressees if loaded else ()
        targets: list[Target] = [row.id for row in rows]
        if targets:
            targets.append(OFFICE)
        if self.target not in targets:
            self.target = wanted if wanted in targets else targets[0] if targets else None
        names = [(_code(row.id), self._words.short_addressee(row)) for row in rows]
        self.pane.set_targets([*names, (OFFICE, self._words.t("Office, marked"))] if rows else [])
        self.show_target()

    def forget(self) -> None:
        """Another appeal comes."""
        self.target, self._loaded = None, None
        self.pane.show_nothing()

    def heard(self, kinds: Set[str]) -> bool:
        """Something changed. Where it may have been withdrawn, no earlier draft is shown.

        Whether that is so."""
        issued = {"attachment"} if "copy" in kinds else set()
        if kinds - _HARMLESS - issued:
            self._stale = True
            self.pane.veil()
            return True
        return False

    def choose(self, target: Target | None) -> None:
        """Show another copy."""
        self.target = target
        self.show_target()

    def row(self) -> AddresseeRow | None:
        """The addressee of the chosen copy; None for the office's."""
        rows = self._loaded.page.addressees if self._loaded else ()
        return next((row for row in rows if row.id == self.target), None)

    def language(self) -> str:
        row = self.row()
        return row.language if row else self.office_language

    def _choose(self, code: str) -> None:
        target: Target = OFFICE if code == OFFICE else UUID(code)
        self.choose(target)
        self.chosen.emit(target)

    # -- paper ---------------------------------------------------------------------------
    def show_target(self) -> None:
        """Say whose copy is shown, and draw it soon."""
        if self.target is None:
            self.pane.show_nothing()
            return
        row = self.row()
        self.pane.show_target(
            self.target,
            self._words.short_addressee(row) if row else self._words.t("Office copy"),
            row.audience if row else Audience.OFFICE,
            self._loaded.languages_of(row) if row and self._loaded else list(PRINTED),
            self.language(),
            code=_code(self.target),
        )
        if self.pane.isVisible() and not self._is_shown():
            self.soon.start()

    def _is_shown(self) -> bool:
        """Whether the pages that stand there are of this very state."""
        shown = self._shown
        if shown is None or shown[0] is not self._loaded:
            return False
        return shown[1:] == (self.target, self.language()) and self.pane.has_pages()

    def draw(self) -> None:
        """Draw the chosen copy now."""
        self.soon.stop()
        self._stale = False
        if self._loaded is not None and self.target is not None and not self.pane.isHidden():
            self._begun = self._loaded, self.target, self.language()
            self.drawing.begin(self._loaded.page.appeal.id, self.target, self.language())

    def go_to_lists(self) -> None:
        """To the list of what the chosen copy withholds, in the office's copy."""
        rows = self._loaded.page.addressees if self._loaded else ()
        places = [row.id for row in rows]
        self._go_to_list = places.index(self.target) if self.target in places else 0
        if self.target == OFFICE:
            self.draw()
        else:
            self._choose(OFFICE)

    def _drawn(self, draft: Draft) -> None:
        if self._stale:  # begun before the change
            return
        self._shown = self._begun
        page = None
        if self._go_to_list is not None and draft.lists:
            page = draft.lists[min(self._go_to_list, len(draft.lists) - 1)]
        self._go_to_list = None
        self._anchors = draft.anchors
        self.pane.show_draft(draft, page, self._note())
        self.drawn.emit(draft)

    def go_to_case(self, number: str) -> bool:
        """To the sheet of a case, by its number; whether the copy has one."""
        page = self._anchors.get(f"case-{number}")
        if page is not None:
            self.pane.pdf.go_to_page(page - 1)
        return page is not None

    def _note(self) -> str:
        """The office's copy tells of issued copies; others are listed here as they would be."""
        page = self._loaded.page if self._loaded else None
        if page is None or self.target != OFFICE:
            return ""
        issued = {copy.addressee_id for copy in page.copies if not copy.for_office}
        if all(row.id in issued for row in page.addressees):
            return ""
        return self._words.t(
            "Copies not issued yet are listed as they would be."
            " The exported office copy lists issued ones only."
        )


def _code(target: Target) -> str:
    return target if isinstance(target, str) else str(target)
