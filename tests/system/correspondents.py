"""Children that write letters, good and bad."""

from __future__ import annotations

import os
import time
from typing import IO

from caseapp.system.correspondence import read_message, write_message
from tests.system.hostile import beneath_python


def echoes(source: IO[bytes], target: IO[bytes]) -> None:
    while (message := read_message(source, 1 << 20)) is not None:
        write_message(target, message.word, message.data, **message.facts)


def tries_everything(source: IO[bytes], target: IO[bytes]) -> None:
    message = read_message(source, 1 << 20)
    assert message is not None
    write_message(target, "done", done=beneath_python(b"", message.facts["folder"]))
    time.sleep(60)


def floods(source: IO[bytes], target: IO[bytes]) -> None:
    while True:
        write_message(target, "flood", bytes(1 << 20))


def says_too_much(source: IO[bytes], target: IO[bytes]) -> None:
    target.write(b'{"word": "much", "facts": {}, "size": 999999999999}\n')
    target.flush()
    time.sleep(60)


def babbles(source: IO[bytes], target: IO[bytes]) -> None:
    target.write(b"[" * 500_000)
    target.flush()
    time.sleep(60)


def never_listens(source: IO[bytes], target: IO[bytes]) -> None:
    write_message(target, "here")
    time.sleep(60)


def dies(source: IO[bytes], target: IO[bytes]) -> None:
    os._exit(3)
