"""The head of a packet: who sends what to whom, signed inside the encryption.

The signature covers the recipients too: nobody can pass a packet on to others as if its sender
had made it for them. Sizes and hashes of everything that follows hang on it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from caseapp.exchange.packets.refusals import (
    DamagedPacketError,
    NewerPacketError,
    TooLargePacketError,
)
from caseapp.store.records.values import canonical

MAGIC: Final = b"case-file packet"
VERSION: Final = 1
SIGNED_AS: Final = b"case-file packet manifest 1\n"
SIGNATURE_SIZE: Final = 64
LONGEST_MANIFEST: Final = 256 * 1024
MOST_RECORDS: Final = 400_000
"""Some thirty thousand cases with all that belongs to them; more go in several packets."""
LARGEST_RECORDS: Final = 2 * 1024**3
"""Bytes of all lines together."""
LARGEST_FILES: Final = 2 * 1024**4
MOST_RECIPIENTS: Final = 200


@dataclass(frozen=True, slots=True)
class Part:
    """How many items, how many bytes, and the SHA-256 of all of them one after the other."""

    count: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a packet says of itself. `sender` and `verify_key` are the public keys of its maker."""

    packet: UUID
    store: UUID
    sequence: int
    made_at: datetime
    expires: date | None
    sender: str
    verify_key: str
    recipients: tuple[str, ...]
    scope: Mapping[str, Any]
    counts: Mapping[str, int]
    records: Part
    files: Part

    def to_bytes(self) -> bytes:
        """Canonical JSON: what is signed."""
        return canonical({
            "packet": self.packet.hex, "store": self.store.hex, "sequence": self.sequence,
            "made_at": self.made_at.isoformat(),
            "expires": self.expires.isoformat() if self.expires else None,
            "sender": self.sender, "verify_key": self.verify_key,
            "recipients": list(self.recipients), "scope": dict(self.scope),
            "counts": dict(self.counts),
            "records": _part_json(self.records), "files": _part_json(self.files),
        }).encode()  # fmt: skip

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """DamagedPacketError for anything that `to_bytes` cannot have made."""
        try:
            return cls._read(json.loads(data))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
            raise DamagedPacketError from None

    @classmethod
    def _read(cls, told: dict[str, Any]) -> Manifest:
        made_at = datetime.fromisoformat(_text(told["made_at"]))
        expires = told["expires"]
        recipients = tuple(map(_text, _list(told["recipients"])))
        if made_at.tzinfo is None or not 1 <= len(recipients) <= MOST_RECIPIENTS:
            raise ValueError("out of bounds")
        return cls(
            packet=UUID(hex=_text(told["packet"])),
            store=UUID(hex=_text(told["store"])),
            sequence=_number(told["sequence"], 2**53),
            made_at=made_at,
            expires=None if expires is None else date.fromisoformat(_text(expires)),
            sender=_text(told["sender"]),
            verify_key=_text(told["verify_key"]).lower(),
            recipients=recipients,
            scope=_flat(told["scope"]),
            counts={_text(k): _number(n, 2**53) for k, n in told["counts"].items()},
            records=_part(told["records"], MOST_RECORDS, LARGEST_RECORDS),
            files=_part(told["files"], MOST_RECORDS, LARGEST_FILES),
        )


def head(manifest: bytes, signature: bytes) -> bytes:
    """What a packet begins with: mark, version, the manifest with its length, signature."""
    return (
        MAGIC + VERSION.to_bytes(4, "big") + len(manifest).to_bytes(4, "big") + manifest + signature
    )


def manifest_length(start: bytes) -> int:
    """The length of the manifest, from the first `len(MAGIC) + 8` bytes.

    Raises DamagedPacketError or NewerPacketError.
    """
    if len(start) != len(MAGIC) + 8 or not start.startswith(MAGIC):
        raise DamagedPacketError
    version = int.from_bytes(start[len(MAGIC) : len(MAGIC) + 4], "big")
    if version > VERSION:
        raise NewerPacketError
    length = int.from_bytes(start[len(MAGIC) + 4 :], "big")
    if version != VERSION or not 0 < length <= LONGEST_MANIFEST:
        raise DamagedPacketError
    return length


def _part_json(part: Part) -> dict[str, Any]:
    return {"count": part.count, "size": part.size, "sha256": part.sha256}


def _part(told: dict[str, Any], most: int, largest: int) -> Part:
    sha256 = _text(told["sha256"])
    if len(bytes.fromhex(sha256)) != 32:
        raise ValueError("a hash of another length")
    count, size = _number(told["count"], 2**53), _number(told["size"], 2**53)
    if count > most or size > largest:
        raise TooLargePacketError
    return Part(count, size, sha256)


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 500:
        raise ValueError("not a short text")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("not a list")
    return value


def _number(value: Any, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError("not a number within bounds")
    return value


def _flat(value: dict[str, Any]) -> dict[str, Any]:
    for name, one in value.items():
        if len(name) > 40 or not isinstance(one, bool | int):
            raise ValueError("a scope is made of counts and choices")
    return dict(value)
