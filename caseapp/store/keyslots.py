"""The master key of a vault, and the slots that wrap it.

A slot is one way to the master key: a passphrase through Argon2id, or a recovery key
through BLAKE2b; both wrap the same 32 bytes with XChaCha20-Poly1305. This module knows no
files: `keys` stores what is made here. docs/format.md states every byte.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
import unicodedata
import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nacl import bindings as sodium
from nacl.exceptions import CryptoError
from nacl.exceptions import RuntimeError as SodiumRuntimeError

from caseapp.store.errors import (
    DamagedKeysError,
    EmptyPassphraseError,
    NotEnoughMemoryError,
)

KEY_SIZE: Final = 32
SALT_SIZE: Final = 16
DATABASE_SALT_SIZE: Final = 16
MIB: Final = 1024 * 1024

# Bounds on what a key file may ask for: a hostile one must not stop the machine.
MIN_OPS, MAX_OPS = 1, 20
MIN_MEMORY, MAX_MEMORY = 8 * MIB, 2048 * MIB

_PERSON: Final = b"case-file vault1"
_SLOT_CONTEXT: Final = "case-file key slot 1"
_NONCE_SIZE: Final = 24
_WRAPPED_SIZE: Final = KEY_SIZE + 16


class Purpose(StrEnum):
    """Labels of the subkeys. A label is never used for two things."""

    DATABASE = "database"
    DATABASE_SALT = "database-salt"
    ATTACHMENTS = "attachments"
    BACKUP = "backup"
    SETTINGS = "settings"
    WITNESS = "witness"


class MasterKey:
    """The 32 random bytes that everything in one vault hangs on. Never shown, never stored bare."""

    __slots__ = ("_bytes",)

    def __init__(self, material: bytes) -> None:
        if len(material) != KEY_SIZE:
            raise ValueError("a master key has 32 bytes")
        self._bytes = bytearray(material)

    @classmethod
    def generate(cls) -> MasterKey:
        return cls(secrets.token_bytes(KEY_SIZE))

    def subkey(self, purpose: Purpose, size: int = KEY_SIZE) -> bytes:
        """Keyed BLAKE2b of the label: independent bytes for each purpose, the same each time."""
        return hashlib.blake2b(
            purpose.value.encode("ascii"), key=self._bytes, digest_size=size, person=_PERSON
        ).digest()

    def database_key_hex(self) -> str:
        """SQLCipher's raw key and salt: 64 and 32 hexadecimal digits in one string."""
        salt = self.subkey(Purpose.DATABASE_SALT, DATABASE_SALT_SIZE)
        return self.subkey(Purpose.DATABASE).hex() + salt.hex()

    def forget(self) -> None:
        """Overwrite this copy. Python keeps others: only the end of the process is sure."""
        self._bytes[:] = bytes(KEY_SIZE)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MasterKey):
            return NotImplemented
        return secrets.compare_digest(self._bytes, other._bytes)

    def __repr__(self) -> str:
        return "MasterKey(…)"

    def __reduce__(self) -> str:
        raise TypeError("a master key is not written down")


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess at a passphrase costs: Argon2id passes (`ops`) and memory in bytes."""

    ops: int
    memory: int

    def __post_init__(self) -> None:
        if type(self.ops) is not int or type(self.memory) is not int:
            raise ValueError("costs are whole numbers")
        if not (MIN_OPS <= self.ops <= MAX_OPS and MIN_MEMORY <= self.memory <= MAX_MEMORY):
            raise ValueError("costs are out of bounds")

    @classmethod
    def interactive(cls) -> KdfCost:
        """3 passes over 256 MiB: about 0.6 to 0.9 seconds on a laptop of the 2020s."""
        return cls(ops=3, memory=256 * MIB)

    @classmethod
    def floor(cls) -> KdfCost:
        """3 passes over 64 MiB: the least that is offered, for machines with 2 to 4 GB."""
        return cls(ops=3, memory=64 * MIB)

    @classmethod
    def calibrated(cls, seconds: float = 1.0) -> KdfCost:
        """The dearest of 64 to 512 MiB that takes at most about `seconds` here.

        Measures the floor once and scales by memory. Never more than an eighth of the
        machine's memory, nor than 256 MiB where that is not known, so that the vault still
        opens on a smaller machine.
        """
        floor = cls.floor()
        started = time.perf_counter()
        derive_from_passphrase("calibration", bytes(SALT_SIZE), floor)
        floor_seconds = time.perf_counter() - started
        ceiling = _physical_memory() // 8 or 256 * MIB
        best = floor
        for factor in (2, 4, 8):
            memory = floor.memory * factor
            if memory <= ceiling and floor_seconds * factor <= seconds:
                best = cls(ops=floor.ops, memory=memory)
        return best


@dataclass(frozen=True, slots=True)
class PassphraseSlot:
    """A passphrase, through Argon2id version 1.3 with one lane."""

    cost: KdfCost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    @classmethod
    def seal(
        cls, passphrase: str, cost: KdfCost, master: MasterKey, store_id: uuid.UUID
    ) -> PassphraseSlot:
        salt = secrets.token_bytes(SALT_SIZE)
        nonce = secrets.token_bytes(_NONCE_SIZE)
        key = derive_from_passphrase(passphrase, salt, cost)
        associated = cls._associated(store_id, cost, salt)
        return cls(cost, salt, nonce, _wrap(master, associated, nonce, key))

    def open(self, passphrase: str, store_id: uuid.UUID) -> MasterKey | None:
        """The master key, or None when the passphrase is another one."""
        key = derive_from_passphrase(passphrase, self.salt, self.cost)
        associated = self._associated(store_id, self.cost, self.salt)
        return _unwrap(self.wrapped, associated, self.nonce, key)

    @staticmethod
    def _associated(store_id: uuid.UUID, cost: KdfCost, salt: bytes) -> bytes:
        return _associated_data(
            store_id, "passphrase", "argon2id", str(cost.ops), str(cost.memory), salt.hex()
        )

    def to_json(self) -> dict[str, object]:
        return {
            "kind": "passphrase",
            "kdf": "argon2id",
            "ops": self.cost.ops,
            "memory": self.cost.memory,
            "salt": self.salt.hex(),
            "nonce": self.nonce.hex(),
            "wrapped": self.wrapped.hex(),
        }


@dataclass(frozen=True, slots=True)
class RecoverySlot:
    """A random 256-bit recovery key, through keyed BLAKE2b. It needs no slow function."""

    salt: bytes
    nonce: bytes
    wrapped: bytes

    @classmethod
    def seal(cls, recovery: bytes, master: MasterKey, store_id: uuid.UUID) -> RecoverySlot:
        salt = secrets.token_bytes(SALT_SIZE)
        nonce = secrets.token_bytes(_NONCE_SIZE)
        wrapped = _wrap(master, cls._associated(store_id, salt), nonce, _stretch(recovery, salt))
        return cls(salt, nonce, wrapped)

    def open(self, recovery: bytes, store_id: uuid.UUID) -> MasterKey | None:
        """The master key, or None when the recovery key is another one."""
        associated = self._associated(store_id, self.salt)
        return _unwrap(self.wrapped, associated, self.nonce, _stretch(recovery, self.salt))

    @staticmethod
    def _associated(store_id: uuid.UUID, salt: bytes) -> bytes:
        return _associated_data(store_id, "recovery", "blake2b", salt.hex())

    def to_json(self) -> dict[str, object]:
        return {
            "kind": "recovery",
            "kdf": "blake2b",
            "salt": self.salt.hex(),
            "nonce": self.nonce.hex(),
            "wrapped": self.wrapped.hex(),
        }


Slot = PassphraseSlot | RecoverySlot


def slot_from_json(value: object) -> Slot:
    """Read one slot; `DamagedKeysError` for anything that is out of form or out of bounds."""
    try:
        if not isinstance(value, dict):
            raise ValueError("a slot is an object")
        salt = _bytes_of(value["salt"], SALT_SIZE)
        nonce = _bytes_of(value["nonce"], _NONCE_SIZE)
        wrapped = _bytes_of(value["wrapped"], _WRAPPED_SIZE)
        match value["kind"], value["kdf"]:
            case "passphrase", "argon2id":
                cost = KdfCost(value["ops"], value["memory"])
                return PassphraseSlot(cost, salt, nonce, wrapped)
            case "recovery", "blake2b":
                return RecoverySlot(salt, nonce, wrapped)
        raise ValueError("unknown kind of slot")
    except (KeyError, ValueError):
        raise DamagedKeysError from None


def derive_from_passphrase(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    """Argon2id of the passphrase's NFKC form in UTF-8: 32 bytes.

    NFKC makes one passphrase of what different keyboards compose differently. Raises
    `EmptyPassphraseError`, or `NotEnoughMemoryError` when the machine cannot pay `cost`.
    """
    if not passphrase:
        raise EmptyPassphraseError
    text = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    try:
        return sodium.crypto_pwhash_alg(
            KEY_SIZE, text, salt, cost.ops, cost.memory, sodium.crypto_pwhash_ALG_ARGON2ID13
        )
    except (MemoryError, SodiumRuntimeError):
        raise NotEnoughMemoryError from None


def _stretch(recovery: bytes, salt: bytes) -> bytes:
    if len(recovery) != KEY_SIZE:
        raise ValueError("a recovery key has 32 bytes")
    return hashlib.blake2b(
        b"recovery", key=recovery, salt=salt, digest_size=KEY_SIZE, person=_PERSON
    ).digest()


def _associated_data(store_id: uuid.UUID, kind: str, *params: str) -> bytes:
    """What a slot is bound to, one item a line: it opens nowhere else and with no other cost."""
    return "\n".join((_SLOT_CONTEXT, str(store_id), kind, *params)).encode("ascii")


def _wrap(master: MasterKey, associated: bytes, nonce: bytes, key: bytes) -> bytes:
    return sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
        bytes(master._bytes), associated, nonce, key
    )


def _unwrap(wrapped: bytes, associated: bytes, nonce: bytes, key: bytes) -> MasterKey | None:
    try:
        material = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
            wrapped, associated, nonce, key
        )
    except CryptoError:
        return None
    return MasterKey(material)


def _bytes_of(value: object, size: int) -> bytes:
    if not isinstance(value, str) or len(value) != 2 * size:
        raise ValueError("a hexadecimal text of another length was expected")
    return bytes.fromhex(value)


def _physical_memory() -> int:
    """Bytes of memory in this machine; 0 where the system does not say (Windows)."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 0
