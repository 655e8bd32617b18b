"""Asking for a folder or for where to save, without leaving a trace.

The desktop's own dialogs write what was chosen into lists of recent files, and Qt's writes
the folders that were visited into a settings file. So this is Qt's dialog, with a settings
file of its own that is gone when the program ends, and emptied after each use.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QDir, QFileInfo, QSettings, QSize, QStandardPaths, QStorageInfo, QUrl
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QFileIconProvider,
    QListView,
    QSplitter,
    QToolButton,
    QWidget,
)

from caseapp.desktop import icons, theme
from caseapp.system.own_folders import own_folder

Chosen = Callable[[Path], None]


def ask_for_folder(parent: QWidget, title: str, start: Path, chosen: Chosen) -> QFileDialog:
    """Let the person choose a folder that exists; `chosen(path)` is called when they do."""
    dialog = _dialog(parent, title, start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _open(dialog, chosen)


def ask_for_file(
    parent: QWidget, title: str, start: Path, kind: tuple[str, Sequence[str]], chosen: Chosen
) -> QFileDialog:
    """Let the person choose a file that exists; `chosen(path)` is called when they do.

    `kind` is (words, suffixes): ("Pictures", ("jpg", "png")).
    """
    words, suffixes = kind
    dialog = _dialog(parent, title, start)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(f"{words} ({' '.join(f'*.{suffix}' for suffix in suffixes)})")
    return _open(dialog, chosen)


def ask_where_to_save(
    parent: QWidget, title: str, proposal: Path, kind: tuple[str, str], chosen: Chosen
) -> QFileDialog:
    """Let the person say where a file is to be written, `proposal` filled in.

    `kind` is (words, suffix): ("PDF document", "pdf"). The dialog itself asks before an
    existing file is replaced.
    """
    words, suffix = kind
    dialog = _dialog(parent, title, proposal.parent)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilter(f"{words} (*.{suffix})")
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(proposal.name)
    return _open(dialog, chosen)


def documents_folder() -> Path:
    """Where people keep their documents: where a dialog begins that was not told better."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place) or Path.home())


def forget() -> None:
    """Empty what Qt notes of visited folders."""
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.remove("FileDialog")
    settings.sync()


def _dialog(parent: QWidget, title: str, start: Path) -> QFileDialog:
    _own_settings_folder()
    dialog = QFileDialog(parent, title)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
    dialog.setDirectory(str(start if start.is_dir() else QDir.homePath()))
    dialog.setHistory([])
    dialog.setSidebarUrls(_places())
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    return dialog


class _Icons(QFileIconProvider):
    """Folders and files in the line icons of the program."""

    def icon(self, what: QFileInfo | QFileIconProvider.IconType) -> QIcon:
        if isinstance(what, QFileInfo):
            return theme.icon("folder" if what.isDir() else "file")
        plain = QFileIconProvider.IconType.File
        return theme.icon("file" if what == plain else "folder")


_BUTTONS = {
    "backButton": "arrow-left",
    "forwardButton": "arrow-right",
    "toParentButton": "arrow-up",
    "newFolderButton": "folder-plus",
    "listModeButton": "layout-grid",
    "detailModeButton": "list",
}
"""Names of the tool buttons inside Qt's dialog, and the icons that they get."""


def _dress(dialog: QFileDialog) -> None:
    """Make Qt's dialog look like the rest, with room for the names of places."""
    provider = _Icons()
    dialog.setIconProvider(provider)
    dialog.destroyed.connect(lambda _gone=None, kept=provider: None)  # Qt does not own it
    for name, icon in _BUTTONS.items():
        button = dialog.findChild(QToolButton, name)
        if button is not None:
            button.setIcon(theme.icon(icon))
            button.setAutoRaise(True)
    for box in dialog.findChildren(QDialogButtonBox):
        for button in box.buttons():
            button.setIcon(QIcon())
    sidebar = dialog.findChild(QListView, "sidebar")
    if sidebar is not None:
        sidebar.setIconSize(QSize(icons.MEDIUM, icons.MEDIUM))
    dialog.resize(820, 520)
    splitter = dialog.findChild(QSplitter)
    if splitter is not None:
        splitter.setSizes([176, 620])


def _open(dialog: QFileDialog, chosen: Chosen) -> QFileDialog:
    _dress(dialog)  # last: what the dialog is for brings buttons with icons of their own

    def done(accepted: int) -> None:
        paths = dialog.selectedFiles() if accepted else []
        dialog.destroyed.connect(lambda: forget())
        dialog.deleteLater()
        if paths:
            chosen(Path(paths[0]))

    dialog.finished.connect(done)
    dialog.open()
    return dialog


def _places() -> list[QUrl]:
    """Home, documents, and every disk that can be written: sticks are what people look for."""
    paths = [QDir.homePath()]
    paths += QStandardPaths.standardLocations(QStandardPaths.StandardLocation.DocumentsLocation)
    paths += [
        volume.rootPath()
        for volume in QStorageInfo.mountedVolumes()
        if (
            volume.isValid()
            and volume.isReady()
            and not volume.isReadOnly()
            and volume.rootPath().startswith(("/media", "/run/media", "/Volumes"))
        )
        or len(volume.rootPath()) == len("C:/")
    ]
    there = [path for path in dict.fromkeys(paths) if Path(path).is_dir()]
    return [QUrl.fromLocalFile(path) for path in there]


@lru_cache(maxsize=1)
def _own_settings_folder() -> Path:
    """Where Qt keeps its notes from now on. On Windows and macOS `forget` alone must do."""
    folder = own_folder("dialog")
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        QSettings.setPath(QSettings.Format.NativeFormat, scope, str(folder))
    return folder
