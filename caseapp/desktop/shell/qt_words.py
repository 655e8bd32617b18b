"""Qt's own words (context menus, file dialogs) in the language of the screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

_CATALOGUES = {"zh_Hans": "zh_CN"}


class QtWords:
    """Keeps one catalogue of Qt installed; English needs none."""

    def __init__(self) -> None:
        self._installed: QTranslator | None = None

    def speak(self, language: str) -> bool:
        """Take the words of a Babel locale identifier; False when Qt has none for it."""
        if self._installed is not None:
            QCoreApplication.removeTranslator(self._installed)
            self._installed = None
        if language == "en":
            return True
        catalogue = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if not catalogue.load(f"qtbase_{_CATALOGUES.get(language, language)}", folder):
            return False
        QCoreApplication.installTranslator(catalogue)
        self._installed = catalogue
        return True
