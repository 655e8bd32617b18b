"""A process that makes processes that make packets or take them in, to be killed one by one.

An order of `forking` is [deed, folder of the vault, path]. "make" writes a packet of the whole
vault for its only station to the path, "take" takes one in, "full" makes one where no file can
grow beyond `LARGEST`. The child tells `begun`, `ack 1` after the deed returned, and `refused NAME`
for an error with a sentence.
"""

from __future__ import annotations

import resource
from pathlib import Path

from caseapp.errors import UserError
from caseapp.exchange.packets.choosing import Scope
from caseapp.exchange.packets.making import make, preview
from caseapp.exchange.packets.receiving import receive
from caseapp.exchange.packets.taking import compare, take_in
from caseapp.store.records import PartnerStation
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE
from tests.faults.forking import serve, tell

LARGEST = 1_200_000
"""Bytes: more than the records of the sample are, less than a packet with its files."""


def act(deed: str, vault: Vault, path: Path) -> None:
    if deed == "take":
        with compare(vault, receive(vault, path)) as incoming:
            take_in(vault, incoming)
        return
    shown = preview(vault, Scope(whole=True), vault.all(PartnerStation))
    if deed == "full":
        resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    make(vault, shown, path)


def work(deed: str, folder: str, path: str) -> None:
    try:
        with Vault.open(Path(folder), PASSPHRASE) as vault:
            tell("begun 1")
            act(deed, vault, Path(path))
            tell("ack 1")
    except UserError as error:
        tell(f"refused {type(error).__name__}")


if __name__ == "__main__":
    serve(work)
