"""Nothing of a record can be read in any file of the vault, nor in what was freed inside it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseapp.domain.vocabulary import AttachmentRole, IdentifierKind, NameScript
from caseapp.store.engine import outside_transaction
from caseapp.store.history import Action
from caseapp.store.records import Contact, Detainee, Event, Identifier, NameForm
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.faults.plan import WITNESS
from tests.faults.worker import worker

EDIT = Action("Rename Жасырынов", {"name": "Жасырынов"})

SECRETS = {
    "a Cyrillic name": "Жасырынов",
    "a Latin name": "Zhasyrynov",
    "an Arabic name": "جاسىرىنوۆ",
    "a Chinese name": "扎瑟热诺夫",
    "a phone": "+7 700 123 45 67",
    "a document number": "N98765432",
    "an occupation": "beekeeper-of-Shapshal",
    "a narrative": "taken from the bus at Qorghas",
    "a file's name": "scan-of-the-verdict.jpg",
    "a file's content": "THE COURT OF ILI FOUND",
    "a passphrase": PASSPHRASE,
}
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "gb18030", "cp1251", "iso8859-6")


def needles() -> Iterator[tuple[str, bytes]]:
    """Each secret and its folded form, in every encoding that can hold it."""
    for name, secret in SECRETS.items():
        for form in {secret, secret.casefold()}:
            for encoding in ENCODINGS:
                try:
                    yield f"{name} in {encoding}", form.encode(encoding)
                except UnicodeEncodeError:
                    continue
            yield f"{name} in JSON", json.dumps(form)[1:-1].encode()


def leaks(folder: Path, *more: bytes) -> list[str]:
    """Which needles are in a file's bytes or in a path, and where."""
    found = []
    for path in sorted(folder.rglob("*")):
        data = os.fsencode(path.relative_to(folder))
        if path.is_file():
            data += b"\n" + path.read_bytes()
        for name, needle in [*needles(), *((repr(m), m) for m in more)]:
            if needle in data:
                found.append(f"{name}: {path.relative_to(folder)}")
    return found


def plant(vault: Vault) -> tuple[Detainee, NameForm]:
    """Put every secret into the vault."""
    case = Detainee(occupation=SECRETS["an occupation"], tags=[SECRETS["a Cyrillic name"]])
    names = [
        NameForm(detainee_id=case.id, text=SECRETS[f"{script} name"], script=code)
        for script, code in (
            ("a Cyrillic", NameScript.KK_CYRL), ("a Latin", NameScript.EN),
            ("an Arabic", NameScript.KK_ARAB), ("a Chinese", NameScript.ZH_HANS),
        )
    ]  # fmt: skip
    event = Event(detainee_id=case.id, kind="taken", narrative=SECRETS["a narrative"] * 200)
    contact = Contact(phones=[SECRETS["a phone"]])
    number = Identifier(
        contact_id=contact.id, kind=IdentifierKind.OTHER, number=SECRETS["a document number"]
    )
    vault.save(case, *names, event, contact, number, action=EDIT)
    vault.attach(
        SECRETS["a file's content"].encode() * 50, role=AttachmentRole.DOCUMENT_SCAN,
        action=EDIT, file_name=SECRETS["a file's name"],
    )  # fmt: skip
    return case, names[1]


def plain_copy(vault: Vault, target: Path) -> bytes:
    """The bytes of the same database without encryption."""
    with outside_transaction(vault._engine) as connection:
        raw = connection.driver_connection
        raw.execute("ATTACH DATABASE ? AS plain KEY ''", (str(target),))
        raw.execute("SELECT sqlcipher_export('plain')").fetchall()
        raw.execute("DETACH DATABASE plain")
    data = target.read_bytes()
    target.unlink()
    assert data.startswith(b"SQLite format 3")
    return data


def test_no_file_of_the_vault_holds_plain_bytes_at_any_moment_of_its_life(tmp_path):
    folder = tmp_path / "vault"
    with Vault.create(folder, PASSPHRASE, name="Office", cost=CHEAP) as vault:
        case, _ = plant(vault)
        assert (folder / "case.db-wal").stat().st_size > 0
        assert leaks(folder) == []  # while it is open, the WAL too
        vault.undo()
        vault.redo()
        vault.trash(vault.get(Detainee, case.id), action=EDIT)
        assert leaks(folder) == []
        assert vault.check() == []
        assert leaks(folder) == []
        plain = plain_copy(vault, tmp_path / "plain.db")
    assert leaks(folder) == []
    # The same search finds every text in a database that is not encrypted.
    content = SECRETS["a file's content"], PASSPHRASE
    for secret in set(SECRETS.values()) - set(content):
        assert any(form in plain for form in (secret.encode(), json.dumps(secret)[1:-1].encode()))


def test_the_search_for_plain_bytes_sees_them_in_every_encoding_and_in_names(tmp_path):
    for number, (_, needle) in enumerate(needles()):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "file").write_bytes(b"\x00\xff" + needle + b"\xff")
        assert leaks(folder)
    folder = tmp_path / "names"
    (folder / SECRETS["a Latin name"]).mkdir(parents=True)
    assert "a Latin name in utf-8: Zhasyrynov" in leaks(folder)


def test_a_killed_process_leaves_no_plain_bytes(tmp_path):
    folder = tmp_path / "vault"
    Vault.create(folder, PASSPHRASE, cost=CHEAP).close()
    temporary = str(folder / "tmp")
    done = 0
    with worker("saver", TMPDIR=temporary, SQLITE_TMPDIR=temporary) as saver:
        for _ in range(4):
            saver.begin(folder, 8, done + 1)
            while int(saver.hear("ack")) < done + 8:
                pass
            saver.kill()
            parts = [part.encode() for part in WITNESS.split("-")]
            utf_16 = [part.encode("utf-16-le") for part in WITNESS.split("-")]
            assert leaks(folder, *parts, *utf_16) == []
            with Vault.open(folder, PASSPHRASE) as vault:
                done = vault.generation
    assert leaks(folder, *(part.encode() for part in WITNESS.split("-"))) == []


# -- inside ------------------------------------------------------------------------------------
TELLTALE = "AltynZhasyrynQazyna"
"""A name in capitals and small letters: history keeps it so; the index alone folds it."""
FOLDED = TELLTALE.casefold().encode()


@pytest.mark.parametrize("deed", ["rename", "trash the name", "trash the case", "undo", "move"])
def test_a_word_that_is_gone_is_gone_from_the_decrypted_index(vault, tmp_path, deed):
    case, name = plant(vault)
    name.text = TELLTALE
    vault.save(name, action=EDIT)
    assert FOLDED in plain_copy(vault, tmp_path / "before.db")
    match deed:
        case "rename":
            name.text = "Other"
            vault.save(name, action=EDIT)
        case "trash the name":
            vault.trash(name, action=EDIT)
        case "trash the case":
            vault.trash(case, action=EDIT)
        case "undo":
            vault.undo()
        case _:
            name.detainee_id, name.contact_id = None, vault.all(Contact)[0].id
            name.text = "Other"
            vault.save(name, action=EDIT)
    plain = plain_copy(vault, tmp_path / "after.db")
    assert FOLDED not in plain
    assert re.search(FOLDED[3:12], plain) is None  # nor a part of it behind a shared beginning
    assert TELLTALE.encode() in plain  # history keeps it: nothing is lost
    assert vault.check() == []


def test_many_words_come_and_go_and_the_index_keeps_none(vault, tmp_path):
    """Enough to make FTS5 merge its segments."""
    case = Detainee()
    names = [
        NameForm(detainee_id=case.id, text=f"Qupiya{n:03d}Telltale", script=NameScript.EN)
        for n in range(300)
    ]
    vault.save(case, *names, action=EDIT)
    for start in range(0, 300, 60):
        for name in names[start : start + 60]:
            name.text = f"Zhanga{name.text[6:9]}"
        vault.save(*names[start : start + 60], action=EDIT)
    plain = plain_copy(vault, tmp_path / "plain.db")
    assert re.findall(rb"qupiya\d|\dtelltale", plain) == []
    assert len(vault.find("zhanga299")) == 1
    assert b"zhanga" in plain
