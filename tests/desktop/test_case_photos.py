"""Photos of a case: dropped, cut to a portrait, shown only to whom the photo may be shown."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.features.case.cropping import CropPanel
from caseapp.desktop.features.case.photo import cut_out
from caseapp.desktop.widgets import Chip, Label
from caseapp.desktop.widgets.crop import PORTRAIT, CropFrame
from caseapp.domain.vocabulary import AttachmentRole
from caseapp.errors import UserError
from caseapp.i18n import translator
from caseapp.store.history import Action
from caseapp.store.records import Attachment, Detainee
from caseapp.store.vault import Vault
from tests.desktop.case_desk import CaseDesk, copy_vault, make_vault, picture

MADE = Action("Made for a test")


@pytest.fixture(scope="module")
def case_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_vault(tmp_path_factory.mktemp("photos") / "vault")


@pytest.fixture
def desk(
    case_folder: Path, tmp_path: Path, context: Context, shown: Callable[[QWidget], QWidget]
) -> Iterator[CaseDesk]:
    vault: Vault = copy_vault(case_folder, tmp_path / "vault")
    desk = CaseDesk(context, vault, vault.all(Detainee)[0].id)
    shown(desk.view)
    desk.view.open(desk.case_id)
    yield desk
    vault.close()


def halves() -> bytes:
    """A wide picture, red at the left and blue at the right, stored lying on its side."""
    image = Image.new("RGB", (400, 200), "red")
    image.paste("blue", (200, 0, 400, 200))
    lying = image.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "A camera with a name"
    out = io.BytesIO()
    lying.save(out, "JPEG", exif=exif, quality=95)
    return out.getvalue()


def drop(widget: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    widget.dropEvent(event)


def test_a_dropped_photo_is_kept_and_anything_else_is_left_alone(
    desk: CaseDesk, tmp_path: Path
) -> None:
    photo, letter = tmp_path / "dropped.JPG", tmp_path / "letter.docx"
    photo.write_bytes(picture("maroon"))
    letter.write_bytes(b"not for here")
    drop(desk.view._files, photo, letter)
    names = [file.file_name for file in desk.alive(Attachment)]
    assert names == ["askar.jpg", "dropped.JPG"]


def test_a_portrait_is_cut_out_by_keyboard_and_the_photo_stays_as_it_came(
    desk: CaseDesk, tmp_path: Path
) -> None:
    path = tmp_path / "two people.jpg"
    path.write_bytes(halves())
    drop(desk.view._files, path)
    row = desk.rows("file")[1]
    row.form.field("origin").set_value("his sister")
    photo = next(f for f in desk.alive(Attachment) if f.file_name == "two people.jpg")
    photo.origin = "his sister"
    desk.behind_the_page(photo)
    desk.button("cut-out", row).click()
    frame = desk.view.findChild(CropFrame)
    assert frame.hasFocus()
    for _ in range(40):
        QTest.keyClick(frame, Qt.Key.Key_Left)
    QTest.keyClick(frame, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not desk.view.findChild(CropPanel).isVisible()
    portrait = desk.stored(Attachment, desk.case.photo_id)
    assert (portrait.derived_from_id, portrait.origin) == (photo.id, "his sister")
    assert portrait.crop["left"] == 0
    cut = Image.open(io.BytesIO(desk.vault.read_attachment(portrait)))
    assert cut.width / cut.height == pytest.approx(PORTRAIT, abs=0.02)
    red, _green, blue = cut.getpixel((cut.width // 2, cut.height // 2))
    assert red > 200 > 60 > blue
    assert not cut.getexif()
    assert desk.vault.read_attachment(photo) == halves()
    desk.undo.undo.trigger()
    assert desk.case.photo_id != portrait.id
    assert desk.stored(Attachment, portrait.id).deleted_at is not None


def test_escape_cuts_nothing_and_gives_the_keyboard_back(desk: CaseDesk) -> None:
    desk.button("cut-out", desk.rows("file")[0]).click()
    frame = desk.view.findChild(CropFrame)
    QTest.keyClick(frame, Qt.Key.Key_Escape)
    assert not frame.isVisible()
    assert desk.button("add-photo").hasFocus()
    assert len(desk.alive(Attachment)) == 1


def test_a_photo_that_cannot_be_shown_is_said_to_be_so_and_is_tried_when_asked(
    desk: CaseDesk,
) -> None:
    photo = desk.alive(Attachment)[0]
    photo.unreadable = True
    desk.behind_the_page(photo)
    row = desk.rows("file")[0]
    again = desk.button("cut-out", row)
    assert any("cannot be shown" in label.text() for label in row.findChildren(Label))
    assert again.text() == "Try again"
    again.click()
    assert not desk.stored(Attachment, photo.id).unreadable
    assert desk.view.findChild(CropFrame).hasFocus()
    assert desk.button("cut-out", desk.rows("file")[0]).text() == "Cut out a portrait"


def test_a_photo_that_turns_out_to_be_broken_is_noted_and_kept(desk: CaseDesk) -> None:
    broken = desk.vault.attach(
        picture()[:300], role=AttachmentRole.PHOTO, action=MADE, detainee_id=desk.case.id,
        file_name="half.jpg", media_type="image/jpeg",
    )  # fmt: skip
    broken.origin = "his brother"
    desk.behind_the_page(broken)
    row = next(r for r in desk.rows("file") if r.form.record_id == broken.id)
    desk.button("cut-out", row).click()
    assert desk.stored(Attachment, broken.id).unreadable
    assert "cannot be read" in desk.view.findChild(Label, "photo-error").text()
    assert desk.vault.read_attachment(broken) == picture()[:300]


def test_a_cut_portrait_is_not_cut_again(desk: CaseDesk) -> None:
    desk.button("cut-out", desk.rows("file")[0]).click()
    desk.view.findChild(CropPanel).buttons()[0].click()
    rows = {row.form.record_id: row for row in desk.rows("file")}
    assert desk.button("cut-out", rows[desk.case.photo_id]).isHidden()


def test_the_page_says_to_whom_the_photo_may_be_shown(desk: CaseDesk) -> None:
    chips = desk.view._files.findChildren(Chip)
    said = {chip.accessibleName(): chip.accessibleDescription() for chip in chips}
    assert said["Detaining state"] == "No consent for them is on record."


def test_what_is_no_picture_is_said_to_be_none() -> None:
    with pytest.raises(UserError, match="cannot be read"):
        cut_out(b"nothing", (0, 0, 1, 1))


@given(
    st.integers(1, 3000), st.integers(1, 3000),
    st.lists(st.sampled_from("LRUD+-"), max_size=60),
)  # fmt: skip
def test_the_frame_never_leaves_the_picture_and_keeps_its_proportions(
    width: int, height: int, keys: list[str]
) -> None:
    QApplication.instance() or QApplication([])
    frame = CropFrame(translator("en"))
    frame.resize(300, 300)
    frame.show_picture(QImage(width, height, QImage.Format.Format_RGB32))
    codes = {
        "L": Qt.Key.Key_Left, "R": Qt.Key.Key_Right, "U": Qt.Key.Key_Up, "D": Qt.Key.Key_Down,
        "+": Qt.Key.Key_Plus, "-": Qt.Key.Key_Minus,
    }  # fmt: skip
    for key in keys:
        QTest.keyClick(frame, codes[key])
    left, top, right, bottom = frame.box()
    assert -1e-9 <= left < right <= 1 + 1e-9
    assert -1e-9 <= top < bottom <= 1 + 1e-9
    shape = (right - left) * width / ((bottom - top) * height)
    assert shape == pytest.approx(PORTRAIT, rel=1e-6)
    frame.deleteLater()
