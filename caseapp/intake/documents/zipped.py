"""A ZIP that an office program wrote, looked at before anything in it is unpacked.

For workbooks and texts alike: how much it would be, whether it is locked, what must be in it,
and no document type with entities, which no office file needs. Only the child process uses this.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from caseapp.errors import UserError

MOST_UNPACKED: Final = 400 * 1024 * 1024
"""Bytes of all parts together."""
BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, RuntimeError,
    NotImplementedError, EOFError, ValueError,
)  # fmt: skip
"""All that comes out of `zipfile` when a file is damaged or lies about itself."""
_MOST_PARTS: Final = 5_000
_HEAD: Final = 2_048


@dataclass(frozen=True, slots=True)
class Refusals:
    """What is told: of a damaged file, of one that is too large, of one locked by a password."""

    damaged: str
    too_large: str
    locked: str


def refuse_harm(
    data: bytes, said: Refusals, look_at: Callable[[zipfile.ZipFile, set[str]], None]
) -> None:
    """Raise UserError for a file that is no ZIP, is locked, or would do harm.

    `look_at` is called with the file and the names of its parts, once its size is known to be
    harmless; it raises UserError for another kind of file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > _MOST_PARTS:
                raise UserError(said.too_large)
            if any(part.flag_bits & 1 for part in parts):
                raise UserError(said.locked)
            look_at(packed, {part.filename for part in parts})
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with packed.open(part) as file:
                        head = file.read(_HEAD)
                    if b"<!DOCTYPE" in head.replace(b"\0", b""):
                        raise UserError(said.damaged)
    except BROKEN as error:
        raise UserError(said.damaged) from error
