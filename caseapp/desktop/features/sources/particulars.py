"""All that is recorded of a source beside its text, in a panel that folds away."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.features.sources.type_ahead import Choice, Find, TypeAhead
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.forms.form import RecordForm
from caseapp.desktop.forms.lines import PersonWords
from caseapp.desktop.forms.specs.sources import SOURCE, asked_of_source
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.sizes import size_words
from caseapp.desktop.widgets import (
    Chip,
    FlowLayout,
    IconButton,
    Label,
    LinkButton,
    QuietButton,
    Surface,
)
from caseapp.desktop.widgets.editors import LineEditor
from caseapp.desktop.widgets.more import MoreButton
from caseapp.desktop.widgets.scrolling import scroll_area
from caseapp.intake.documents.kinds import READABLE
from caseapp.intake.excerpts import read_by
from caseapp.store.queries.source_page import SourcePage
from caseapp.store.records import Attachment

_HIGHEST = 420


class Particulars(Surface):
    """`edited(Edit)`, `testifier_chosen(Choice | None)`, `same_text_removed()`,
    `source_asked(id)`, `case_asked(id)`, `contact_asked(id)`, `file_asked()`,
    `file_removed(id)`, `file_forgotten(id)`, `file_text_asked(file)`, `text_asked()`,
    `translation_asked(language)`, `trash_asked()`; `file_says_asked(file)`,
    `machine_asked(file)`, `checked()` of a text that a machine read."""

    edited = Signal(object)
    testifier_chosen = Signal(object)
    same_text_removed = Signal()
    source_asked = Signal(object)
    case_asked = Signal(object)
    contact_asked = Signal(object)
    file_asked = Signal()
    file_removed = Signal(object)
    file_forgotten = Signal(object)
    file_text_asked = Signal(object)
    file_says_asked = Signal(object)
    machine_asked = Signal(object)
    checked = Signal()
    text_asked = Signal()
    translation_asked = Signal(str)
    trash_asked = Signal()

    def __init__(
        self, words: SourceWords, jobs: Jobs, find_contact: Find, parent: QWidget | None = None
    ) -> None:
        super().__init__("canvas", parent)
        self._words, t = words, words.t
        self.form = RecordForm(words, SOURCE)
        self.form.edited.connect(self.edited)
        self.testifier = TypeAhead(
            t, jobs, find_contact, label=t("Who testifies"), empty=t("Nobody is named"),
            placeholder=t("Name of a contact – any script"), word="source-contact",
            may_be_none=True,
        )  # fmt: skip
        self.testifier.chosen.connect(self.testifier_chosen)
        self._relations = QWidget()
        self._relations_box = FlowLayout(self._relations, spacing=8)
        self._files = QVBoxLayout()
        self._files.setSpacing(2)
        self._make_actions()
        self._lay_out()
        self.hide()

    def _make_actions(self) -> None:
        t = self._words.t
        self.add_file = QuietButton(t("Add a file…"), icon="file-up",
                                    on_click=self.file_asked.emit)  # fmt: skip
        self.edit_text = QuietButton(t("Edit the text"), icon="pencil",
                                     on_click=self.text_asked.emit)  # fmt: skip
        self.language = LineEditor()
        self.language.setPlaceholderText(t("Language code"))
        self.language.setAccessibleName(t("Language of the translation"))
        self.language.setFixedWidth(120)
        self.language.returnPressed.connect(self._translate)
        self.translate = QuietButton(t("Add a translation"), icon="languages",
                                     on_click=self._translate)  # fmt: skip
        self.trash = QuietButton(t("Put in the trash"), icon="trash",
                                 on_click=self.trash_asked.emit)  # fmt: skip

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        actions = QWidget()
        flow = FlowLayout(actions, spacing=8)
        for widget in (self.add_file, self.edit_text, self.translate, self.language, self.trash):
            flow.addWidget(widget)
        column.addWidget(actions)
        column.addWidget(self.form)
        lower = QHBoxLayout()
        lower.setSpacing(theme.COLUMN_MARGIN)
        lower.addWidget(self.testifier, 1, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(8)
        said.addWidget(self._relations)
        said.addLayout(self._files)
        said.addStretch(1)
        lower.addLayout(said, 2)
        column.addLayout(lower)
        self._area = scroll_area(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._area, 1)

    def fit(self, height: int, *, alone: bool) -> None:
        """Take no more than half of this height; `alone` all of it."""
        self.setFixedHeight(height if alone else max(160, min(_HIGHEST, height // 2)))

    def show_page(self, page: SourcePage) -> None:
        words = self._words
        self.form.ask(asked_of_source(page.source))
        self.form.show_record(page.source)
        contact = page.testifier
        choice = None
        if contact is not None:
            choice = Choice(
                contact.id, PersonWords(words.contact(contact), words.contact_apart(contact))
            )
        if self.testifier.field.isHidden():
            self.testifier.set_choice(choice)
        self._show_relations(page)
        self._show_files(page)

    def _show_relations(self, page: SourcePage) -> None:
        t, box = self._words.t, self._relations_box
        box.clear()
        if said := read_by(page.source):
            box.addWidget(Chip(t("Read by a machine: {program}", program=said), "bot", "warn"))
            compared = LinkButton(
                t("It was compared"), small=True, on_click=self.checked.emit,
                tip=t("Somebody compared the text with the picture"),
            )  # fmt: skip
            compared.setObjectName("compared")
            box.addWidget(compared)
        if page.same_text_as is not None:
            other = page.same_text_as
            name = t("Another copy of no. {number}", number=other.serial)
            box.addWidget(self._link(name, "copy", lambda: self.source_asked.emit(other.id)))
            box.addWidget(LinkButton(t("It is not"), small=True,
                                     on_click=self.same_text_removed.emit))  # fmt: skip
        for copy in page.copies:
            name = t("Copied in no. {number}", number=copy.serial)
            box.addWidget(self._link(name, "copy", lambda key=copy.id: self.source_asked.emit(key)))
        for case in page.cases:
            name = f"{self._words.person(case)} · {case.number}"
            link = self._link(name, "folder", lambda key=case.id: self.case_asked.emit(key))
            link.set_tip(self._words.apart(case))
            box.addWidget(link)
        if page.testifier is not None:
            key = page.testifier.id
            box.addWidget(self._link(t("Open the contact"), "users-round",
                                     lambda: self.contact_asked.emit(key)))  # fmt: skip
        for index in range(box.count()):
            item = box.itemAt(index)
            if item is not None and item.widget() is not None:
                item.widget().show()

    def _show_files(self, page: SourcePage) -> None:
        while self._files.count():
            widget = self._files.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for file in page.files:
            self._files.addWidget(self._file(file))

    def _file(self, file: Attachment) -> QWidget:
        t = self._words.t
        size = size_words(t, file.size)
        name = text.file_name(file.file_name) or self._words.word(file.role)
        about = Label(f"{file.media_type} · {size} · SHA-256 {file.sha256[:12]}…", "caption",
                      elide=True)  # fmt: skip
        about.set_tip(file.sha256)
        trash = IconButton("trash", t("Put this file in the trash"),
                           on_click=lambda: self.file_removed.emit(file.id))  # fmt: skip
        more = MoreButton(t)
        more.offer(t("Forget for good…"), lambda: self.file_forgotten.emit(file.id), "trash",
                   t("A page says first what goes; nothing brings it back."))  # fmt: skip
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Label(name, elide=True), 1)
        row.addWidget(about, 1)
        row.addWidget(trash)
        row.addWidget(more)
        deeds = QWidget()
        flow = FlowLayout(deeds, spacing=8)
        for link in self._file_deeds(file):
            flow.addWidget(link)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(deeds)
        return holder

    def _file_deeds(self, file: Attachment) -> Iterator[LinkButton]:
        """What can be done with a file, as far as its kind allows."""
        t = self._words.t

        def link(name: str, words: str, tip: str, asked: SignalInstance) -> LinkButton:
            made = LinkButton(words, small=True, on_click=lambda: asked.emit(file), tip=tip)
            made.setObjectName(name)
            return made

        if file.media_type.startswith(("image/", "application/pdf")):
            tip = t("Read the text of the picture by machine")
            yield link("read-picture", t("Read the picture…"), tip, self.machine_asked)
        if file.media_type in READABLE:
            tip = t("What it says of itself, and what was left out of the text")
            yield link("file-says", t("From the file…"), tip, self.file_says_asked)
            tip = t("Takes the place of the text; excerpts stay with their words.")
            yield link("read-text", t("Read its text"), tip, self.file_text_asked)

    @staticmethod
    def _link(words: str, icon: str, act: object) -> LinkButton:
        return LinkButton(words, icon=icon, small=True, on_click=act)

    def _translate(self) -> None:
        code = self.language.text().strip()
        if code:
            self.language.set_value("")
            self.translation_asked.emit(code)
        else:
            self.language.setFocus(Qt.FocusReason.OtherFocusReason)
