"""The menus of a person's and an addressee's line, and of the saved views to add from."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.appeals.edits import AppealEditor
from caseapp.desktop.people import person_apart, person_name
from caseapp.desktop.widgets import paint
from caseapp.store.queries.appeals import AddresseeRow, PersonRow
from caseapp.store.queries.appeals_ways import petitioner_choices, saved_case_views
from caseapp.store.queries.case_filter import filter_from_json
from caseapp.store.queries.choosing import PersonChoice
from caseapp.store.queries.facets import case_list
from caseapp.store.records import SavedView
from caseapp.store.vault import Vault

_WIDEST = 110
"""Characters of a line."""


class Menus:
    """What is in them is read off the GUI thread first; then they open."""

    def __init__(
        self, context: Context, vault: Vault, editor: AppealEditor, owner: QWidget
    ) -> None:
        self._context, self._vault, self._editor, self._owner = context, vault, editor, owner
        self._t = context.t

    def person(self, appeal_id: UUID, row: PersonRow, place: QPoint) -> None:
        """What can be done with a person of the appeal."""
        vault, case = self._vault, row.case.id
        self._context.jobs.run(
            lambda _progress: vault.read(lambda session: petitioner_choices(session, case)),
            lambda contacts: self.person_menu(appeal_id, row, contacts).popup(place),
            owner=self._owner, latest="appeal-menu",
        )  # fmt: skip

    def person_menu(self, appeal_id: UUID, row: PersonRow, contacts: list[PersonChoice]) -> QMenu:
        t, editor, menu = self._t, self._editor, self._menu()
        router = self._context.router
        _add(menu, t("Open the case"), "folder", lambda: router.go("case", row.case.id))
        _add(menu, t("Move up"), "arrow-up",
             lambda: editor.move_person(appeal_id, row.link_id, -1))  # fmt: skip
        _add(menu, t("Move down"), "arrow-down",
             lambda: editor.move_person(appeal_id, row.link_id, 1))  # fmt: skip
        under = menu.addMenu(theme.icon("user-round"), t("Who asks for this person"))
        named = [(one.id, f"{person_name(t, one)} · {person_apart(t, one)}") for one in contacts]
        for contact, words in (*named, (None, t("Nobody is named"))):
            action = under.addAction(paint.one_line(words, _WIDEST).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(contact == row.petitioner_id)
            action.triggered.connect(
                lambda _=False, one=contact: editor.set_petitioner(row.link_id, one)
            )
        menu.addSeparator()
        _add(menu, t("Take out of the appeal"), "x", lambda: editor.remove_person(row.link_id))
        return menu

    def addressee(self, appeal_id: UUID, row: AddresseeRow, place: QPoint) -> None:
        """What can be done with an addressee of the appeal."""
        t, editor, menu = self._t, self._editor, self._menu()
        _add(menu, t("What its copy is made of"), "settings-2",
             lambda: self._context.router.go("appeal", (appeal_id, "copy")))  # fmt: skip
        _add(menu, t("Checked today"), "check", lambda: editor.checked_today(row.id))
        _add(menu, t("Move up"), "arrow-up",
             lambda: editor.move_addressee(appeal_id, row.link_id, -1))  # fmt: skip
        _add(menu, t("Move down"), "arrow-down",
             lambda: editor.move_addressee(appeal_id, row.link_id, 1))  # fmt: skip
        menu.popup(place)

    def saved_views(self, appeal_id: UUID, place: QPoint) -> None:
        """Offer the saved views of the case list."""
        vault = self._vault
        self._context.jobs.run(
            lambda _progress: vault.read(saved_case_views),
            lambda views: self.views_menu(appeal_id, views).popup(place),
            owner=self._owner, latest="appeal-menu",
        )  # fmt: skip

    def views_menu(self, appeal_id: UUID, views: list[SavedView]) -> QMenu:
        """All cases of a view are added at once, as one action."""
        menu = self._menu()
        for view in views:
            _add(menu, view.name, "folder", lambda one=view: self._add_all(appeal_id, one))
        if not views:
            menu.addAction(self._t("No view was saved yet")).setEnabled(False)
        return menu

    def _add_all(self, appeal_id: UUID, view: SavedView) -> None:
        vault, shown = self._vault, filter_from_json(view.filters)
        self._context.jobs.run(
            lambda _progress: vault.read(lambda session: list(case_list(session, shown))),
            lambda ids: self._editor.add_persons(appeal_id, ids),
            owner=self._owner,
        )

    def _menu(self) -> QMenu:
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu


def _add(menu: QMenu, words: str, icon: str, deed: Callable[[], object]) -> None:
    action = menu.addAction(theme.icon(icon), words.replace("&", "&&"))
    action.triggered.connect(lambda _=False: deed())
