"""What is refused: each with its own sentence, nothing written, nothing left behind."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.exchange.packets import refusals as r
from caseapp.exchange.packets.choosing import Scope
from caseapp.exchange.packets.manifest import MAGIC, SIGNATURE_SIZE, Manifest, Part, head
from caseapp.exchange.packets.receiving import receive
from caseapp.exchange.packets.stations import add_station, own_card, own_keys
from caseapp.exchange.packets.taking import take_in
from caseapp.store.history import Action
from caseapp.store.records import Attachment, Detainee, PartnerStation, new_id
from caseapp.store.vault import Vault
from tests.exchange.packets.conftest import Forger, Post, line, opened_up, traces

CASE = {"occupation": "оқытушы", "serial": 7}


def refused(vault: Vault, path: Path, error: type[r.PacketError], **options: object) -> None:
    before = vault.generation
    with pytest.raises(error) as told:
        receive(vault, path, **options)  # type: ignore[arg-type]
    assert "{" not in str(told.value)
    assert vault.generation == before
    assert vault.all(Detainee) == []
    assert traces(vault) == []


def test_a_packet_that_was_changed_anywhere_is_refused(
    two: tuple[Vault, Vault], post: Post
) -> None:
    sender, receiver = two
    sender.save(Detainee(occupation="оқытушы"), action=Action("New"))
    path = post.send(sender, receiver)
    whole = path.read_bytes()
    chance = random.Random(38)
    rounds = 1000 if os.environ.get("CASEAPP_LONG") else 60
    changed = path.with_name("changed.packet")
    for number in range(rounds):
        place = chance.randrange(len(whole))
        match number % 4:
            case 0:
                bit = bytes([whole[place] ^ 1 << chance.randrange(8)])
                data = whole[:place] + bit + whole[place + 1 :]
            case 1:
                data = whole[:place]
            case 2:
                data = whole + chance.randbytes(chance.randint(1, 5000))
            case _:
                length = chance.randint(1, 300)
                data = whole[:place] + chance.randbytes(length) + whole[place + length :]
        changed.write_bytes(data)
        refused(receiver, changed, r.PacketError)
    assert post.take(receiver, path).told.new == {"detainee": 1}


def test_a_packet_for_another_station_is_refused(
    two: tuple[Vault, Vault], new_vault: Callable[[], Vault], post: Post
) -> None:
    sender, receiver = two
    third = new_vault()
    post.meet(third, receiver)
    add_station(third, own_card(sender), "N.")
    sender.save(Detainee(), action=Action("New"))
    refused(third, post.send(sender, receiver), r.NotForUsError)


def test_what_a_station_sent_to_one_cannot_be_passed_on_to_another_in_its_name(
    two: tuple[Vault, Vault], new_vault: Callable[[], Vault], post: Post, forger: Forger
) -> None:
    sender, receiver = two
    third = new_vault()
    add_station(third, own_card(sender), "N.")
    sender.save(Detainee(), action=Action("New"))
    content = opened_up(post.send(sender, receiver), own_keys(receiver))
    passed_on = forger.encrypted(content, own_keys(third).recipient)
    refused(third, passed_on, r.NotForUsError)


def test_a_station_that_is_not_known_or_whose_words_nobody_compared_is_refused(
    new_vault: Callable[[], Vault], post: Post
) -> None:
    sender, receiver = new_vault(), new_vault()
    add_station(sender, own_card(receiver), "N.")
    sender.save(Detainee(), action=Action("New"))
    path = post.send(sender, receiver)
    refused(receiver, path, r.UnknownSenderError)
    add_station(receiver, own_card(sender, "Шымкент"))
    refused(receiver, path, r.UnconfirmedSenderError)
    (known,) = receiver.all(PartnerStation)
    receiver.trash(known, action=Action("Forget"))
    refused(receiver, path, r.UnknownSenderError)


def test_a_wrong_signature_inside_a_right_encryption_is_refused(forger: Forger) -> None:
    data = b""
    manifest = forger.manifest(data, 0)
    refused(
        forger.receiver,
        forger.sealed(manifest, data, keys=own_keys(forger.receiver)),
        r.BadSignatureError,
    )
    said = manifest.to_bytes()
    unsigned = head(said, bytes(SIGNATURE_SIZE))
    refused(forger.receiver, forger.sealed(manifest, data, start=unsigned), r.BadSignatureError)
    card_label = own_keys(forger.sender).sign(b"case-file station card 1\n", said)
    wrong_label = head(said, card_label)
    refused(forger.receiver, forger.sealed(manifest, data, start=wrong_label), r.BadSignatureError)


def test_a_packet_is_taken_in_once_and_an_older_one_only_on_purpose(
    two: tuple[Vault, Vault], post: Post
) -> None:
    sender, receiver = two
    sender.save(Detainee(), action=Action("New"))
    first, second = post.send(sender, receiver), post.send(sender, receiver)
    post.take(receiver, second)
    with pytest.raises(r.TakenAlreadyError, match="already taken in on 20"):
        receive(receiver, second)
    with pytest.raises(r.OlderPacketError):
        receive(receiver, first)
    assert post.take(receiver, first, older=True).is_empty
    receiver.undo()
    receiver.undo()
    assert post.take(receiver, second).told.new == {"detainee": 1}


def test_an_expired_packet_and_one_of_a_newer_program_are_refused(
    two: tuple[Vault, Vault], post: Post, forger: Forger
) -> None:
    sender, receiver = two
    yesterday = date.today() - timedelta(days=1)
    case = line("detainee", **CASE)
    refused(receiver, forger.packet(case, expires=yesterday), r.ExpiredPacketError)
    sender.save(Detainee(), action=Action("New"))
    path = post.send(sender, receiver)
    refused(receiver, path, r.ExpiredPacketError, today=date.today() + timedelta(days=90))
    newer = MAGIC + (2).to_bytes(4, "big") + bytes(4000)
    refused(receiver, forger.encrypted(newer), r.NewerPacketError)


LIES: tuple[dict[str, object], ...] = (
    {"records": Part(1, 10**9, "0" * 64)},
    {"records": Part(1, 0, "0" * 64)},
    {"records": Part(1, 150, "0" * 64)},
    {"files": Part(1, 5, "0" * 64)},
    {"files": Part(0, 5000, "0" * 64)},
    {"recipients": ()},
    {"scope": {"what": {}}},
    {"counts": {"detainee": -1}},
    {"sequence": -3},
)


def test_a_head_that_lies_is_refused(forger: Forger) -> None:
    case = line("detainee", **CASE)
    for lie in LIES:
        refused(forger.receiver, forger.packet(case, **lie), r.DamagedPacketError)
    manifest = forger.manifest(b"", 0)
    for told, instead in ((manifest.made_at.isoformat(), "tomorrow"), ("[", "[" * 100_000)):
        said = manifest.to_bytes().replace(told.encode(), instead.encode())
        start = head(said, own_keys(forger.sender).sign(b"case-file packet manifest 1\n", said))
        refused(forger.receiver, forger.sealed(manifest, b"", start=start), r.DamagedPacketError)


def test_too_many_records_and_too_much_are_refused_at_once(forger: Forger) -> None:
    case = line("detainee", **CASE)
    started = time.monotonic()
    for records in (Part(10_000_000, 400, "0" * 64), Part(1, 10**13, "0" * 64)):
        refused(forger.receiver, forger.packet(case, records=records), r.TooLargePacketError)
    assert time.monotonic() - started < 5


def test_content_that_does_not_fit_its_head_is_refused(forger: Forger) -> None:
    case = line("detainee", **CASE)
    good = forger.packet(case, counts={"detainee": 2})
    refused(forger.receiver, good, r.MalformedPacketError)
    data = b"{}\n"
    manifest = forger.manifest(data, 1)
    for end in (b"", bytes(4096), b"\x80" + bytes(100), b"\x80" + b"\1" * 5000):
        refused(forger.receiver, forger.sealed(manifest, data, end=end), r.PacketError)
    refused(
        forger.receiver,
        forger.sealed(replace(manifest, records=Part(1, 2, manifest.records.sha256)), data),
        r.DamagedPacketError,
    )


def files_of(vault: Vault) -> set[Path]:
    return set(vault.folder.path.rglob("*"))


def test_too_little_room_is_told_before_anything_is_read_or_written(
    two: tuple[Vault, Vault], post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    one.attach(b"scan" * 200_000, role=AttachmentRole.DOCUMENT_SCAN, action=Action("Attach"))
    path = post.send(one, other)
    usage, before = shutil.disk_usage(path), (other.generation, files_of(other))

    def only(free: int) -> None:
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=free))

    only(60 * 1024**2)
    with pytest.raises(r.NoRoomError, match=r"too little room .* nothing was taken in"):
        post.compared(other, path)
    assert (other.generation, files_of(other)) == before
    only(1024**3)
    with post.compared(other, path) as incoming:
        staged = files_of(other)
        only(8 * 1024**2 + 500_000)  # somebody filled the disk while it was looked at
        with pytest.raises(r.NoRoomError):
            take_in(other, incoming)
        assert (other.generation, files_of(other)) == (before[0], staged)
        only(1024**3)
        take_in(other, incoming)
    assert len(other.all(Attachment)) == 1


def test_what_is_no_packet_is_refused(two: tuple[Vault, Vault], tmp_path: Path) -> None:
    _, receiver = two
    for number, data in enumerate((b"", b"PK\3\4", b"age-encryption.org/v1\n" * 5000)):
        path = tmp_path / f"{number}.packet"
        path.write_bytes(data)
        refused(receiver, path, r.PacketError)
    refused(receiver, tmp_path, r.NotAPacketError)
    refused(receiver, tmp_path / "gone.packet", r.NotAPacketError)
    os.mkfifo(tmp_path / "pipe.packet")
    refused(receiver, tmp_path / "pipe.packet", r.NotAPacketError)


def test_nobody_and_nothing_chosen_makes_no_packet(two: tuple[Vault, Vault], post: Post) -> None:
    sender, receiver = two
    with pytest.raises(r.NothingChosenError):
        post.send(sender, receiver)
    with pytest.raises(r.NothingChosenError):
        post.send(sender, receiver, scope=Scope(cases=(new_id(),)))
    with pytest.raises(r.NobodyChosenError):
        post.send(sender)


def test_the_head_comes_back_as_it_was_written(forger: Forger) -> None:
    manifest = replace(
        forger.manifest(b"x", 1), expires=date(2027, 1, 2), counts={"detainee": 1}, sequence=4
    )
    assert Manifest.from_bytes(manifest.to_bytes()) == manifest
