"""`caseapp demo`: the sample vault and its printed copies, for looking around.

Running it again opens the same vault and draws the copies that were issued once more from
their frozen content, so that nothing a person tried in the sample is lost.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from caseapp.cli.screen import translate
from caseapp.dossier import issue
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.sample import SAMPLE_PASSPHRASE, load_sample
from caseapp.store.keys import KdfCost
from caseapp.store.queries import appeals
from caseapp.store.vault import Vault

VAULT_FOLDER = "sample-vault"


def demo(options: argparse.Namespace) -> int:
    folder = options.folder.absolute()
    vault_path = folder / VAULT_FOLDER
    with _sample_vault(vault_path) as vault:
        print(vault_path, flush=True)
        for path in write_copies(vault, folder):
            print(path, flush=True)
    t = translate()
    said = t("The passphrase of the sample vault is: {passphrase}", passphrase=SAMPLE_PASSPHRASE)
    print(said, file=sys.stderr)
    if options.offer_window and _has_display() and sys.stdin.isatty():
        print(f"{t('Open the window now?')} [y/N] ", end="", file=sys.stderr, flush=True)
        if input().strip().lower() in ("y", "yes"):
            from caseapp.bootstrap import run_window

            return run_window(vault_path)
    return 0


def write_copies(vault: Vault, folder: Path) -> list[Path]:
    """Issue a copy for each addressee and the office's; redraw those that exist already."""
    appeal = vault.read(appeals.appeal_rows)[-1]
    issued = vault.read(lambda session: appeals.copy_rows(session, appeal.id))
    names = {
        row.id: row.audience.value.replace("_", "-")
        for row in vault.read(lambda session: appeals.addressee_rows(session, appeal.id))
    }
    if not issued:
        for addressee_id in names:
            issue.issue_copy(vault, appeal.id, addressee_id, path=None)
        issue.issue_office_copy(vault, appeal.id, path=None)
        issued = vault.read(lambda session: appeals.copy_rows(session, appeal.id))
    paths = []
    for copy in issued:
        name = "office-do-not-give-out" if copy.for_office else names[copy.addressee_id]
        path = folder / f"appeal-{appeal.serial}-copy-{copy.number}-{name}.pdf"
        issue.redraw(vault, copy.id, path)
        paths.append(path)
    return paths


def _sample_vault(path: Path) -> Vault:
    if path.exists():
        return Vault.open(path, SAMPLE_PASSPHRASE)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(N_("The folder {path} cannot be made."), path=path.parent) from error
    vault = Vault.create(path, SAMPLE_PASSPHRASE, name="Sample", cost=KdfCost.floor())
    try:
        load_sample(vault)
    except BaseException:
        vault.close()
        raise
    return vault


def _has_display() -> bool:
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True
