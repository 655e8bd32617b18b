"""The office's particulars: what stands in the head of every letter, and its habits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.forms.editing import RecordEditor
from caseapp.desktop.forms.form import Edit, RecordForm
from caseapp.desktop.forms.specs.office import OFFICE, OFFICE_TEXTS
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.widgets import Field, Label, SectionHeading
from caseapp.i18n import LANGUAGES, N_
from caseapp.store.history import Action
from caseapp.store.records import Office, new_id
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress


class OfficeSection(QWidget):
    """Everything is kept when left, like any field; undo takes it back."""

    def __init__(
        self,
        context: Context,
        vault: Vault,
        owner: QObject,
        origin: object,
        languages: Mapping[str, str],
    ) -> None:
        """`languages` gives each language's own name by its code."""
        super().__init__()
        self._t, self._vault, self._context = context.t, vault, context
        self._editor = RecordEditor(context, RecordWords(context.t), vault, owner, origin)
        self._form = RecordForm(RecordWords(context.t), OFFICE)
        self._form.edited.connect(self._keep)
        self._texts: dict[tuple[str, str], Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(SectionHeading(self._t("Office")))
        column.addWidget(
            Label(self._t("This stands in the head of letters and on every slip."), "second",
                  wrap=True)
        )  # fmt: skip
        column.addLayout(self._make_texts(languages))
        column.addWidget(self._form)

    def _make_texts(self, languages: Mapping[str, str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.COLUMN_MARGIN)
        grid.setVerticalSpacing(theme.GRID)
        for row, language in enumerate(LANGUAGES):
            for column, (key, label, kind) in enumerate(OFFICE_TEXTS):
                words = f"{self._t(label)} · {languages.get(language, language)}"
                field = Field(words, kind=kind, lines=2)
                field.setObjectName(f"{key}-{language}")
                # Two equal columns whatever stands in them; what has no room is cut.
                field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                field.committed.connect(
                    lambda typed, key=key, language=language, label=label: self._keep_text(
                        key, language, label, typed
                    )
                )
                self._texts[key, language] = field
                grid.addWidget(field, row, column)
                grid.setColumnStretch(column, 1)
        return grid

    def show_office(self, office: Office | None) -> None:
        """Fill in what is known; without a record the usual values, kept with the first edit."""
        if office is not None:
            self._form.show_record(office)
        elif not self._form.is_draft:
            usual = Office()
            values: dict[str, object] = {
                spec.name: getattr(usual, spec.name) for spec in OFFICE if spec.required
            }
            self._form.start(Office, {"id": usual.id, **values})
        for (key, language), field in self._texts.items():
            texts: dict[str, Any] = office.texts if office is not None else {}
            field.set_value(str(texts.get(key, {}).get(language, "")))

    def _keep(self, edit: Edit) -> None:
        self._editor.keep(edit, self._t("Office"))

    def _keep_text(self, key: str, language: str, label: str, typed: str) -> None:
        vault, own_id = self._vault, self._form.record_id or new_id()

        def work(_progress: Progress) -> ChangeSet:
            # The first edit makes the one record, whichever of the two forms it came from.
            office = next(iter(vault.all(Office)), None) or Office(id=own_id)
            texts = {name: dict(value) for name, value in office.texts.items()}
            texts.setdefault(key, {})[language] = typed.strip()
            office.texts = texts
            return vault.save(office, action=Action(N_("Change “{field}”"), {"field": label}))

        self._editor.run(work, self._texts[key, language].reject)
