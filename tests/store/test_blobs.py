"""Attachments: given back exactly, refused when touched, and telling nothing on the disk."""

from __future__ import annotations

import hashlib
import io
import os
import random
import shutil
import signal
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl import bindings as sodium

from caseapp.store.blobs import CHUNK_SIZE, BlobStore
from caseapp.store.errors import (
    DamagedAttachmentError,
    DiskFullError,
    MissingAttachmentError,
    UnreadableSourceError,
)
from caseapp.store.folder import VaultFolder
from caseapp.store.keys import MasterKey, Purpose
from caseapp.store.padding import LEAST_SIZE, Unpadder, padded_size, padding

WITNESS = b"\xff\xd8\xff\xe0 Zhaqsylyq-Witness scanned letter"


@pytest.fixture
def blobs(folder: VaultFolder, master: MasterKey) -> BlobStore:
    return BlobStore(folder, master.subkey(Purpose.ATTACHMENTS))


def new_id() -> uuid.UUID:
    return uuid.uuid4()


def bytes_of_length(size: int) -> bytes:
    return random.Random(size).randbytes(size)


# -- whole ways --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "size",
    [0, 1, 4094, 4095, 4096, CHUNK_SIZE - 1, CHUNK_SIZE, CHUNK_SIZE + 1, 3 * CHUNK_SIZE, 1_000_003],
)
def test_what_goes_in_comes_out(blobs, size):
    data = bytes_of_length(size)
    attachment = new_id()
    info = blobs.write(data, attachment)
    assert (info.size, info.sha256) == (size, hashlib.sha256(data).hexdigest())
    assert blobs.read(attachment, info.key) == data
    assert blobs.verify(attachment, info.key, info.sha256) == size


@pytest.mark.parametrize(
    "data",
    [
        b"\x80",
        b"\x80" * 5000,
        b"\0" * 200_000,
        b"a\x80" + b"\0" * 200_000,
        b"\x80" + b"\0" * CHUNK_SIZE + b"\x80",
        b"\0" * (CHUNK_SIZE - 1) + b"\x80" + b"\0" * CHUNK_SIZE,
    ],
    ids=range(6),
)
def test_content_that_looks_like_padding_is_kept(blobs, data):
    attachment = new_id()
    info = blobs.write(data, attachment)
    assert blobs.read(attachment, info.key) == data


def test_a_stream_that_gives_little_at_a_time_is_taken_whole(blobs):
    class Dribble(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(1000, CHUNK_SIZE if size in (None, -1) else size))

    data = bytes_of_length(150_000)
    attachment = new_id()
    info = blobs.write(Dribble(data), attachment)
    assert info.size == len(data)
    assert blobs.read(attachment, info.key) == data


def test_a_stream_is_given_in_pieces_of_64_kib_at_most(blobs):
    data = bytes_of_length(500_000)
    attachment = new_id()
    info = blobs.write(data, attachment)
    pieces = list(blobs.open_stream(attachment, info.key))
    assert b"".join(pieces) == data
    assert max(map(len, pieces)) <= CHUNK_SIZE
    assert len(pieces) >= 8


@given(
    st.lists(st.binary(max_size=40) | st.just(b"\0" * 30) | st.just(b"\x80")), st.integers(1, 50)
)
def test_padding_comes_off_however_the_bytes_are_cut(parts, piece):
    data = b"".join(parts)
    padded = data + b"".join(padding(len(data), 64))
    assert len(padded) == padded_size(len(data))
    unpadder = Unpadder()
    chunks = [padded[i : i + piece] for i in range(0, len(padded), piece)]
    assert b"".join(out for chunk in chunks for out in unpadder.feed(chunk)) == data
    assert unpadder.complete


@given(st.integers(0, 1 << 45))
def test_size_classes_cost_little_and_never_shrink(size):
    padded = padded_size(size)
    assert padded > size
    assert padded <= max(LEAST_SIZE, (size + 1) * 1.12)
    assert padded_size(size + 1) >= padded


def test_files_of_similar_size_cannot_be_told_apart(blobs):
    sizes = {}
    for size in range(100_400, 102_300, 50):
        attachment = new_id()
        blobs.write(bytes_of_length(size), attachment)
        sizes[size] = blobs.path(attachment).stat().st_size
    assert len(set(sizes.values())) == 1


# -- on the disk -------------------------------------------------------------------------------
def test_nothing_on_the_disk_tells_of_the_content(blobs, folder, master):
    attachment = new_id()
    info = blobs.write(WITNESS * 5000, attachment)
    files = [path for path in folder.path.rglob("*") if path.is_file()]
    assert len(files) == 2
    for path in files:
        assert path.stat().st_mode & 0o777 == 0o600
        assert attachment.hex not in path.name
        data = path.read_bytes()
        for needle in (WITNESS[:8], b"Zhaqsylyq", info.key, master.subkey(Purpose.ATTACHMENTS)):
            assert needle not in data
    for path in folder.path.rglob("*"):
        if path.is_dir():
            assert path.stat().st_mode & 0o777 == 0o700


def test_the_same_bytes_twice_are_two_different_files(blobs):
    one, two = new_id(), new_id()
    first, second = blobs.write(WITNESS, one), blobs.write(WITNESS, two)
    assert first.key != second.key
    assert blobs.path(one).read_bytes() != blobs.path(two).read_bytes()


def test_the_key_in_the_row_alone_opens_nothing(blobs, folder):
    attachment = new_id()
    info = blobs.write(WITNESS, attachment)
    stranger = BlobStore(folder, bytes(32))
    shutil.copytree(folder.attachments, folder.path / "copy")
    stranger.path(attachment).parent.mkdir(exist_ok=True)
    shutil.copy(blobs.path(attachment), stranger.path(attachment))
    with pytest.raises(DamagedAttachmentError):
        stranger.read(attachment, info.key)


def test_an_attachment_is_never_written_over(blobs):
    attachment = new_id()
    info = blobs.write(WITNESS, attachment)
    with pytest.raises(FileExistsError):
        blobs.write(b"other", attachment)
    assert blobs.read(attachment, info.key) == WITNESS


def test_the_documented_format_decrypts_without_our_code(blobs, folder, master):
    attachment = new_id()
    data = bytes_of_length(200_000)
    info = blobs.write(data, attachment)
    secret = master.subkey(Purpose.ATTACHMENTS)
    name = hashlib.blake2b(
        attachment.bytes, key=secret, digest_size=16, person=b"case-file atname"
    ).hexdigest()
    sealed = (folder.path / "att" / name[:2] / f"{name}.enc").read_bytes()
    key = hashlib.blake2b(info.key, key=secret, digest_size=32, person=b"case-file attkey").digest()
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, sealed[:24], key)
    bound_to = b"case-file attachment 1" + folder.store_id.bytes + attachment.bytes
    plain, tags = b"", []
    for start in range(24, len(sealed), 65536 + 17):
        chunk, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(
            state, sealed[start : start + 65536 + 17], bound_to
        )
        plain += chunk
        tags.append(tag)
    assert set(tags[:-1]) == {0}
    assert tags[-1] == 3
    assert plain.rstrip(b"\0")[:-1] == data
    assert plain.rstrip(b"\0")[-1:] == b"\x80"


# -- damage ------------------------------------------------------------------------------------
def test_a_flipped_bit_in_any_class_of_byte_is_refused_and_the_others_are_fine(blobs):
    attachment, neighbour = new_id(), new_id()
    info = blobs.write(bytes_of_length(150_000), attachment)
    other = blobs.write(WITNESS, neighbour)
    path = blobs.path(attachment)
    sound = path.read_bytes()
    chance = random.Random(16)
    # Stream header, tag byte and body of the first chunk, its MAC, the next chunks, padding, end.
    positions = [*range(30), 24 + 65536, 24 + 65552, 24 + 65553, len(sound) - 17, len(sound) - 1]
    positions += [chance.randrange(len(sound)) for _ in range(60)]
    for position in positions:
        flipped = bytearray(sound)
        flipped[position] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        with pytest.raises(DamagedAttachmentError):
            blobs.read(attachment, info.key)
        assert blobs.read(neighbour, other.key) == WITNESS
    path.write_bytes(sound)
    assert blobs.verify(attachment, info.key, info.sha256) == 150_000


def test_a_file_cut_short_or_longer_is_refused(blobs):
    attachment = new_id()
    info = blobs.write(bytes_of_length(200_000), attachment)
    path = blobs.path(attachment)
    sound = path.read_bytes()
    whole_chunks = [24 + n * (65536 + 17) for n in range(4)]
    for length in [0, 1, 23, 24, 25, *whole_chunks, len(sound) - 1]:
        path.write_bytes(sound[:length])
        with pytest.raises(DamagedAttachmentError):
            blobs.read(attachment, info.key)
    for more in (b"\0", sound[24:], bytes(70_000)):
        path.write_bytes(sound + more)
        with pytest.raises(DamagedAttachmentError):
            blobs.read(attachment, info.key)


def test_bytes_after_a_full_last_chunk_are_refused(blobs):
    """Here the last chunk is 64 KiB to the byte, so what follows would be a chunk of its own."""
    attachment = new_id()
    info = blobs.write(bytes_of_length(2 * CHUNK_SIZE - 1), attachment)
    path = blobs.path(attachment)
    sound = path.read_bytes()
    assert len(sound) == 24 + 2 * (CHUNK_SIZE + 17)
    path.write_bytes(sound + sound[-(CHUNK_SIZE + 17) :])
    with pytest.raises(DamagedAttachmentError):
        blobs.read(attachment, info.key)


def test_swapped_chunks_are_refused(blobs):
    attachment = new_id()
    info = blobs.write(bytes_of_length(200_000), attachment)
    path = blobs.path(attachment)
    sound = path.read_bytes()
    size = 65536 + 17
    first, second = sound[24 : 24 + size], sound[24 + size : 24 + 2 * size]
    path.write_bytes(sound[:24] + second + first + sound[24 + 2 * size :])
    with pytest.raises(DamagedAttachmentError):
        blobs.read(attachment, info.key)


def test_two_files_exchanged_are_refused_even_with_their_keys(blobs):
    one, two = new_id(), new_id()
    first, second = blobs.write(b"first", one), blobs.write(b"second", two)
    paths = blobs.path(one), blobs.path(two)
    contents = [path.read_bytes() for path in paths]
    paths[0].write_bytes(contents[1])
    paths[1].write_bytes(contents[0])
    for attachment in (one, two):
        for key in (first.key, second.key):
            with pytest.raises(DamagedAttachmentError):
                blobs.read(attachment, key)


def test_a_file_of_another_vault_is_refused_even_under_one_master_key(tmp_path, master):
    stores = [BlobStore(VaultFolder.create(tmp_path / name), bytes(32)) for name in "ab"]
    attachment = new_id()
    info = stores[0].write(WITNESS, attachment)
    target = stores[1].path(attachment)
    target.parent.mkdir()
    shutil.copy(stores[0].path(attachment), target)
    with pytest.raises(DamagedAttachmentError):
        stores[1].read(attachment, info.key)


def test_a_wrong_key_or_hash_is_refused(blobs):
    attachment = new_id()
    info = blobs.write(WITNESS, attachment)
    with pytest.raises(DamagedAttachmentError):
        blobs.read(attachment, bytes(32))
    with pytest.raises(DamagedAttachmentError):
        blobs.verify(attachment, info.key, hashlib.sha256(b"else").hexdigest())


def test_a_missing_file_is_told_apart_from_a_damaged_one(blobs):
    here, gone, never = new_id(), new_id(), new_id()
    info = blobs.write(WITNESS, here)
    lost = blobs.write(WITNESS, gone)
    blobs.path(gone).unlink()
    with pytest.raises(MissingAttachmentError):
        blobs.read(gone, lost.key)
    assert blobs.missing([here, gone, never]) == {gone, never}
    assert blobs.read(here, info.key) == WITNESS


# -- failures while writing --------------------------------------------------------------------
def leftovers(folder: VaultFolder) -> list[Path]:
    return [path for path in folder.attachments.rglob("*") if path.is_file()]


def test_a_source_that_breaks_off_leaves_nothing(blobs, folder):
    class Torn(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() >= 2 * CHUNK_SIZE:
                raise OSError(5, "Input/output error")
            return super().read(size)

    with pytest.raises(UnreadableSourceError):
        blobs.write(Torn(bytes_of_length(500_000)), new_id())
    assert leftovers(folder) == []


def test_a_full_disk_is_said_and_leaves_nothing(blobs, folder, monkeypatch):
    """The system's own error at the moment the bytes must reach the disk."""

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    attachment = new_id()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFullError):
        blobs.write(WITNESS, attachment)
    monkeypatch.undo()
    assert leftovers(folder) == []
    info = blobs.write(WITNESS, attachment)
    assert blobs.read(attachment, info.key) == WITNESS


# The child writes one attachment and stops itself before its n-th call to the system.
STOP_AT_STEP = """if True:
    import os, signal, sys, uuid
    from pathlib import Path
    from caseapp.store.blobs import BlobStore
    from caseapp.store.folder import VaultFolder
    folder = VaultFolder.load(Path(sys.argv[1]))
    left = int(sys.argv[4])

    def step(event, args):
        global left
        if event in {"open", "os.rename", "os.mkdir", "os.remove"} and "/att" in str(args[0]):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    store = BlobStore(folder, bytes.fromhex(sys.argv[2]))
    sys.addaudithook(step)
    store.write(b"Zhaqsylyq" * 20000, uuid.UUID(sys.argv[3]))
"""


def test_stopped_at_any_step_of_a_write_there_is_a_whole_file_or_none(blobs, folder, master):
    finished = 0
    for step in range(50):
        attachment = new_id()
        secret = master.subkey(Purpose.ATTACHMENTS).hex()
        arguments = [str(folder.path), secret, str(attachment), str(step)]
        done = subprocess.run([sys.executable, "-c", STOP_AT_STEP, *arguments], check=False)
        for path in leftovers(folder):
            assert b"Zhaqsylyq" not in path.read_bytes()
        whole = not blobs.missing([attachment])
        swept = blobs.sweep_orphans([])
        assert swept == whole
        assert not [path for path in leftovers(folder) if path.suffix == ".part"]
        if done.returncode == 0:
            finished += 1
            break
        assert done.returncode == -signal.SIGKILL
    assert finished == 1
    assert step >= 4


# -- orphans -----------------------------------------------------------------------------------
def test_a_file_without_a_row_is_put_aside_and_found_again_with_its_row(blobs, folder):
    kept, orphan = new_id(), new_id()
    infos = {attachment: blobs.write(WITNESS, attachment) for attachment in (kept, orphan)}
    (blobs.path(kept).parent / "half.part").write_bytes(b"half")
    assert blobs.sweep_orphans([kept]) == 1
    assert not blobs.path(orphan).exists()
    assert len(leftovers(folder)) == 2
    assert blobs.sweep_orphans([kept]) == 0
    for attachment, info in infos.items():
        assert blobs.read(attachment, info.key) == WITNESS
    assert blobs.path(orphan).exists()


def test_a_file_put_aside_is_not_missing(blobs):
    orphan = new_id()
    blobs.write(WITNESS, orphan)
    blobs.sweep_orphans([])
    assert blobs.missing([orphan]) == set()


def test_a_deleted_attachment_is_gone_from_the_orphans_too(blobs, folder):
    stored, orphan = new_id(), new_id()
    blobs.write(WITNESS, stored)
    blobs.write(WITNESS, orphan)
    blobs.sweep_orphans([stored])
    blobs.delete(stored)
    blobs.delete(orphan)
    blobs.delete(orphan)
    assert leftovers(folder) == []


def test_a_foreign_file_in_the_folder_is_left_alone(blobs, folder):
    foreign = folder.attachments / "ab" / "notes.txt"
    foreign.parent.mkdir()
    foreign.write_text("not ours")
    assert blobs.sweep_orphans([]) == 0
    assert foreign.read_text() == "not ours"
