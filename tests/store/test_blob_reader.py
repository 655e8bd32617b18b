"""Reading an attachment at any place: the same bytes, every one authenticated."""

from __future__ import annotations

import random
import tracemalloc
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.store.blob_reader import CHUNK_SIZE, HEADER_SIZE, OVERHEAD
from caseapp.store.blobs import BlobInfo, BlobStore
from caseapp.store.errors import DamagedAttachmentError, MissingAttachmentError
from caseapp.store.folder import VaultFolder
from caseapp.store.history import Action
from caseapp.store.keys import MasterKey, Purpose
from caseapp.store.records import Attachment

LONG = random.Random(1).randbytes(5 * CHUNK_SIZE + 777)


@pytest.fixture
def blobs(folder: VaultFolder, master: MasterKey) -> BlobStore:
    return BlobStore(folder, master.subkey(Purpose.ATTACHMENTS))


def kept(blobs: BlobStore, data: bytes = LONG) -> tuple[uuid.UUID, BlobInfo]:
    attachment = uuid.uuid4()
    return attachment, blobs.write(data, attachment)


@pytest.mark.parametrize(
    "size", [0, 1, 4095, 4096, CHUNK_SIZE - 1, CHUNK_SIZE, CHUNK_SIZE + 1, 3 * CHUNK_SIZE]
)
def test_the_whole_is_the_content_without_its_padding(blobs, size):
    data = LONG[:size]
    attachment, info = kept(blobs, data)
    reader = blobs.open_reader(attachment, info.key, info.size)
    assert reader.size == size
    assert reader.read_at(0, size + 999) == data
    assert reader.read_at(size, 10) == b""
    reader.close()
    assert reader.read_at(0, 10) == b""


PLACES = st.lists(st.tuples(st.integers(0, len(LONG)), st.integers(0, 200_000)), max_size=6)


def test_any_order_of_places_gives_the_same_bytes(blobs):
    attachment, info = kept(blobs)

    @given(PLACES)
    def check(places):
        reader = blobs.open_reader(attachment, info.key, info.size)
        for offset, size in places:
            assert reader.read_at(offset, size) == LONG[offset : offset + size]
        reader.close()

    check()


def test_threads_may_read_at_once(blobs):
    attachment, info = kept(blobs)
    reader = blobs.open_reader(attachment, info.key, info.size)
    places = [(start * 9973) % len(LONG) for start in range(200)]
    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(lambda place: reader.read_at(place, 5000), places))
    assert got == [LONG[place : place + 5000] for place in places]
    reader.close()


def test_an_altered_chunk_is_refused_and_those_before_it_are_read(blobs):
    attachment, info = kept(blobs)
    path = blobs.path(attachment)
    data = bytearray(path.read_bytes())
    data[HEADER_SIZE + 3 * (CHUNK_SIZE + OVERHEAD) + 100] ^= 1
    path.write_bytes(data)
    reader = blobs.open_reader(attachment, info.key, info.size)
    assert reader.read_at(0, 3 * CHUNK_SIZE) == LONG[: 3 * CHUNK_SIZE]
    for place in (3 * CHUNK_SIZE, 5 * CHUNK_SIZE, 4 * CHUNK_SIZE):
        with pytest.raises(DamagedAttachmentError):
            reader.read_at(place, 1)
    assert reader.read_at(CHUNK_SIZE, 10) == LONG[CHUNK_SIZE : CHUNK_SIZE + 10]
    reader.close()


def test_two_chunks_that_changed_places_are_refused(blobs):
    attachment, info = kept(blobs)
    path, piece = blobs.path(attachment), CHUNK_SIZE + OVERHEAD
    data = path.read_bytes()
    head, one, two = (
        data[:HEADER_SIZE], data[HEADER_SIZE : HEADER_SIZE + piece],
        data[HEADER_SIZE + piece : HEADER_SIZE + 2 * piece],
    )  # fmt: skip
    path.write_bytes(head + two + one + data[HEADER_SIZE + 2 * piece :])
    reader = blobs.open_reader(attachment, info.key, info.size)
    with pytest.raises(DamagedAttachmentError):
        reader.read_at(2 * CHUNK_SIZE, 1)
    reader.close()


@pytest.mark.parametrize("change", [lambda data: data[:-1], lambda data: data + b"x"])
def test_a_file_of_another_length_is_refused_before_anything_is_read(blobs, change):
    attachment, info = kept(blobs)
    path = blobs.path(attachment)
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(DamagedAttachmentError):
        blobs.open_reader(attachment, info.key, info.size)


def test_a_wrong_key_or_the_place_of_another_attachment_is_refused(blobs):
    (one, info), (two, other) = kept(blobs), kept(blobs)
    for attachment, key in ((one, other.key), (two, info.key)):
        reader = blobs.open_reader(attachment, key, info.size)
        with pytest.raises(DamagedAttachmentError):
            reader.read_at(0, 1)
        reader.close()


def test_a_file_that_is_gone_is_said_to_be_missing(blobs):
    attachment, info = kept(blobs)
    blobs.path(attachment).unlink()
    with pytest.raises(MissingAttachmentError):
        blobs.open_reader(attachment, info.key, info.size)


def test_memory_stays_bounded_whatever_the_length(blobs):
    attachment, info = kept(blobs, bytes(64 * 1024 * 1024))
    reader = blobs.open_reader(attachment, info.key, info.size)
    tracemalloc.start()
    for place in range(0, info.size, 1024 * 1024):
        assert len(reader.read_at(place, 1024 * 1024)) == 1024 * 1024
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    reader.close()
    assert peak < 24 * 1024 * 1024


def test_the_vault_opens_one_of_its_files_this_way(vault):
    record = vault.attach(LONG, role=AttachmentRole.CAPTURE, action=Action("A recording was added"))
    found = vault.get(Attachment, record.id)
    reader = vault.open_attachment(found)
    assert reader.read_at(len(LONG) - 5, 50) == LONG[-5:]
    reader.close()
