"""Killed, or the stick pulled out, at any moment: all of a packet or nothing, and no traces."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseapp.exchange.packets.receiving import receive
from caseapp.exchange.packets.refusals import PacketError
from caseapp.exchange.packets.stations import add_station, own_card
from caseapp.store.records import Attachment, Detainee, Packet
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.exchange.packets.conftest import Post, traces
from tests.faults.worker import Worker, worker

KILLS = 200 if os.environ.get("CASEAPP_LONG") else 5


@pytest.fixture(scope="module")
def carrier() -> Iterator[Worker]:
    with worker("carrier") as process:
        yield process


def run(
    carrier: Worker, deed: str, vault: Path, path: Path, kill_after: float | None = None
) -> list[str]:
    """What its child told, killed so many seconds after it had opened the vault."""
    carrier.begin(deed, vault, path)
    if kill_after is None:
        carrier.end()
    else:
        carrier.hear("begun")
        time.sleep(kill_after)
        carrier.kill()
    return carrier.told


@pytest.fixture
def closed(sample: Vault, tmp_path: Path) -> tuple[Path, Path, Path]:
    """Folders of a sender with the sample and of an empty receiver, closed; and a packet."""
    with Vault.create(tmp_path / "r", PASSPHRASE, cost=CHEAP) as receiver:
        add_station(receiver, own_card(sample), "N.")
        add_station(sample, own_card(receiver), "N.")
        packet = Post(tmp_path).send(sample, receiver)
        folder = receiver.folder.path
    sample.close()
    return sample.folder.path, folder, packet


def test_a_taking_in_that_is_killed_is_there_whole_or_not_at_all(
    carrier: Worker, closed: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    _, receiver, packet = closed
    chance, seen = random.Random(42), set()
    for number in range(KILLS):
        folder = Path(shutil.copytree(receiver, tmp_path / f"k{number}"))
        told = run(carrier, "take", folder, packet, chance.uniform(0, 1.2))
        with Vault.open(folder, PASSPHRASE) as vault:
            cases, packets = vault.all(Detainee), vault.all(Packet)
            assert (len(cases), len(packets)) in ((0, 0), (20, 1))
            assert cases or "ack 1" not in told
            assert vault.check() == []
            assert traces(vault) == []
            files = [one for one in vault.folder.attachments.glob("??/*") if one.is_file()]
            assert len(files) == len(vault.all(Attachment))
            seen.add(len(cases))
        shutil.rmtree(folder)
    assert seen  # both ends are met over many rounds; one of them at least in a few
    assert run(carrier, "take", receiver, packet)[2] == "ack 1"


def test_a_packet_that_is_killed_in_the_making_is_never_taken_for_one(
    carrier: Worker, closed: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    sender, receiver, _ = closed
    chance = random.Random(7)
    stick = tmp_path / "stick"
    stick.mkdir()
    for number in range(KILLS):
        target = stick / f"{number}.packet"
        told = run(carrier, "make", sender, target, chance.uniform(0, 0.6))
        with Vault.open(receiver, PASSPHRASE) as vault:
            if target.exists():
                receive(vault, target).close()
            else:
                assert "ack 1" not in told
            for partial in stick.glob("*.part"):
                if number % 2:
                    with pytest.raises(PacketError):
                        receive(vault, _cut(partial))
                partial.unlink()
    with Vault.open(sender, PASSPHRASE) as vault:
        assert vault.check() == []
        assert traces(vault) == []


def _cut(path: Path) -> Path:
    """The half that was surely written of a packet, under the name of a whole one."""
    half = path.with_name("half.packet")
    half.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return half


def test_a_full_stick_leaves_no_file_and_no_note(
    carrier: Worker, closed: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    sender, _, _ = closed
    with Vault.open(sender, PASSPHRASE) as vault:
        before = len(vault.all(Packet))
    told = run(carrier, "full", sender, tmp_path / "stick.packet")
    assert told[2] == "refused TooLargeForDiskError"
    assert list(tmp_path.glob("stick.packet*")) == []
    with Vault.open(sender, PASSPHRASE) as vault:
        assert len(vault.all(Packet)) == before
        assert vault.check() == []
