"""The pages of a recovery key, to a printer or into a file that the person asked for.

Drawn in memory: without a printer's own spooler nothing is written until somebody says where.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from caseapp.desktop import file_dialog
from caseapp.desktop.context import Context
from caseapp.desktop.jobs import Kind
from caseapp.desktop.widgets.pdf_document import PdfPages
from caseapp.dossier.recovery_sheet import RecoveryPaper, recovery_pdf, save_recovery_pdf
from caseapp.system.progress import Progress

_DOTS = 300
"""To the inch: enough for letters of this size on any printer."""
_POINTS = 72


def print_pages(context: Context, owner: QWidget, papers: Sequence[RecoveryPaper]) -> None:
    """Ask for a printer by the system's own dialog, and print."""
    t = context.t

    def drawn(pages: list[QImage]) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        printer.setFullPage(True)
        printer.setDocName(t("Pages"))  # a spooler keeps the names of what was printed
        dialog = QPrintDialog(printer, owner)
        dialog.setWindowTitle(t("Print"))
        dialog.accepted.connect(lambda: paint_pages(printer, pages))
        dialog.finished.connect(dialog.deleteLater)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()  # its own open() wants a slot by name

    context.jobs.run(
        lambda progress: page_pictures(papers, progress), drawn, kind=Kind.FREE,
        title=t("Drawing the pages"), owner=owner,
    )  # fmt: skip


def page_pictures(papers: Sequence[RecoveryPaper], progress: Progress) -> list[QImage]:
    """Each page as a picture to be printed."""
    pages = PdfPages(recovery_pdf(papers))
    try:
        drawn = []
        for index in range(len(pages.sizes)):
            progress.raise_if_cancelled()
            picture = pages.draw(index, _DOTS / _POINTS)
            if picture is not None:
                drawn.append(picture)
        return drawn
    finally:
        pages.close()


def paint_pages(printer: QPrinter, pages: Sequence[QImage]) -> None:
    """One picture a page, in its true size where the paper is A4."""
    painter = QPainter(printer)
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    for number, picture in enumerate(pages):
        if number:
            printer.newPage()
        size = QSizeF(picture.size()).scaled(
            QSizeF(sheet.size()), Qt.AspectRatioMode.KeepAspectRatio
        )
        painter.drawImage(QRectF(sheet.topLeft(), size), picture)
    painter.end()


def save_pages(
    context: Context, owner: QWidget, papers: Sequence[RecoveryPaper], name: str
) -> None:
    """Ask where to, and write a PDF there, with a word on what that means."""
    t = context.t

    def chosen(path: Path) -> None:
        context.jobs.run(
            lambda _progress: save_recovery_pdf(papers, path), lambda _none: saved(),
            kind=Kind.FREE, title=t("Drawing the pages"), owner=owner,
        )  # fmt: skip

    def saved() -> None:
        told = t("Whoever has the file can open the vault. Print it, then delete it.")
        context.notices.show(t("The file is written."), told, tone="warn")

    kind = (t("PDF document"), "pdf")
    proposal = file_dialog.documents_folder() / f"{name}.pdf"
    file_dialog.ask_where_to_save(owner, t("Save the pages as"), proposal, kind, chosen)
