"""A packet read with nothing but what docs/format.md says of it."""

from __future__ import annotations

import hashlib
import io
import json

import pyrage
from nacl.signing import VerifyKey

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.exchange.packets.stations import own_keys
from caseapp.store.history import Action
from caseapp.store.records import Detainee
from caseapp.store.vault import Vault
from tests.exchange.packets.conftest import Post


def test_the_page_of_the_format_is_enough_to_read_a_packet(
    two: tuple[Vault, Vault], post: Post
) -> None:
    one, other = two
    case = Detainee(occupation="мұғалім")
    one.save(case, action=Action("New"))
    case.occupation = "оқытушы"
    one.save(case, action=Action("Edit"))
    one.attach(b"a file", role=AttachmentRole.OTHER, detainee_id=case.id, action=Action("Attach"))
    sealed, out = post.send(one, other).read_bytes(), io.BytesIO()
    identity = pyrage.x25519.Identity.from_str(own_keys(other).age)
    pyrage.decrypt_io(io.BytesIO(sealed), out, [identity])
    plain = out.getvalue()
    assert plain[:20] == b"case-file packet" + (1).to_bytes(4, "big")
    end = 24 + int.from_bytes(plain[20:24], "big")
    said = plain[24:end]
    manifest = json.loads(said)
    signed = b"case-file packet manifest 1\n" + said
    VerifyKey(bytes.fromhex(manifest["verify_key"])).verify(signed, plain[end : end + 64])
    assert str(identity.to_public()) in manifest["recipients"]
    start = end + 64
    records = plain[start : start + manifest["records"]["size"]]
    assert hashlib.sha256(records).hexdigest() == manifest["records"]["sha256"]
    lines = [json.loads(line) for line in records.decode().splitlines()]
    assert len(lines) == manifest["records"]["count"]
    (told,) = (line for line in lines if line["kind"] == "detainee")
    assert told["fields"]["occupation"] == "оқытушы"
    before = '["occupation","мұғалім"]'.encode()
    key = bytes.fromhex(told["id"])
    digest = hashlib.blake2b(before, key=key, digest_size=16).hexdigest()
    assert told["was"] == {"occupation": [digest]}
    (file,) = (line["fields"] for line in lines if line["kind"] == "attachment")
    place = start + len(records)
    assert plain[place : place + file["size"]] == b"a file"
    assert "key" not in file
    hashes = hashlib.sha256(bytes.fromhex(file["sha256"])).hexdigest()
    assert manifest["files"] == {"count": 1, "size": 6, "sha256": hashes}
    rest = plain[place + file["size"] :]
    assert rest[:1] == b"\x80"
    assert set(rest[1:]) <= {0}
