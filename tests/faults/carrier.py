"""A process that makes processes that make packets or take them in, to be killed one by one.

Loading the libraries takes a second: so they are loaded once here. Each line on standard input,
a JSON list [deed, folder of the vault, path], forks a child: "make" writes a packet of the whole
vault for its only station to the path, "take" takes one in, "full" makes one where no file can
grow beyond `LARGEST`. Lines on standard output: `pid N`, `begun`, `ack 1` after the deed returned,
`refused NAME` for an error with a sentence, `gone SIGNAL`.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

from caseapp.errors import UserError
from caseapp.exchange.packets.choosing import Scope
from caseapp.exchange.packets.making import make, preview
from caseapp.exchange.packets.receiving import receive
from caseapp.exchange.packets.taking import compare, take_in
from caseapp.store.records import PartnerStation
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE

LARGEST = 1_200_000
"""Bytes: more than the records of the sample are, less than a packet with its files."""


def say(word: str) -> None:
    os.write(1, f"{word}\n".encode())


def act(deed: str, vault: Vault, path: Path) -> None:
    if deed == "take":
        with compare(vault, receive(vault, path)) as incoming:
            take_in(vault, incoming)
        return
    shown = preview(vault, Scope(whole=True), vault.all(PartnerStation))
    if deed == "full":
        resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    make(vault, shown, path)


def child(deed: str, folder: str, path: str) -> None:
    try:
        with Vault.open(Path(folder), PASSPHRASE) as vault:
            say("begun 1")
            act(deed, vault, Path(path))
            say("ack 1")
    except UserError as error:
        say(f"refused {type(error).__name__}")
    except BaseException as error:
        say(f"error {error!r}")
    os._exit(0)


def main() -> None:
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            child(*json.loads(line))
        say(f"pid {pid}")
        _, status = os.waitpid(pid, 0)
        say(f"gone {os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0}")


if __name__ == "__main__":
    main()
