"""The slip that a person takes home from an intake: a number, and what it stands for.

Plain words, worded by whoever asks for it; no record, no consent, nothing that is not on it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from caseapp.errors import UserError
from caseapp.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSlip:
    """What stands on the slip. `code` is what its QR holds: a number, never a name.

    `language` is a Babel locale identifier; `rows` are (label, value).
    """

    language: str
    title: str
    number: str
    code: str
    rows: Sequence[tuple[str, str]]
    notes: Sequence[str]
    office: Sequence[str]


def save_claim_slip(slip: ClaimSlip, path: Path) -> None:
    """Draw the slip into `path`. Raises UserError where nothing can be written."""
    from caseapp.dossier.pdf.claim_slip import draw_claim_slip  # the page that asks loads quickly

    refused = UserError(N_("Nothing can be written to this folder. Choose another one."))
    if not os.access(path.parent, os.W_OK):
        raise refused
    try:
        draw_claim_slip(slip, path)
    except OSError as error:
        raise refused from error
