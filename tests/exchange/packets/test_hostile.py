"""A confirmed station in foreign hands: what it signs is looked at as if nobody had."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.exchange.packets import refusals as r
from caseapp.exchange.packets.kinds import TRAVELLING, travelling_fields
from caseapp.exchange.packets.lines import BadLineError, digest, read_line
from caseapp.exchange.packets.receiving import receive
from caseapp.exchange.packets.settling import IS_NOT_WHOLE, LEADS_NOWHERE, STANDS_ALREADY
from caseapp.store.history import Action
from caseapp.store.records import Attachment, Contact, Detainee, NameForm, new_id
from caseapp.store.records.values import canonical, to_json
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE
from tests.exchange.packets.conftest import Forger, Post, line, traces
from tests.store.every_kind import fill

ROOT = Path(__file__).parents[3]

BAD: list[Any] = [
    {"kind": "packet", "id": "0" * 32, "fields": {}, "at": "2026-03-01T12:00:00+00:00"},
    {"kind": "office", "id": "0" * 32, "fields": {}, "at": "2026-03-01T12:00:00+00:00"},
    {"kind": ["detainee"], "id": "0" * 32, "fields": {}, "at": "2026-03-01T12:00:00+00:00"},
    {"kind": "detainee", "id": "../" * 10, "fields": {}, "at": "2026-03-01T12:00:00+00:00"},
    {"kind": "detainee", "id": 7, "fields": {}, "at": "2026-03-01T12:00:00+00:00"},
    {"kind": "detainee", "id": "0" * 32, "fields": [], "at": "2026-03-01T12:00:00+00:00"},
    {"kind": "detainee", "id": "0" * 32, "fields": {}, "at": "yesterday"},
    {"kind": "detainee", "id": "0" * 32, "fields": {}, "at": "2026-03-01T12:00:00"},
    {"kind": "detainee", "id": "0" * 32, "gone": None},
    {"kind": "detainee", "id": "0" * 32, "fields": {}, "more": 1, "at": "2026-03-01T12:00:00Z"},
    line("detainee", occupation=7),
    line("detainee", occupation=None),
    line("detainee", occupation=["teacher"]),
    line("detainee", occupation="\ud800"),
    line("detainee", version=5),
    line("detainee", sex="other"),
    line("detainee", least_size=True),
    line("detainee", least_size=2**60),
    line("detainee", least_size=1.5),
    line("detainee", fictitious=1),
    line("detainee", tags="teachers"),
    line("detainee", tags=[["a"]]),
    line("detainee", tags=[1]),
    line("detainee", wordings={"summary": "текст"}),
    line("detainee", deleted_at="2026-03-01T12:00:00+00:00"),
    line("detainee", birth="1980"),
    line("detainee", birth={"text": "1980", "edtf": "x" * 50, "earliest": None, "latest": None}),
    line("detainee", birth={"text": "", "edtf": None, "earliest": "2020-01-02",
                            "latest": "2020-01-01"}),
    line("detainee", photo_id="0" * 31),
    line("detainee", photo_id=str(new_id())),
    line("name_form", text="A", script="klingon"),
    line("name_form", text="A", script="en", parts=[{"role": "king", "text": "A"}]),
    line("name_form", text="A", script="en", parts=[{"role": "given", "text": ["A"]}]),
    line("consent", audience="press", answers={"photo": "perhaps"}),
    line("consent", audience="press", answers={"everything": "allow"}),
    line("excerpt", source_id=new_id().hex, locator={"start": -1}),
    line("excerpt", source_id=new_id().hex, locator={"start": 5, "end": 2}),
    line("excerpt", source_id=new_id().hex, locator={"box": [1, 2, "3", 4]}),
    line("attachment", role="photo", sha256="0" * 64, size=1, crop={"left": "0"}),
    line("attachment", role="photo", sha256="0" * 64, size=1, key="00" * 32),
    line("intake", detainee_id=new_id().hex, started_at="2026-03-01"),
    b"", b"null", b"[]", b"{", b'{"kind":"detainee"}', b"\xff\xfe", b"NaN",
    b'{"at":"2026-03-01T12:00:00+00:00","fields":{"demands":{"a":Infinity}},"id":"' + b"0" * 32
    + b'","kind":"appeal"}',
    b'{"a":' * 200 + b"1" + b"}" * 200,
    b"[" * 1_000_000 + b"]" * 1_000_000,
    b'{"fields":' * 100_000,
    b'{"id":' + b"9" * 5000 + b"}",
    b'{"fields":{"embedded_metadata":[' + b"[]," * 3_000_000 + b"[]]}}",
]  # fmt: skip


def test_no_value_of_a_wrong_kind_passes() -> None:
    for number, bad in enumerate(BAD):
        data = bad if isinstance(bad, bytes) else json.dumps(bad).encode()
        told = None
        try:
            read_line(data)
        except BadLineError as error:
            told = str(error)
        assert told == "", f"number {number} passed"


def test_what_is_told_is_what_the_values_give_again(two: tuple[Vault, Vault]) -> None:
    for record in fill(two[0]).values():
        kind = record.__tablename__
        if kind in TRAVELLING:
            names = travelling_fields(type(record))
            fields = {name: to_json(getattr(record, name)) for name in names}
            read = read_line(canonical(line(kind, **fields)).encode())
            assert {name: to_json(value) for name, value in read.values.items()} == read.told


def test_a_structure_within_a_field_has_a_depth_and_a_size() -> None:
    deep: Any = "x"
    for _ in range(20):
        deep = {"a": deep}
    wide = {str(n): "y" * 5000 for n in range(5000)}
    for value in (deep, wide):
        row = line("attachment", role="photo", sha256="0" * 64, size=1, embedded_metadata=value)
        with pytest.raises(BadLineError):
            read_line(canonical(row).encode())


def test_one_bad_line_refuses_the_whole_packet(forger: Forger) -> None:
    receiver = forger.receiver
    good = line("detainee", occupation="оқытушы")
    packets = [
        forger.packet(good, line("detainee", occupation=7)),
        forger.packet(good, b"[" * 1_000_000),
        forger.packet(good, good),
    ]
    for path in packets:
        with pytest.raises(r.MalformedPacketError) as told:
            receive(receiver, path)
        assert told.value.params == {"line": 2}
    assert receiver.all(Detainee) == []
    assert traces(receiver) == []


NAMES = (
    "../../../etc/passwd", "/etc/passwd", "\\\\server\\share\\a.jpg", "C:\\Windows\\x", "CON",
    "nul", "a\u202egpj.exe", "x" * 10_000, "file:///etc/passwd", ".", "", "a\0b",
    "<b>bold</b>", "=1+1",
)  # fmt: skip


def test_a_file_name_is_text_and_never_a_path(forger: Forger, post: Post) -> None:
    import hashlib

    receiver = forger.receiver
    files = [f"content {n}".encode() for n in range(len(NAMES))]
    ids = sorted(new_id() for _ in NAMES)
    rows = [
        line("attachment", id=one, role="other", sha256=hashlib.sha256(data).hexdigest(),
             size=len(data), file_name=name)
        for one, data, name in zip(ids, files, NAMES, strict=True)
    ]  # fmt: skip
    before = {p for p in receiver.folder.path.rglob("*") if p.is_file()}
    assert post.take(receiver, forger.packet(*rows, attached=files)).told.new == {
        "attachment": len(NAMES)
    }
    kept = {one.id: one for one in receiver.all(Attachment)}
    for one, data, name in zip(ids, files, NAMES, strict=True):
        assert kept[one].file_name == name
        assert kept[one].role is AttachmentRole.OTHER
        assert receiver.read_attachment(kept[one]) == data
    after = {p for p in receiver.folder.path.rglob("*") if p.is_file()} - before
    assert all(p.suffix in (".enc", "") and p.is_relative_to(receiver.folder.path) for p in after)
    assert receiver.check() == []


def test_markup_and_formulas_stay_the_text_that_they_are(forger: Forger, post: Post) -> None:
    texts = {"occupation": "<img src=x onerror=1>", "summary": '=HYPERLINK("a")', "health": "'; --"}
    post.take(forger.receiver, forger.packet(line("detainee", **texts)))
    (case,) = forger.receiver.all(Detainee)
    assert {name: getattr(case, name) for name in texts} == texts


def test_a_record_that_leads_nowhere_stays_out_with_all_that_hangs_on_it(
    forger: Forger, post: Post
) -> None:
    case, nobody, source = new_id(), new_id().hex, new_id()
    excerpt = new_id()
    rows = (
        line("detainee", id=case, photo_id=nobody),
        line("name_form", text="Үлгі", script="kk-Cyrl", detainee_id=case.hex),
        line("name_form", text="Жоқ", script="kk-Cyrl", detainee_id=nobody),
        line("name_form", text="Екі", script="kk-Cyrl", detainee_id=case.hex, contact_id=nobody),
        line("name_form", text="Ешкім", script="kk-Cyrl"),
        line("source", id=source, kind="article", same_text_as_id=nobody),
        line("excerpt", id=excerpt, source_id=nobody),
        line("citation", excerpt_id=excerpt.hex, detainee_id=case.hex, field="birth"),
    )
    incoming = post.take(forger.receiver, forger.packet(*rows))
    assert incoming.told.new == {"detainee": 1, "name_form": 1, "source": 1}
    assert len(incoming.told.refused) == 5
    assert {one.why for one in incoming.told.refused if one.kind == "citation"} == {LEADS_NOWHERE}
    (kept,) = forger.receiver.all(Detainee)
    assert kept.photo_id is None
    assert forger.receiver.check() == []


def test_no_number_of_a_stranger_makes_ours_endless(forger: Forger, post: Post) -> None:
    rows = (
        line("detainee", prefix="CF", serial=2**53 - 1), line("detainee", serial=-4),
        line("detainee", prefix="../../x" * 900, serial=12), line("contact", serial=10**9),
        line("detainee", serial=0),
    )  # fmt: skip
    post.take(forger.receiver, forger.packet(*rows))
    numbers = sorted((one.prefix, one.serial) for one in forger.receiver.all(Detainee))
    assert len(set(numbers)) == 4
    assert all(prefix == "CF" and 0 < serial < 100 for prefix, serial in numbers)
    assert forger.receiver.all(Contact)[0].serial == 1


def test_a_record_cannot_change_into_what_may_stand_once_only(forger: Forger, post: Post) -> None:
    here = forger.receiver
    case = Detainee(occupation="оқытушы")
    form = NameForm(detainee_id=case.id, text="Үлгі", script="kk-Cyrl")  # type: ignore[arg-type]
    here.save(case, form, action=Action("New"))
    turned = line("name_form", id=form.id, text="Үлгі", script="kk-Cyrl", detainee_id=None)
    # As if they knew what stands here, and were the newer.
    turned["was"] = {"detainee_id": [digest(form.id, "detainee_id", case.id.hex)]}
    twice = [line("place_entry", code="659999"), line("place_entry", code="659999")]
    incoming = post.take(here, forger.packet(turned, *twice))
    assert incoming.told.new == {"place_entry": 1}
    assert [one.why for one in incoming.told.refused] == [IS_NOT_WHOLE, STANDS_ALREADY]
    assert here.all(NameForm)[0].detainee_id == case.id
    assert here.check() == []


HUNGRY = """
import sys, time
from pathlib import Path
from caseapp.exchange.packets.receiving import receive
from caseapp.exchange.packets.refusals import PacketError
from caseapp.store.vault import Vault
with Vault.open(Path(sys.argv[1]), sys.argv[2]) as vault:
    for path in sys.argv[3:]:
        started = time.monotonic()
        try:
            receive(vault, Path(path))
        except PacketError as error:
            print(type(error).__name__, round(time.monotonic() - started))
status = Path("/proc/self/status").read_text()
print(int(status.partition("VmHWM:")[2].split()[0]) // 1024)
"""


def test_no_signed_packet_takes_more_than_500_megabytes_or_30_seconds(forger: Forger) -> None:
    brackets = b'{"at":"2026-03-01T12:00:00+00:00","fields":{"tags":[' + b"[]," * 15_000_000
    deep = b'{"fields":' + b'{"a":' * 1_000_000
    paths = [
        forger.packet(brackets + b"[]]}}"), forger.packet(deep), forger.packet(b"[" * 1_000_000),
        forger.packet(b"x" * 100_000_000), forger.packet(*[b"{}"] * 100_000),
    ]  # fmt: skip
    forger.receiver.close()
    done = subprocess.run(
        [sys.executable, "-c", HUNGRY, str(forger.receiver.folder.path), PASSPHRASE,
         *map(str, paths)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    *told, most = done.stdout.split("\n")[:-1]
    assert len(told) == len(paths)
    assert all(int(one.split()[1]) <= 30 for one in told)
    assert int(most) < 500
