"""The one window: first a gate (unlock), then the desk around an open vault.

It says its name and nothing of what is open in its title. Knows no feature and no store;
the composition root hands over what is shown and what locking means.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QVBoxLayout, QWidget

from caseapp.desktop import text
from caseapp.desktop.changes import Changes
from caseapp.desktop.context import Context
from caseapp.desktop.guard.panic import VANISH
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.shell.desk import Desk, DeskSpec
from caseapp.desktop.shell.help import HelpDialog
from caseapp.desktop.shell.noticebar import NoticeBar
from caseapp.desktop.shell.notices import Notices
from caseapp.desktop.shell.qt_words import QtWords
from caseapp.desktop.shell.router import Place, Router
from caseapp.desktop.shell.veil import Prove, Veil
from caseapp.desktop.theme import Appearance
from caseapp.desktop.widgets import Surface
from caseapp.errors import UserError
from caseapp.i18n import LANGUAGES, Translator, translator

LANGUAGE_NAMES = {"en": "English", "ru": "Русский", "kk": "Қазақша", "zh_Hans": "中文"}
"""Each in its own words."""
HELP = "help"
"""The view that F1 opens, with the name of the view that one comes from."""


class Window(QMainWindow):
    """`rebuilt(Context)` each time everything was built anew: put standing notices again.

    `remember(key, value)` is called with "language" or "appearance" when the person
    chooses another. `closed()` comes when the window has gone and all is kept.
    """

    rebuilt = Signal(object)
    closed = Signal()

    def __init__(
        self,
        *,
        language: str,
        jobs: Jobs,
        changes: Changes,
        appearance: Appearance,
        translate: Callable[[str], Translator] = translator,
        languages: Sequence[str] = LANGUAGES,
        remember: Callable[[str, str], None] = lambda _key, _value: None,
    ) -> None:
        super().__init__()
        self.setWindowTitle("caseapp")
        self.setMinimumSize(640, 360)
        self._translate, self._language = translate, language
        self._languages, self._remember = tuple(languages), remember
        self._jobs, self._changes, self._appearance = jobs, changes, appearance
        self._context: Context | None = None
        self._qt_words = QtWords()
        self._gate: Callable[[Context], QWidget] | None = None
        self._desk_spec: DeskSpec | None = None
        self._lock: Callable[[], None] = self.close
        self._prove: Prove = lambda _passphrase, told: told(False)
        self._undone: Callable[[], tuple[str, str] | None] = lambda: None
        self._veil: Veil | None = None
        self._unattended = False
        self._leaving: Callable[[], None] | None = None
        self._gone = False
        self._asked_to_close = False
        jobs.failed.connect(self._tell_error)
        jobs.idle.connect(self._left_behind)
        QShortcut(QKeySequence("F1"), self, self.show_help)
        self._build()

    # -- what is shown -----------------------------------------------------------------------
    @property
    def context(self) -> Context:
        """The tools of what is built now; a new language brings another."""
        return self._context

    @property
    def desk(self) -> Desk | None:
        """The frame around the views; None at the gate."""
        shown = self.centralWidget()
        return shown if isinstance(shown, Desk) else None

    def show_gate(self, create: Callable[[Context], QWidget]) -> None:
        """Fill the window with one page (unlock, first run), built again in a new language.

        Notices stand above it, as they do over the views.
        """
        self._gate, self._desk_spec = create, None
        self._build()

    def show_desk(
        self,
        spec: DeskSpec,
        lock: Callable[[], None],
        prove: Prove | None = None,
        undone: Callable[[], tuple[str, str] | None] = lambda: None,
    ) -> None:
        """Show an open vault. `lock()` is called when all is kept and the screen is blank.

        `prove` tells whether a passphrase is this vault's; without it none is. `undone()` tells,
        once, what closing leaves undone and what can be done about it.
        """
        self._gate, self._desk_spec, self._lock = None, spec, lock
        self._prove = prove or self._prove
        self._undone = undone
        self._context.router.clear()
        self._build()

    def set_language(self, language: str) -> None:
        """Build everything again in another of the languages; the place stays."""
        self.keep_typing()
        self._language = language
        self._build()
        self._remember("language", language)

    def set_appearance(self, mode: str) -> None:
        """One of `Appearance.MODES`."""
        self._appearance.set_mode(mode)
        self._remember("appearance", mode)

    def show_help(self) -> None:
        """The help over the view in front; where there is none, the list of keys."""
        desk, router, t = self.desk, self._context.router, self._context.t
        if desk is None:
            HelpDialog(t, [("F1", t("Help")), (VANISH, t("End the program at once"))], self).open()
        elif desk.label_of(HELP):
            here = router.current.view if router.current else ""
            router.go(HELP, here if here != HELP else None)
        else:
            HelpDialog(t, desk.keys(), self).open()

    @property
    def language(self) -> str:
        return self._language

    @property
    def appearance(self) -> str:
        """What was chosen: one of `Appearance.MODES`."""
        return self._appearance.mode

    def languages(self) -> tuple[tuple[str, str], ...]:
        """(code, own name) of each language of the screen."""
        return tuple((code, LANGUAGE_NAMES.get(code, code)) for code in self._languages)

    def _build(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setLayoutDirection(text.direction_of_language(self._language))
        self._qt_words.speak(self._language)
        place = self._start_anew()
        self.setCentralWidget(self._make_content())
        # Qt would show it only later, and what is not shown cannot take the keyboard.
        self.centralWidget().show()
        self.rebuilt.emit(self._context)
        if self._desk_spec is not None:
            place = place or Place(self._desk_spec.start)
            self._context.router.go(place.view, place.argument)

    def _start_anew(self) -> Place | None:
        """Tools that nothing of the old content listens to; where the person was."""
        old = self._context
        router = Router(self, old.router if old is not None and self._desk_spec else None)
        self._context = Context(
            t=self._translate(self._language), jobs=self._jobs, changes=self._changes,
            router=router, notices=Notices(self),
        )  # fmt: skip
        if old is not None:
            old.router.deleteLater()
            old.notices.deleteLater()
        return router.current

    def _make_content(self) -> QWidget:
        if self._desk_spec is not None:
            return Desk(self._context, self._desk_spec, lock=self.lock)
        content = Surface("canvas")
        if self._gate is not None:
            column = QVBoxLayout(content)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(NoticeBar(self._context.t, self._context.notices))
            column.addWidget(self._gate(self._context), 1)
        return content

    # -- leaving -----------------------------------------------------------------------------
    def keep_typing(self) -> None:
        """Take the keyboard from the field that has it, so that it commits."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()

    def lock(self, *, unattended: bool = False, patient: bool = False) -> None:
        """Hide everything at once, keep everything, then do what locking means.

        `unattended`: nobody sits here, so nothing is shown again without the passphrase.
        `patient`: work that was begun is finished first, behind the veil.
        """
        if self._desk_spec is None:
            return
        self._unattended |= unattended
        if self._veil is None:
            self._veil = Veil(self._context.t, self)
        self.keep_typing()
        self.centralWidget().hide()
        self._hide_others()
        if patient:
            self._veil.finishing(self._jobs.cancel_all)
        self._leave(self._lock_now, stop=not patient)

    def _hide_others(self) -> None:
        """Dialogs, menus and tips show content too."""
        for other in QApplication.topLevelWidgets():
            if other is not self and other.isVisible():
                if isinstance(other, QDialog):
                    other.reject()
                else:
                    other.close()

    def _lock_now(self) -> None:
        self._context.router.clear()
        self._desk_spec = None
        self._unattended = False
        self._build()
        self._drop_veil()
        self._lock()

    def _drop_veil(self) -> None:
        veil, self._veil = self._veil, None
        if veil is not None:
            veil.hide()
            veil.deleteLater()

    def _leave(self, then: Callable[[], None], *, stop: bool = True) -> None:
        """Go on with `then` when all work has ended, unless something could not be kept."""
        self.keep_typing()
        if stop:
            self._jobs.cancel_all()
        self.centralWidget().setEnabled(False)
        self._leaving = then
        self._left_behind()

    def _left_behind(self) -> None:
        if self._leaving is None or self._jobs.running:
            return
        then, self._leaving = self._leaving, None
        if self._jobs.keeping != "failed":
            then()
        elif self._unattended and self._veil is not None:
            self._veil.not_kept(then, partial(self._tell_not_kept, then), self._prove)
        else:
            self._tell_not_kept(then)

    def _tell_not_kept(self, then: Callable[[], None]) -> None:
        self._unattended = False
        self._drop_veil()
        self.centralWidget().setEnabled(True)
        self.centralWidget().show()
        t = self._context.t
        self._context.notices.show(
            t("A change was not kept."), t("If you go on now, it is lost."),
            tone="danger", action=(t("Go on without it"), then),
        )  # fmt: skip

    def _close_now(self) -> None:
        undone, app = self._undone(), QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        if undone is not None and not app.isSavingSession():
            self._tell_undone(*undone)
            return
        self._gone = True
        if not self._asked_to_close:
            self.close()

    def _tell_undone(self, undone: str, detail: str) -> None:
        """Once: the next time it closes. Whoever ends the session is not held up."""
        self.centralWidget().setEnabled(True)
        action = (self._context.t("Close all the same"), self.close)
        self._context.notices.show(undone, detail, tone="warn", action=action)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._gone and self._leaving is None:
            # Qt ignores close() inside closeEvent, so an answer at once is read below.
            self._asked_to_close = True
            self._leave(self._close_now)
            self._asked_to_close = False
        event.setAccepted(self._gone)
        if self._gone:
            self.closed.emit()

    def _tell_error(self, error: UserError) -> None:
        self._context.notices.show(self._context.t.error(error), tone="danger")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.BackButton:
            self._context.router.back()
        elif event.button() is Qt.MouseButton.ForwardButton:
            self._context.router.forward()
        else:
            super().mousePressEvent(event)
