"""The head of the page: face, names in every script, number, status with its date."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.widgets import (
    Chip,
    Label,
    PersonNames,
    PhotoFrame,
    StatusChip,
    Surface,
    VerificationBars,
)
from caseapp.domain.vocabulary import Status, Verification
from caseapp.store.queries.case_page import CasePage

PHOTO = QSize(64, 80)


class CaseHeader(Surface):
    """Shows who the page is about; edits nothing."""

    def __init__(self, words: CaseWords, parent: QWidget | None = None) -> None:
        super().__init__("paper", parent)
        self._words = words
        self._photo = PhotoFrame(PHOTO)
        self._name = PersonNames("title")
        self._number = Label("", "second")
        self._names = PersonNames()
        self._status = StatusChip(Status.UNKNOWN.value, "")
        self._as_of = Label("", "second")
        self._verification = VerificationBars(Verification.UNSOURCED.value, "")
        self._release = Chip("", "calendar-clock", "warn")
        self._fictitious = Chip(words.t("Fictitious: a sample"), "flask-conical", "plum")
        self._lay_out()

    def _lay_out(self) -> None:
        first, third = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._name)
        first.addWidget(self._number)
        first.addStretch(1)
        third.setSpacing(8)
        for widget in (
            self._status, self._as_of, self._verification, self._release, self._fictitious
        ):  # fmt: skip
            third.addWidget(widget)
        third.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(first)
        column.addWidget(self._names)
        column.addLayout(third)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 14, 24, 14)
        row.setSpacing(16)
        row.addWidget(self._photo)
        row.addLayout(column, 1)

    def show_page(self, page: CasePage, photo: bytes | None) -> None:
        """Fill in a case; `photo` are the bytes of its picture, None while loading."""
        words, t = self._words, self._words.t
        name, *others = words.names(page)
        self._name.set_names([name])
        self._number.setText(page.detainee.case_number)
        self._names.set_names(others)
        self._names.setVisible(bool(others))
        self._photo.show_person(name, photo, t("Photo of {name}", name=name))
        self._status.set_status(page.status.status.value, words.label(page.status.status))
        as_of = page.status.as_of
        self._as_of.setText("" if as_of.is_unknown else t("as of {date}", date=words.date(as_of)))
        self._verification.set(page.verification.value, words.label(page.verification))
        self._release.setVisible(page.release is not None)
        if page.release is not None:
            due = t("Release due {date}", date=words.date(page.release))
            self._release.set(due, "calendar-clock", "warn")
        self._fictitious.setVisible(page.detainee.fictitious)
