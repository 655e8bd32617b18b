"""Files kept with the case: photos with their origin, which must be known before they print."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caseapp.desktop import icons, text
from caseapp.desktop.chosen_photo import SUFFIXES
from caseapp.desktop.features.case.cropping import CropPanel
from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.forms.form import RecordForm
from caseapp.desktop.forms.place import bring_into_view
from caseapp.desktop.forms.row import Item, Row
from caseapp.desktop.forms.rows import RecordRows
from caseapp.desktop.forms.specs.people import FILE
from caseapp.desktop.named_to import NamedTo, may_be_shown_to
from caseapp.desktop.sizes import size_words
from caseapp.desktop.widgets import IconButton, Label, Mark, QuietButton, SectionHeading
from caseapp.domain.vocabulary import AttachmentRole, InfoClass
from caseapp.store.queries.case_page import CasePage
from caseapp.store.records import Attachment


class FileRow(Row):
    """One file: what it is, from whom it came; a photo can be the one that is shown."""

    def __init__(self, words: CaseWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._mark = Mark("file", "ink2", icons.MEDIUM)
        self._name = Label("", "strong", elide=True)
        self._about = Label("", "caption", elide=True)
        self._form = RecordForm(words, FILE, readers={"origin": self._read_origin})
        self._form.edited.connect(self.edited)
        self.show_it = QuietButton(t("Use as portrait"), icon="user", small=True)
        self.show_it.setObjectName("use-as-portrait")
        self.cut_it = QuietButton(t("Cut out a portrait"), icon="crop", small=True)
        self.cut_it.setObjectName("cut-out")
        self._trash = IconButton("trash", t("Put this file in the trash"), on_click=self.remove)
        self._trash.setObjectName("trash")
        self._lay_out()

    def _lay_out(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        said = QVBoxLayout()
        said.setSpacing(2)
        for label in (self._name, self._about):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            said.addWidget(label)
        for button in (self.show_it, self.cut_it):
            said.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        said.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(8)
        line.addWidget(self._mark, alignment=top)
        line.addLayout(said, 1)
        line.addWidget(self._form, 2)
        line.addWidget(self._trash, alignment=top)

    @property
    def form(self) -> RecordForm:
        return self._form

    def refresh(self, item: Item) -> None:
        file, is_portrait = item.record, item.words
        assert isinstance(file, Attachment)
        words, t = self._words, self._words.t
        picture = file.media_type.startswith("image/")
        self._mark.set(_icon(file), "ink2")
        self._name.setText(text.file_name(file.file_name) or words.word(file.role))
        size = size_words(t, file.size)
        shown = t("shown as portrait") if is_portrait else ""
        cut = t("cut out of a photo") if file.derived_from_id is not None else ""
        broken = t("cannot be shown") if file.unreadable else ""
        parts = (words.label(file.role), cut, file.media_type, size, shown, broken)
        self._about.setText(" · ".join(part for part in parts if part))
        self._about.set_tip(f"SHA-256 {file.sha256}")
        is_photo = file.role is AttachmentRole.PHOTO and picture
        self.show_it.setHidden(bool(is_portrait) or not is_photo or file.unreadable)
        self.cut_it.setHidden(not is_photo or (file.derived_from_id is not None and not broken))
        self.cut_it.setText(t("Try again") if broken else t("Cut out a portrait"))
        self._form.show_record(file)

    def tab_stops(self) -> list[QWidget]:
        return [self.show_it, self.cut_it, *self._form.tab_stops(), self._trash]

    def focus_first(self) -> None:
        self._form.tab_stops()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _read_origin(self, texts: Mapping[str, str]) -> tuple[str, str]:
        if texts["origin"].strip():
            return "", "reading"
        return self._words.t("From whom is it? Without an answer it is not printed."), "warn"


def _icon(file: Attachment) -> str:
    if file.unreadable:
        return "file-x"
    return "image" if file.media_type.startswith("image/") else "file-text"


class FilesSection(QWidget):
    """`edited(Edit)`, `removed(file)`, `photo_asked()`, `portrait_chosen(id)`, `cut_asked(id)`,
    `cut(id, box)`; `dropped(path)` for each file that is dropped here; `reshaped()`."""

    edited = Signal(object)
    removed = Signal(object)
    photo_asked = Signal()
    portrait_chosen = Signal(object)
    cut_asked = Signal(object)
    cut = Signal(object, object)
    dropped = Signal(object)
    reshaped = Signal()

    def __init__(self, words: CaseWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._ask_origin_of: UUID | None = None
        heading = SectionHeading(t("Files"))
        self._add = QuietButton(t("Add photo"), icon="image-plus", on_click=self._ask)
        self._add.setObjectName("add-photo")
        heading.add(self._add)
        self._error = Label("", "error", wrap=True)
        self._error.setObjectName("photo-error")
        self._error.hide()
        self._nothing = Label(
            t("No file is kept with this case. A photo can be dropped here."), "muted", wrap=True
        )
        self.rows = RecordRows(self._make_row, spacing=4)
        self.rows.edited.connect(self.edited)
        self.rows.removed.connect(self.removed)
        self.crop = CropPanel(t)
        self.crop.cut.connect(self.cut)
        self.crop.closed.connect(self._leave_crop)
        self._photo_to = NamedTo(
            t, t("The photo may be shown to"),
            t("Whose copy of an appeal may print the photo, by rules and consents"),
        )  # fmt: skip
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        parts = (heading, self._error, self._nothing, self.crop, self.rows, self._photo_to)
        for widget in parts:
            column.addWidget(widget)

    def show_page(self, page: CasePage, today: date) -> None:
        has_photo = any(file.role is AttachmentRole.PHOTO for file in page.files)
        self._photo_to.setHidden(not has_photo)
        if has_photo:
            file, case_id = page.consent_file, page.detainee.id
            self._photo_to.show_decisions(
                may_be_shown_to(file, case_id, today, info_class=InfoClass.PHOTO)
            )
        portrait = page.photo.id if page.photo is not None else None
        self.rows.show_items([Item(file, file.id == portrait) for file in page.files])
        self._nothing.setHidden(bool(page.files))
        row = self.rows.row(self._ask_origin_of) if self._ask_origin_of else None
        if row is not None:
            self._ask_origin_of = None
            row.focus_first()
            bring_into_view(row)

    def tab_stops(self) -> list[QWidget]:
        crop = [] if self.crop.isHidden() else [self.crop.frame, *self.crop.buttons()]
        return [self._add, *crop, *self.rows.tab_stops()]

    # -- dropping and cutting ----------------------------------------------------------------
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _pictures(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.tell("")
        for path in _pictures(event.mimeData()):
            self.dropped.emit(path)
        event.acceptProposedAction()

    def show_crop(self, photo_id: UUID, image: QImage) -> None:
        """Ask which part of a photo is the portrait."""
        self.tell("")
        self.crop.show_photo(photo_id, image)
        bring_into_view(self.crop)
        self.reshaped.emit()

    def _leave_crop(self) -> None:
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reshaped.emit()

    def tell(self, error: str) -> None:
        """Say why a chosen file was not taken; "" when one was."""
        self._error.setText(error)
        self._error.setHidden(not error)

    def ask_origin_of(self, file_id: UUID) -> None:
        """When the file comes in, go to the question from whom it is."""
        self._ask_origin_of = file_id

    def _ask(self) -> None:
        self.tell("")
        self.photo_asked.emit()

    def _make_row(self) -> FileRow:
        row = FileRow(self._words)
        row.setObjectName("file")
        row.show_it.clicked.connect(
            lambda _=False, r=row: self.portrait_chosen.emit(r.form.record_id)
        )
        row.cut_it.clicked.connect(lambda _=False, r=row: self.cut_asked.emit(r.form.record_id))
        return row


def _pictures(data: QMimeData) -> list[Path]:
    """The files of this machine that are dropped, if their names are those of pictures."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower().removeprefix(".") in SUFFIXES]
