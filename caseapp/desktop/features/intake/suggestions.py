"""What is offered while somebody types: places, people who told before, cases that may be meant.

Asks on the database worker, the latest question only; typing never waits.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.features.intake.asking import ask_likely
from caseapp.desktop.features.intake.form import IntakeForm
from caseapp.desktop.features.intake.keeping import Keeping
from caseapp.desktop.features.intake.likely_panel import SHOWN, LikelyPanel
from caseapp.desktop.features.intake.type_ahead import TypeAhead
from caseapp.desktop.features.intake.words import IntakeWords
from caseapp.desktop.reading_on import ReadingOn
from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import Sex
from caseapp.intake.visit_typing import Slot, place_named
from caseapp.matching.evidence import Facts
from caseapp.matching.known_already import Asked, LikelyCases
from caseapp.store.queries.intakes import known_tellers
from caseapp.store.vault import Vault

_ASK_MS = 150
_LEAST = 2
"""Letters from which contacts are offered."""


class Suggestions(QObject):
    """`teller_chosen(contact id)`; `changed()` when other cases are shown."""

    teller_chosen = Signal(object)
    changed = Signal()

    def __init__(
        self, context: Context, vault: Vault, words: IntakeWords, form: IntakeForm,
        panel: LikelyPanel, keeping: Keeping, over: QWidget,
    ) -> None:  # fmt: skip
        """Lists float over `over`, the view that holds form and panel."""
        super().__init__(form)
        self._context, self._vault, self._words = context, vault, words
        self._form, self._panel, self._keeping = form, panel, keeping
        self._hidden: set[UUID] = set()
        self._reading = ReadingOn(context.jobs, vault, self.ask_soon, self)
        self._timer = QTimer(self, singleShot=True, interval=_ASK_MS)
        self._timer.timeout.connect(self._ask)
        self.places = TypeAhead(form.field(Slot.HOME), over)
        self.tellers = TypeAhead(form.field(Slot.TELLER), over)
        self.tellers.chosen.connect(self.teller_chosen)
        form.edited.connect(self.ask_soon)
        form.field(Slot.HOME).edited.connect(lambda text: self.places.offer(words.places(text)))
        form.field(Slot.TELLER).edited.connect(self._ask_tellers)

    def clear(self) -> None:
        """Another intake: nothing of the former one is shown or hidden."""
        self._timer.stop()
        self._hidden = set()
        self._panel.show_cases((), {}, asked=False)
        self.changed.emit()

    def ask_soon(self) -> None:
        """Ask once typing pauses."""
        self._timer.start()

    def hide(self, case_id: UUID) -> None:
        """Somebody said that this is another person."""
        self._hidden.add(case_id)
        self._ask()

    def _asked(self) -> Asked:
        text, page = self._form.text, self._keeping.page
        place, born = place_named(text(Slot.HOME)), read_date(text(Slot.BIRTH))
        number, teller = text(Slot.DOCUMENT).strip(), page.contact_id if page else None
        facts = Facts(
            names=tuple(n for n in (text(Slot.NAME), text(Slot.CHINESE)) if n.strip()),
            sex=Sex(text(Slot.SEX) or Sex.UNKNOWN),
            born_earliest=born.earliest,
            born_latest=born.latest,
            county=place.code if place else "",
            documents=(number,) if number else (),
            phones=tuple(part for part in text(Slot.PHONE).split(",") if part.strip()),
            kin=(teller,) if teller else (),
        )
        return Asked(facts, teller, page.case_id if page else None)

    def _ask(self) -> None:
        page, asked, vault = self._keeping.page, self._asked(), self._vault
        if not asked.says_something or (page is not None and not page.own):
            self._panel.show_cases((), {}, asked=False)
            self.changed.emit()
            return
        language = self._words.t.language
        self._context.jobs.run(
            lambda _progress: ask_likely(vault, asked, language, SHOWN),
            lambda answer: self._show(*answer), owner=self, latest="intake-likely",
        )  # fmt: skip

    def _show(self, found: LikelyCases, photos: dict[UUID, QImage]) -> None:
        shown = [case for case in found.cases if case.row.id not in self._hidden]
        self._panel.show_cases(shown, photos)
        self.changed.emit()
        if not found.complete:
            self._reading.go_on()

    def _ask_tellers(self, typed: str) -> None:
        vault, words = self._vault, self._words
        if len(typed.strip()) < _LEAST:
            self.tellers.offer(())
            return
        self._context.jobs.run(
            lambda _progress: vault.read(lambda session: known_tellers(session, typed)),
            lambda known: self.tellers.offer(words.tellers(known)),
            owner=self, latest="intake-tellers",
        )  # fmt: skip
