"""The family around one person, drawn; choosing somebody makes it theirs.

Reads only: relatives are recorded on the page of a case or a contact.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.family.words import FamilyWords
from caseapp.desktop.jobs import Kind
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import EmptyState, Label, Line, QuietButton, Surface
from caseapp.desktop.widgets.kin_graph import KinGraph
from caseapp.store.queries.family import Family, PersonKey, load_family
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

_SHOWN = frozenset({"kinship", "detainee", "contact", "name_form", "event"})


class FamilyView(View):
    """Opened with the id of a detainee, or with ("contact", id)."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        self._vault = vault
        self._root: PersonKey | None = None
        self._chosen: PersonKey | None = None
        self._words: FamilyWords | None = None
        self._arriving = False
        t = self.t
        self._title = Label("", "title", elide=True)
        self._count = Label("", "second", elide=True)
        self.graph = KinGraph()
        self.graph.setAccessibleName(t("Family, drawn"))
        self._area = QScrollArea()
        self._area.setWidget(self.graph)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._gone = EmptyState("users", t("This person is in the trash"))
        self._gone.hide()
        self._name = Label("", "strong", elide=True)
        self._about = Label("", "second", elide=True)
        self._relations = Label("", "caption", wrap=True)
        self._centre = QuietButton(
            t("Draw around this person"), icon="locate-fixed", key="Return", live=False
        )
        self._centre.setObjectName("centre")
        self._open = QuietButton(t("Open"), icon="arrow-right", key="Ctrl+Return")
        self._open.setObjectName("open-person")
        self._lay_out()
        self._centre.clicked.connect(lambda: self._walk_to(self._chosen))
        self._open.clicked.connect(self._open_chosen)
        self.graph.chosen.connect(self._tell)
        self.graph.entered.connect(self._walk_to)
        self.graph.focused.connect(lambda person: self._area.ensureWidgetVisible(person, 40, 40))
        context.changes.subscribe(lambda _change: self._reload(), owner=self, kinds=_SHOWN)

    def _lay_out(self) -> None:
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(theme.PAGE_MARGIN, 12, theme.PAGE_MARGIN, 12)
        line.setSpacing(12)
        line.addWidget(self._title)
        line.addWidget(self._count, 1)
        foot = Surface("sunken")
        said = QVBoxLayout()
        said.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._name)
        first.addWidget(self._about, 1)
        said.addLayout(first)
        said.addWidget(self._relations)
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.PAGE_MARGIN, 8, theme.PAGE_MARGIN, 8)
        row.addLayout(said, 1)
        row.addWidget(self._centre)
        row.addWidget(self._open)
        self._foot = foot
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(Line())
        column.addWidget(self._area, 1)
        column.addWidget(self._gone, 1)
        column.addWidget(Line())
        column.addWidget(foot)

    # -- places ------------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        if isinstance(argument, UUID):
            self._root = ("detainee", argument)
        else:
            assert isinstance(argument, tuple)
            self._root = argument
        self._chosen = None
        self._arriving = True
        self._reload()

    def focus_first(self) -> None:
        self.graph.focus_chosen()

    def keys(self) -> Sequence[tuple[str, str]]:
        t = self.t
        return [
            ("↑↓←→", t("Go from person to person")),
            ("Enter", t("Draw around this person")),
            ("Ctrl+Enter", t("Open")),
        ]

    def set_compact(self, compact: bool) -> None:
        self._relations.setHidden(compact)
        self._count.setHidden(compact)
        self._centre.set_brief(compact)

    def _reload(self) -> None:
        root = self._root
        if root is None:
            return

        def load(_progress: Progress) -> Family | None:
            return self._vault.read(lambda session: load_family(session, root))

        self.context.jobs.run(load, self._show, kind=Kind.READ, owner=self, latest="family")

    def _show(self, family: Family | None) -> None:
        self._gone.setHidden(family is not None)
        self._area.setHidden(family is None)
        self._foot.setHidden(family is None)
        if family is None:
            return
        t, keep = self.t, self._chosen
        focused = QApplication.focusWidget()
        had = self._arriving or (focused is not None and self.graph.isAncestorOf(focused))
        self._arriving = False
        words = self._words = FamilyWords(t, family)
        root = family.people[0].key
        self._title.setText(t("Family of {name}", name=words.name(root)))
        people = t.plural("{n} person", "{n} people", len(family.people))
        cases = sum(1 for person in family.people if person.case_number)
        parts = [people, t.plural("{n} case", "{n} cases", cases)]
        if family.more:
            parts.append(t("more than one drawing holds"))
        if len(family.people) == 1:
            parts = [t("Nobody is recorded yet.")]
        self._count.setText(" · ".join(parts))
        self.set_status(self._title.text())
        self.graph.show_family(words.boxes(), words.ties())
        if keep in {person.key for person in family.people}:
            self.graph.choose(keep)
        if had:
            self.graph.focus_chosen()

    # -- the chosen person -------------------------------------------------------------------
    def _tell(self, key: PersonKey) -> None:
        words = self._words
        assert words is not None
        self._chosen = key
        self._name.setText(words.name(key))
        self._about.setText(words.about(key))
        self._relations.setText(words.relations(key))
        has_file = key[0] != "kinship"
        self._open.setEnabled(has_file)
        self._centre.setEnabled(has_file and key != self._root)

    def _walk_to(self, key: PersonKey | None) -> None:
        """The drawing is about somebody else now; the way back leads to whom it was about."""
        if key is None or key[0] == "kinship" or key == self._root:
            return
        self.context.router.go("family", key[1] if key[0] == "detainee" else key)

    def _open_chosen(self) -> None:
        if self._chosen is not None and self._chosen[0] != "kinship":
            view = "case" if self._chosen[0] == "detainee" else "contact"
            self.context.router.go(view, self._chosen[1])
