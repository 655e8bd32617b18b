"""What narrows the list beside typed words: a row of choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.contacts.words import CONSENT_STATES, ListWords
from caseapp.desktop.widgets import QuietButton
from caseapp.desktop.widgets.editors import ChoiceEditor
from caseapp.domain.vocabulary import ContactRole, RiskLevel
from caseapp.store.queries.contacts import ConsentState, ContactFilter

_YES, _NO = "yes", "no"


class FilterBar(QWidget):
    """`changed(ContactFilter)`: what is asked now, beside the text and the order."""

    changed = Signal(object)

    def __init__(self, words: ListWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._asked = ContactFilter()
        self.role = self._choice("role", t("Role"), _members(words, ContactRole))
        self.risk = self._choice("risk", t("Risk"), _members(words, RiskLevel))
        self.consent = self._choice(
            "consent", t("Consents"), [(s.value, t(CONSENT_STATES[s])) for s in ConsentState]
        )
        self.silent = self._choice(
            "silent", t("Do not contact"), [(_YES, t("yes")), (_NO, t("no"))]
        )
        self.language = self._choice("language", t("Speaks"), [])
        self._clear = QuietButton(t("Clear"), icon="x", small=True, on_click=self.clear)
        self._clear.setObjectName("clear-filters")
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.COLUMN_MARGIN, 0, theme.COLUMN_MARGIN, 8)
        line.setSpacing(8)
        for choice in self._choices():
            line.addWidget(choice, 1)
        line.addWidget(self._clear)

    def set_languages(self, codes: Sequence[str]) -> None:
        """Offer the languages that contacts speak."""
        chosen = self.language.value()
        while self.language.count() > 1:
            self.language.removeItem(1)
        for code in codes:
            self.language.addItem(self._words.languages([code]), code)
        self.language.set_value(chosen)

    def show_filter(self, asked: ContactFilter) -> None:
        """Show what is asked, without telling."""
        self._asked = asked
        silent = asked.do_not_contact
        self.role.set_value(asked.role.value if asked.role else "")
        self.risk.set_value(asked.risk.value if asked.risk else "")
        self.consent.set_value(asked.consent.value if asked.consent else "")
        self.silent.set_value("" if silent is None else _YES if silent else _NO)
        self.language.set_value(asked.language)
        self._clear.setEnabled(asked.asks > 0)

    def clear(self) -> None:
        """Ask for nothing but the text."""
        kept = self._asked
        plain = ContactFilter(text=kept.text, order=kept.order, descending=kept.descending)
        self.changed.emit(plain)

    def tab_stops(self) -> list[QWidget]:
        return [*self._choices(), self._clear]

    def _choices(self) -> tuple[ChoiceEditor, ...]:
        return self.role, self.risk, self.consent, self.silent, self.language

    def _choice(self, key: str, name: str, members: list[tuple[str, str]]) -> ChoiceEditor:
        t = self._words.t
        choice = ChoiceEditor([("", t("{what}: any", what=name)), *members])
        choice.setObjectName(f"filter-{key}")
        choice.setAccessibleName(name)
        choice.setMinimumWidth(72)
        choice.activated.connect(lambda _index: self._read())
        return choice

    def _read(self) -> None:
        silent = self.silent.value()
        self.changed.emit(
            replace(
                self._asked,
                role=ContactRole(self.role.value()) if self.role.value() else None,
                risk=RiskLevel(self.risk.value()) if self.risk.value() else None,
                consent=ConsentState(self.consent.value()) if self.consent.value() else None,
                do_not_contact=None if not silent else silent == _YES,
                language=self.language.value(),
            )
        )


def _members(words: ListWords, kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(member.value, words.word(member)) for member in kind]
