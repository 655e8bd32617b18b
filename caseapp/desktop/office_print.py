"""Prints for the office: asks where to, draws in the pool, says that it is done.

Every page says that it stays in the office. Knows no feature: words and rows come ready.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from caseapp.desktop import file_dialog, text
from caseapp.desktop.context import Context
from caseapp.desktop.jobs import Kind
from caseapp.dossier.pdf.office_paper import OfficePaper
from caseapp.errors import UserError
from caseapp.i18n import N_

Draw = Callable[[Path, OfficePaper], int]
"""Draws into a file and gives the number of pages. Needs no vault."""


def print_for_office(
    context: Context, owner: QWidget, title: str, note: str, file_name: str, draw: Draw
) -> None:
    """Ask for a file and draw into it; what is told stands in the screen's language."""
    t = context.t
    paper = OfficePaper(
        title=title, note=note, language=t.language,
        warning=t("For the office only. Not to be given out."),
        page_of=t("page {page} of {pages}"),
    )  # fmt: skip

    def chosen(path: Path) -> None:
        context.jobs.run(
            lambda _progress: _written(path, paper, draw), lambda pages: done(path, pages),
            kind=Kind.FREE, title=t("Drawing the pages"), owner=owner,
        )  # fmt: skip

    def done(path: Path, pages: int) -> None:
        words = t.plural("{n} page is written.", "{n} pages are written.", pages)
        context.notices.show(words, text.file_name(str(path)), tone="ok")

    folder = file_dialog.documents_folder()
    kind = (t("PDF document"), "pdf")
    file_dialog.ask_where_to_save(
        owner, t("Save the pages for the office as"), folder / file_name, kind, chosen
    )


def _written(path: Path, paper: OfficePaper, draw: Draw) -> int:
    """Raises UserError where the file cannot be written."""
    try:
        return draw(path, paper)
    except OSError as error:
        raise UserError(
            N_("The file could not be written there. Choose another folder.")
        ) from error
