"""Stations that know each other, what goes between them, and packets that no honest one makes."""

from __future__ import annotations

import hashlib
import io
import secrets
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as with_changes
from pathlib import Path
from typing import Any

import pyrage
import pytest
from pyrage import x25519

from caseapp.exchange.packets.choosing import Scope
from caseapp.exchange.packets.making import make, preview
from caseapp.exchange.packets.manifest import SIGNED_AS, Manifest, Part, head
from caseapp.exchange.packets.receiving import receive
from caseapp.exchange.packets.stations import (
    Keys,
    add_station,
    own_card,
    own_keys,
)
from caseapp.exchange.packets.taking import Incoming, compare, take_in
from caseapp.store.padding import padding
from caseapp.store.records import PartnerStation, new_id, utc_now
from caseapp.store.records.values import canonical
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE

WHOLE = Scope(whole=True)


@dataclass
class Post:
    """Carries packets between vaults through files in one folder."""

    folder: Path

    def meet(self, *vaults: Vault) -> None:
        """All know all, with their words compared."""
        for one in vaults:
            for other in vaults:
                if one is not other:
                    add_station(one, own_card(other), "N.")

    def station(self, here: Vault, other: Vault) -> PartnerStation:
        """What `here` knows of `other`."""
        (known,) = vault_stations(here, other)
        return known

    def send(self, sender: Vault, *to: Vault, scope: Scope = WHOLE) -> Path:
        shown = preview(sender, scope, [self.station(sender, one) for one in to])
        return make(sender, shown, self.folder / f"{secrets.token_hex(8)}.packet").path

    def compared(self, receiver: Vault, path: Path, **options: Any) -> Incoming:
        """A packet read and compared; the caller closes it."""
        return compare(receiver, receive(receiver, path, **options))

    def take(self, receiver: Vault, path: Path, **options: Any) -> Incoming:
        """Take a packet in; returns what was told before."""
        with self.compared(receiver, path, **options) as incoming:
            take_in(receiver, incoming)
        return incoming

    def carry(self, sender: Vault, receiver: Vault, scope: Scope = WHOLE) -> Incoming:
        return self.take(receiver, self.send(sender, receiver, scope=scope))


def vault_stations(here: Vault, other: Vault) -> list[PartnerStation]:
    key = own_keys(other).verify_key
    return [one for one in here.all(PartnerStation) if one.verify_key == key]


@pytest.fixture
def post(tmp_path: Path) -> Post:
    return Post(tmp_path)


@pytest.fixture(scope="session")
def two_folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Closed empty vaults `one` and `two` that know each other. Not to be opened: copy them."""
    root = tmp_path_factory.mktemp("two")
    vaults = [Vault.create(root / name, PASSPHRASE, cost=CHEAP) for name in ("one", "two")]
    Post(root).meet(*vaults)
    for vault in vaults:
        vault.close()
    return root


@pytest.fixture
def two(two_folders: Path, tmp_path: Path) -> Iterator[tuple[Vault, Vault]]:
    """Two empty vaults that know each other: copies, because making them takes longer."""
    root = Path(shutil.copytree(two_folders, tmp_path / "both"))
    one, other = (Vault.open(root / name, PASSPHRASE) for name in ("one", "two"))
    yield one, other
    for vault in (one, other):
        vault.close()


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault with the sample. Not to be opened: copy it."""
    from caseapp.intake.sample import load_sample

    path = tmp_path_factory.mktemp("sample") / "vault"
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        load_sample(vault)
    return path


@pytest.fixture
def sample(sample_folder: Path, tmp_path: Path) -> Iterator[Vault]:
    """An open vault with the sample."""
    with Vault.open(Path(shutil.copytree(sample_folder, tmp_path / "s")), PASSPHRASE) as vault:
        yield vault


def opened_up(path: Path, keys: Keys) -> bytes:
    """Everything inside the encryption of a packet."""
    out = io.BytesIO()
    with path.open("rb") as file:
        pyrage.decrypt_io(file, out, [x25519.Identity.from_str(keys.age)])
    return out.getvalue()


@dataclass
class Forger:
    """Makes packets of any content, signed and encrypted as they must be."""

    sender: Vault
    receiver: Vault
    folder: Path

    def manifest(self, lines: bytes, count: int, files: Sequence[bytes] = ()) -> Manifest:
        keys = own_keys(self.sender)
        hashes = b"".join(hashlib.sha256(one).digest() for one in files)
        return Manifest(
            packet=new_id(), store=new_id(), sequence=1, made_at=utc_now(), expires=None,
            sender=keys.recipient, verify_key=keys.verify_key,
            recipients=(own_keys(self.receiver).recipient,), scope={"whole": True}, counts={},
            records=Part(count, len(lines), hashlib.sha256(lines).hexdigest()),
            files=Part(len(files), sum(map(len, files)), hashlib.sha256(hashes).hexdigest()),
        )  # fmt: skip

    def packet(
        self, *lines: dict[str, Any] | bytes, attached: Sequence[bytes] = (), **changes: Any
    ) -> Path:
        """A packet of these lines; `changes` are fields of its manifest."""
        coded = [x if isinstance(x, bytes) else canonical(x).encode() for x in lines]
        data = b"".join(line + b"\n" for line in coded)
        counts: dict[str, int] = {}
        for line in lines:
            if isinstance(line, dict) and "fields" in line:
                counts[str(line["kind"])] = counts.get(str(line["kind"]), 0) + 1
        manifest = self.manifest(data, len(lines), attached)
        manifest = with_changes(manifest, counts=counts)
        return self.sealed(with_changes(manifest, **changes), data + b"".join(attached))

    def sealed(
        self, manifest: Manifest, content: bytes, *, keys: Keys | None = None,
        to: Sequence[str] = (), start: bytes = b"", end: bytes | None = None,
    ) -> Path:  # fmt: skip
        """Sign and encrypt; `start` and `end` stand in place of the right head and padding."""
        said = manifest.to_bytes()
        signature = (keys or own_keys(self.sender)).sign(SIGNED_AS, said)
        whole = (start or head(said, signature)) + content
        whole += b"".join(padding(len(whole), 65536)) if end is None else end
        return self.encrypted(whole, *to)

    def encrypted(self, whole: bytes, *to: str) -> Path:
        path = self.folder / f"{secrets.token_hex(8)}.packet"
        recipients = [x25519.Recipient.from_str(one) for one in to or self._receiver()]
        with path.open("wb") as file:
            pyrage.encrypt_io(io.BytesIO(whole), file, recipients)
        return path

    def _receiver(self) -> tuple[str, ...]:
        return (own_keys(self.receiver).recipient,)


@pytest.fixture
def forger(two: tuple[Vault, Vault], tmp_path: Path) -> Forger:
    """Station one of `two`, fallen into foreign hands, sending to station two."""
    return Forger(*two, tmp_path)


def line(kind: str, /, **fields: Any) -> dict[str, Any]:
    """A line as a packet has it."""
    return {
        "kind": kind, "id": fields.pop("id", new_id()).hex, "fields": fields,
        "at": "2026-03-01T12:00:00+00:00",
    }  # fmt: skip


def traces(vault: Vault) -> list[Path]:
    """What lies in the working folder of a vault: nothing, when nobody is at work."""
    return list(vault.folder.temporary.iterdir())
