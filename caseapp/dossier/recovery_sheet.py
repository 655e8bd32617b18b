"""The recovery key on paper: one sheet with eight lines, or three sheets with a share each.

Words for a stranger who finds the vault years later. Names no person and nothing of the vault but
what it is called. What is drawn lives in memory: whoever asks decides whether a file is made.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from caseapp.domain.dates import UncertainDate, format_date
from caseapp.dossier.pdf.recovery_sheet import RecoveryPaper, draw_recovery_papers
from caseapp.errors import UserError
from caseapp.i18n import N_, Translator, translator

SHARES, NEEDED = 3, 2


def sheet_paper(lines: Sequence[str], vault: str, made: date, language: str) -> RecoveryPaper:
    """The page with all of the recovery key, "XXXX XXXX" a line."""
    tr = translator(language, "dossier")
    return RecoveryPaper(
        language=language.replace("_", "-"),
        title=tr("Recovery sheet"),
        about=_about(tr, vault, made, language),
        lead=tr("Whoever has this sheet and the vault can open it, without the passphrase."),
        lines=tuple(lines),
        hint=tr(
            "The round sign is always zero, the upright one always one: there is no O, I, L or U"
            " here. Capitals or not makes no difference."
        ),
        sections=_sections(
            tr,
            use=tr("Type the eight lines. A line that is not as it stands here is named."),
            keep=tr(
                "Where you keep what must not be lost: away from the computer and from its"
                " backups, best outside the office."
            ),
        ),
        foot=_foot(tr),
    )


def share_paper(
    words: Sequence[str], number: int, vault: str, made: date, language: str
) -> RecoveryPaper:
    """The page of one share; `number` is 1 to 3."""
    tr = translator(language, "dossier")
    return RecoveryPaper(
        language=language.replace("_", "-"),
        title=tr("Recovery share {n} of {count}", n=number, count=SHARES),
        about=_about(tr, vault, made, language),
        lead=tr("Any two of the three shares open the vault together. One alone opens nothing."),
        words=tuple(words),
        hint=tr("The words are English in every language. Their first four letters are enough."),
        sections=_sections(
            tr,
            use=tr("Choose “Two shares” and type the words of two of them. A wrong word is named."),
            keep=tr(
                "With a person you trust, or in a place of its own: never two shares together,"
                " and none with the computer."
            ),
        ),
        foot=_foot(tr),
    )


def recovery_pdf(papers: Sequence[RecoveryPaper]) -> bytes:
    """The pages as one PDF, in memory alone. The same pages give the same bytes."""
    target = io.BytesIO()
    draw_recovery_papers(papers, target)
    return target.getvalue()


def save_recovery_pdf(papers: Sequence[RecoveryPaper], path: Path) -> None:
    """Write the pages to a file that somebody asked for. Raises UserError."""
    try:
        draw_recovery_papers(papers, path)
    except OSError as error:
        raise UserError(N_("Nothing can be written to this folder. Choose another one.")) from error


def _about(tr: Translator, vault: str, made: date, language: str) -> str:
    day = format_date(UncertainDate.on(made), language, "long")
    return tr("Vault “{name}”. Made on {day}.", name=vault, day=day)


def _sections(tr: Translator, *, use: str, keep: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Headings with their sentences; `use` and `keep` are what a sheet and a share differ in."""
    way_in = tr("Start the program (caseapp), choose the vault, then “Forgot the passphrase?”.")
    no_copies = tr("Do not photograph, copy or send it, and do not type it anywhere else.")
    make_new = tr(
        "Open the vault and make a new recovery key at once: Settings, Passphrase and"
        " recovery. As soon as that was tried, this paper opens nothing but copies from before."
    )
    names_nobody = tr(
        "Nothing on this paper comes out of the vault, and no person is named on it. Without the"
        " vault itself, or a backup of it, it is of no use."
    )
    return (
        (tr("How to use it"), (way_in, use)),
        (tr("Where to keep it"), (keep, no_copies)),
        (tr("If it is lost, or others have seen it"), (make_new,)),
        (tr("What it does not tell"), (names_nobody,)),
    )


def _foot(tr: Translator) -> str:
    return tr("If it was never tried, do not rely on it: type it back once.")
