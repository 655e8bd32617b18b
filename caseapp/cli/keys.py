"""Commands on the keys of a vault: change the passphrase, make, try and use a recovery key."""

from __future__ import annotations

import argparse
import sys
from datetime import date

from caseapp.cli.backups import say
from caseapp.cli.passphrase import new_passphrase, with_passphrase
from caseapp.cli.screen import ProgressLine, seen_file, settings, translate
from caseapp.cli.vaults import open_vault
from caseapp.dossier.recovery_sheet import save_recovery_pdf, share_paper, sheet_paper
from caseapp.errors import UserError
from caseapp.i18n import N_, system_language
from caseapp.store import recovery_code, recovery_shares
from caseapp.store.folder import VaultFolder
from caseapp.store.recovery import RecoveryKey, reset_passphrase
from caseapp.store.recovery_errors import RecoveryInputError
from caseapp.store.vault import Vault
from caseapp.system import files
from caseapp.system.progress import Progress

_SHARE_WORDS = 9
"""A typed line with as many words is a share and no line of a sheet."""


def change(options: argparse.Namespace) -> int:
    """Says on the other channel what it does not do."""
    t = translate()
    vault, old = _opened(options)
    with vault:
        new = new_passphrase(options)
        if options.compromised:
            vault.keys.replace_master_key(old, new, Progress(ProgressLine().tell))
        else:
            vault.keys.change_passphrase(old, new)
    if options.compromised:
        say(t("The vault has a new master key. Earlier sheets and shares open it no more: make"
              " new ones with “caseapp recovery”."))  # fmt: skip
        say(t("Earlier backups, and other copies from before, still open with the old one."))
    else:
        say(t("The passphrase was changed. Earlier backups, and other copies from before, still"
              " open with the old one."))  # fmt: skip
        say(t("If others know it, use --compromised."))
    return 0


def _opened(options: argparse.Namespace) -> tuple[Vault, str]:
    """The vault, and the passphrase that opened it."""

    def with_word(word: str) -> tuple[Vault, str]:
        return Vault.open(options.vault, word, memory=seen_file()), word

    return with_passphrase(options, with_word)


def recovery(options: argparse.Namespace) -> int:
    """One of: state, sheet, shares, try, open."""
    return {
        "state": _state, "sheet": _make, "shares": _make, "try": _try, "open": _open,
    }[options.what](options)  # fmt: skip


def _state(options: argparse.Namespace) -> int:
    """1 while there is none that was tried."""
    t = translate()
    with open_vault(options) as vault:
        standing = vault.keys.standing()
    if not standing.made:
        print(t("There is no recovery key: whoever forgets the passphrase loses the vault."))
    elif standing.tried is None:
        print(t("There is a recovery key. It was never tried."))
    else:
        print(t("There is a recovery key. It was tried on {day}.", day=standing.tried))
    return 0 if standing.tried else 1


def _make(options: argparse.Namespace) -> int:
    """Prints the lines or the shares, or where the pages are."""
    t = translate()
    vault, secret = _opened(options)
    with vault:
        name, made = vault.name, vault.keys.make_recovery(secret)
    if options.pdf is not None:
        _write_pages(options, made, name)
        print(options.pdf)
        say(t("Print it, then delete the file: whoever has it can open the vault."))
    elif options.what == "sheet":
        for number, line in enumerate(made.lines, 1):
            print(f"{number}. {line}")
    else:
        for words in made.shares():
            print(" ".join(words))
    say(t("Now try it: caseapp recovery {vault} try", vault=options.vault))
    return 0


def _write_pages(options: argparse.Namespace, made: RecoveryKey, name: str) -> None:
    language, today = settings().language or system_language(), date.today()
    if options.what == "sheet":
        pages = [sheet_paper(made.lines, name, today, language)]
    else:
        pages = [
            share_paper(words, number, name, today, language)
            for number, words in enumerate(made.shares(), 1)
        ]
    save_recovery_pdf(pages, options.pdf)


def _try(options: argparse.Namespace) -> int:
    with open_vault(options) as vault:
        vault.keys.try_recovery(_typed(options))
    print(translate()("It opens the vault. Earlier sheets and shares open it no more."))
    return 0


def _open(options: argparse.Namespace) -> int:
    key = _typed(options)
    VaultFolder.load(options.vault)  # what is no vault is said before a new passphrase is asked for
    reset_passphrase(options.vault, key, new_passphrase(options))
    print(translate()("The vault opens with the new passphrase; the old one opens it no more."))
    return 0


# -- what stands on the paper --------------------------------------------------------------------
def _typed(options: argparse.Namespace) -> bytes:
    """The recovery key out of a file, or line by line from the terminal."""
    if options.typed is not None:
        try:
            text = files.read_limited(options.typed, 64 * 1024).decode()
        except (OSError, ValueError) as error:
            raise UserError(N_("The file {path} cannot be read."), path=options.typed) from error
        lines = [line for line in text.splitlines() if line.strip()]
        if any(len(line.split()) >= _SHARE_WORDS for line in lines):
            return recovery_shares.key_of(lines)
        return recovery_code.key_of(recovery_code.lines_in(text))
    if not sys.stdin.isatty():
        raise UserError(N_("Nothing was typed: use --typed with a file."))
    return _shares() if options.two_shares else _sheet()


def _sheet() -> bytes:
    """A line that is wrong is asked for again at once."""
    t, key = translate(), b""
    for number in range(1, recovery_code.LINES + 1):
        while True:
            try:
                key += recovery_code.read_line(number, input(t("Line {n}: ", n=number)))
                break
            except RecoveryInputError as error:
                print(t.error(error))
    return key


def _shares() -> bytes:
    t, shares = translate(), []
    for number, asked_for in enumerate((t("First share: "), t("Second share: ")), 1):
        while True:
            try:
                shares.append(" ".join(recovery_shares.read_share(number, input(asked_for))))
                break
            except RecoveryInputError as error:
                print(t.error(error))
    return recovery_shares.key_of(shares)
