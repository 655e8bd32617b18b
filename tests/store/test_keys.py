"""keys.json: what opens, what is refused, and that no stop in the middle locks anyone out."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from nacl import bindings as sodium

from caseapp.store import keys
from caseapp.store.errors import (
    DamagedKeysError,
    DiskFullError,
    EarlierRecoveryKeyError,
    EmptyPassphraseError,
    NewerVaultError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
)
from caseapp.store.folder import VaultFolder
from caseapp.store.keys import KdfCost, KeyFile, MasterKey, Purpose
from caseapp.store.keyslots import PassphraseSlot, derive_from_passphrase

OLD, NEW = "correct horse", "battery staple"


def rewrite(folder: VaultFolder, change: Callable[[dict], object]) -> None:
    """Change keys.json as someone would who also knows how to mend its checksum."""
    content = json.loads(folder.key_file.read_bytes())
    content.pop("checksum")
    change(content)
    content["checksum"] = keys._checksum(content)
    folder.key_file.write_text(json.dumps(content))


# -- opening -----------------------------------------------------------------------------------
def test_the_passphrase_gives_back_the_same_master_key(folder, cheap):
    made = KeyFile.create(folder, OLD, cheap)
    assert KeyFile.open(folder, OLD) == made
    assert KeyFile.open(folder, OLD).database_key_hex() == made.database_key_hex()


def test_another_passphrase_is_refused(folder, cheap):
    KeyFile.create(folder, OLD, cheap)
    for wrong in (NEW, OLD + " ", OLD.upper(), OLD[:-1]):
        with pytest.raises(WrongPassphraseError):
            KeyFile.open(folder, wrong)


def test_twenty_wrong_tries_change_neither_the_message_nor_the_vault(folder, cheap):
    KeyFile.create(folder, OLD, cheap)
    before = folder.key_file.read_bytes()
    messages = set()
    for attempt in range(20):
        with pytest.raises(WrongPassphraseError) as refused:
            KeyFile.open(folder, f"guess {attempt}")
        messages.add(str(refused.value))
    assert len(messages) == 1
    assert folder.key_file.read_bytes() == before
    KeyFile.open(folder, OLD)


@pytest.mark.parametrize(
    "passphrase",
    [
        "Қайрат Ёлка",
        "quote \" and ' and \\ and %s {x}",
        "nul\0inside",
        "б" * 200,
        "عدالة اليوم",
        "\u202eright to left\u202c",
        "正义 🙂",
        " leading and trailing ",
        "\ud800 lone surrogate",
        "-",
    ],
    ids=range(10),
)
def test_any_text_can_be_a_passphrase(folder, cheap, passphrase):
    made = KeyFile.create(folder, passphrase, cheap)
    assert KeyFile.open(folder, passphrase) == made
    with pytest.raises(WrongPassphraseError):
        KeyFile.open(folder, passphrase + "x")


def test_composed_and_decomposed_letters_are_one_passphrase(folder, cheap):
    text = "Ёлка й Ə ﬁ Ａ"
    made = KeyFile.create(folder, unicodedata.normalize("NFC", text), cheap)
    assert unicodedata.normalize("NFC", text) != unicodedata.normalize("NFD", text)
    assert KeyFile.open(folder, unicodedata.normalize("NFD", text)) == made
    assert KeyFile.open(folder, "Ёлка й Ə fi A") == made


def test_text_after_a_nul_counts(folder, cheap):
    KeyFile.create(folder, "same\0one", cheap)
    with pytest.raises(WrongPassphraseError):
        KeyFile.open(folder, "same\0two")


def test_an_empty_passphrase_is_refused(folder, cheap):
    with pytest.raises(EmptyPassphraseError):
        KeyFile.create(folder, "", cheap)
    assert not folder.key_file.exists()


def test_a_key_file_is_never_created_over_another(folder, cheap):
    made = KeyFile.create(folder, OLD, cheap)
    with pytest.raises(FileExistsError):
        KeyFile.create(folder, NEW, cheap)
    assert KeyFile.open(folder, OLD) == made


def test_the_key_file_is_private_and_holds_no_key(folder, cheap):
    made = KeyFile.create(folder, OLD, cheap)
    assert folder.key_file.stat().st_mode & 0o777 == 0o600
    text = folder.key_file.read_text()
    assert OLD not in text
    for purpose in Purpose:
        assert made.subkey(purpose).hex() not in text
    assert bytes(made._bytes).hex() not in text


# -- the format, computed here a second time ---------------------------------------------------
def test_the_documented_format_opens_without_our_code(folder, cheap):
    made = KeyFile.create(folder, OLD, cheap)
    content = json.loads(folder.key_file.read_text())
    slot = content["slots"][0]
    key = sodium.crypto_pwhash_alg(
        32, OLD.encode(), bytes.fromhex(slot["salt"]), slot["ops"], slot["memory"], 2
    )
    lines = ["case-file key slot 1", content["store_id"], "passphrase", "argon2id"]
    lines += [str(slot["ops"]), str(slot["memory"]), slot["salt"]]
    master = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
        bytes.fromhex(slot["wrapped"]),
        "\n".join(lines).encode(),
        bytes.fromhex(slot["nonce"]),
        key,
    )
    assert MasterKey(master) == made


def test_subkeys_are_fixed_by_the_format():
    """Computed once with libsodium's and Python's BLAKE2b; a change would lock every vault."""
    key = MasterKey(bytes(range(32)))
    assert key.database_key_hex() == (
        "8a6c2d01539b1e26af0886723311f29ea96f54d285e05c1b578c02b395957e67"
        "639ac4a387d84dfbbd15f107ace6e0b4"
    )
    assert key.subkey(Purpose.ATTACHMENTS).hex() == (
        "a3683d2c81662ff448e361b8ced6a67ff5bfaa8e92d0a174b72c0e05f6314ddf"
    )


def test_subkeys_differ_by_purpose_and_by_vault():
    one, other = MasterKey.generate(), MasterKey.generate()
    subkeys = [key.subkey(purpose) for key in (one, other) for purpose in Purpose]
    assert len(set(subkeys)) == 2 * len(Purpose)


def test_a_master_key_does_not_show_itself():
    key = MasterKey(b"k" * 32)
    assert "kkkk" not in repr(key)
    with pytest.raises(TypeError):
        __import__("pickle").dumps(key)
    key.forget()
    assert key == MasterKey(bytes(32))


# -- damage and hostile files ------------------------------------------------------------------
def test_a_missing_key_file_is_damage_and_not_a_wrong_passphrase(folder):
    with pytest.raises(DamagedKeysError):
        KeyFile.open(folder, OLD)


def test_every_flipped_bit_of_the_key_file_is_called_damage(folder, cheap):
    KeyFile.create(folder, OLD, cheap)
    sound = folder.key_file.read_bytes()
    content = json.loads(sound)
    for position in range(len(sound)):
        damaged = bytearray(sound)
        damaged[position] ^= 1 << (position % 8)
        folder.key_file.write_bytes(damaged)
        try:
            key_file = KeyFile.load(folder.key_file, folder.store_id)
        except (DamagedKeysError, NewerVaultError):
            continue
        # White space, or the case of a hexadecimal digit in the id, may change unharmed.
        assert [slot.to_json() for slot in key_file.slots] == content["slots"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe\x00",
        b"[" * 60_000,
        b'{"a":' * 12_000,
        b"9" * 60_000,
        b'{"format": "case-file keys", "format_version": 1, "slots": []}',
        b'{"format": "case-file keys", "format_version": 1, "checksum": 1e999}',
    ],
    ids=range(10),
)
def test_a_malformed_key_file_is_refused_at_once(folder, content):
    folder.key_file.write_bytes(content)
    started = time.perf_counter()
    with pytest.raises(DamagedKeysError):
        KeyFile.open(folder, OLD)
    assert time.perf_counter() - started < 1


def test_a_gigantic_key_file_is_refused_at_once(folder):
    with folder.key_file.open("wb") as file:
        file.truncate(1 << 30)
    started = time.perf_counter()
    with pytest.raises(DamagedKeysError):
        KeyFile.open(folder, OLD)
    assert time.perf_counter() - started < 1


def test_a_pipe_in_place_of_the_key_file_does_not_hang(folder):
    os.mkfifo(folder.key_file)
    with pytest.raises(DamagedKeysError):
        KeyFile.open(folder, OLD)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ops", 10**9),
        ("ops", 0),
        ("ops", 21),
        ("ops", -1),
        ("ops", True),
        ("ops", 3.0),
        ("ops", "3"),
        ("memory", 1 << 40),
        ("memory", 8 * 1024 * 1024 - 1),
        ("memory", (2 << 30) + 1),
        ("memory", None),
        ("salt", ""),
        ("salt", "zz" * 16),
        ("salt", 7),
        ("nonce", "00"),
        ("wrapped", "00" * 47),
        ("kind", "unheard-of"),
        ("kdf", "md5"),
    ],
)
def test_parameters_out_of_bounds_are_refused_at_once(folder, cheap, name, value):
    KeyFile.create(folder, OLD, cheap)
    rewrite(folder, lambda content: content["slots"][0].__setitem__(name, value))
    started = time.perf_counter()
    with pytest.raises(DamagedKeysError):
        KeyFile.open(folder, OLD)
    assert time.perf_counter() - started < 1


def test_more_slots_than_allowed_are_refused(folder, cheap):
    KeyFile.create(folder, OLD, cheap)
    rewrite(folder, lambda content: content.__setitem__("slots", content["slots"] * 17))
    with pytest.raises(DamagedKeysError):
        KeyFile.open(folder, OLD)


def test_a_cheaper_cost_written_into_a_slot_does_not_open_it(folder):
    KeyFile.create(folder, OLD, KdfCost(ops=2, memory=8 * 1024 * 1024))
    rewrite(folder, lambda content: content["slots"][0].__setitem__("ops", 1))
    with pytest.raises(WrongPassphraseError):
        KeyFile.open(folder, OLD)


def test_the_slot_is_bound_to_its_vault_and_its_parameters(cheap):
    here, elsewhere = UUID(int=1), UUID(int=2)
    key = MasterKey.generate()
    slot = PassphraseSlot.seal(OLD, cheap, key, here)
    assert slot.open(OLD, here) == key
    assert slot.open(OLD, elsewhere) is None


def test_the_key_file_of_another_vault_is_refused(folder, cheap, tmp_path):
    other = VaultFolder.create(tmp_path / "other")
    KeyFile.create(folder, OLD, cheap)
    KeyFile.create(other, OLD, cheap)
    shutil.copy(other.key_file, folder.key_file)
    with pytest.raises(DamagedKeysError):
        KeyFile.open(folder, OLD)
    # Even with the id written over, the slot knows where it belongs.
    rewrite(folder, lambda content: content.__setitem__("store_id", str(folder.store_id)))
    with pytest.raises(WrongPassphraseError):
        KeyFile.open(folder, OLD)


def test_a_newer_key_file_is_told_apart_and_left_alone(folder, cheap):
    KeyFile.create(folder, OLD, cheap)
    rewrite(folder, lambda content: content.__setitem__("format_version", 2))
    before = folder.key_file.read_bytes()
    with pytest.raises(NewerVaultError):
        KeyFile.open(folder, OLD)
    assert folder.key_file.read_bytes() == before


# -- costs -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("ops", "memory"), [(0, 1 << 26), (21, 1 << 26), (3, 1 << 22), (3, (2 << 30) + 1)]
)
def test_costs_out_of_bounds_cannot_be_made(ops, memory):
    with pytest.raises(ValueError, match="bounds"):
        KdfCost(ops=ops, memory=memory)


def test_the_presets_are_what_the_format_page_says():
    assert KdfCost.interactive() == KdfCost(ops=3, memory=256 * 1024 * 1024)
    assert KdfCost.floor() == KdfCost(ops=3, memory=64 * 1024 * 1024)


def test_calibration_never_goes_below_the_floor_nor_beyond_its_time():
    assert KdfCost.calibrated(seconds=0) == KdfCost.floor()
    assert KdfCost.calibrated(seconds=60).memory <= 512 * 1024 * 1024


def test_too_little_memory_is_said_and_not_taken_for_a_wrong_passphrase(folder, cheap):
    script = """if True:
        import resource, sys
        from caseapp.store.errors import NotEnoughMemoryError
        from caseapp.store.keyslots import KdfCost, derive_from_passphrase
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        try:
            derive_from_passphrase("x", bytes(16), KdfCost(ops=1, memory=2 << 30))
        except NotEnoughMemoryError:
            sys.exit(7)
    """
    done = subprocess.run([sys.executable, "-c", script], check=False)
    assert done.returncode == 7


# -- recovery key ------------------------------------------------------------------------------
def test_the_recovery_key_opens_the_vault_beside_the_passphrase(folder, cheap):
    made = KeyFile.create(folder, OLD, cheap)
    recovery = KeyFile.add_recovery_key(folder, OLD)
    assert len(recovery) == 32
    assert KeyFile.open_with_recovery_key(folder, recovery) == made
    assert KeyFile.open(folder, OLD) == made


def test_another_recovery_key_is_refused(folder, cheap):
    KeyFile.create(folder, OLD, cheap)
    with pytest.raises(WrongRecoveryKeyError):
        KeyFile.open_with_recovery_key(folder, bytes(32))


def test_an_earlier_recovery_key_opens_until_the_new_one_was_tried(folder, cheap):
    """Who loses the paper before trying it still has the earlier one."""
    made = KeyFile.create(folder, OLD, cheap)
    first = KeyFile.add_recovery_key(folder, OLD)
    KeyFile.try_recovery_key(folder, first)
    lost = KeyFile.add_recovery_key(folder, OLD)
    second = KeyFile.add_recovery_key(folder, OLD)
    assert KeyFile.open_with_recovery_key(folder, first) == made
    with pytest.raises(WrongRecoveryKeyError):
        KeyFile.open_with_recovery_key(folder, lost)
    with pytest.raises(EarlierRecoveryKeyError):
        KeyFile.try_recovery_key(folder, first)
    KeyFile.try_recovery_key(folder, second)
    assert KeyFile.open_with_recovery_key(folder, second) == made
    assert KeyFile.open(folder, OLD) == made
    with pytest.raises(WrongRecoveryKeyError):
        KeyFile.open_with_recovery_key(folder, first)


def test_a_forgotten_passphrase_is_replaced_by_the_recovery_key(folder, cheap):
    made = KeyFile.create(folder, OLD, cheap)
    recovery = KeyFile.add_recovery_key(folder, OLD)
    KeyFile.reset_passphrase(folder, recovery, NEW, cheap)
    assert KeyFile.open(folder, NEW) == made
    assert KeyFile.open_with_recovery_key(folder, recovery) == made
    with pytest.raises(WrongPassphraseError):
        KeyFile.open(folder, OLD)


# -- changing the passphrase -------------------------------------------------------------------
def test_after_a_change_only_the_new_passphrase_opens(folder, cheap):
    made = KeyFile.create(folder, OLD, cheap)
    recovery = KeyFile.add_recovery_key(folder, OLD)
    assert KeyFile.change_passphrase(folder, OLD, NEW, cheap) == made
    assert KeyFile.open(folder, NEW) == made
    assert KeyFile.open_with_recovery_key(folder, recovery) == made
    with pytest.raises(WrongPassphraseError):
        KeyFile.open(folder, OLD)
    assert not folder.previous_key_file.exists()
    assert folder.key_file.stat().st_mode & 0o777 == 0o600


def test_a_change_with_a_wrong_old_passphrase_writes_nothing(folder, cheap):
    KeyFile.create(folder, OLD, cheap)
    before = folder.key_file.read_bytes()
    with pytest.raises(WrongPassphraseError):
        KeyFile.change_passphrase(folder, "wrong", NEW, cheap)
    assert folder.key_file.read_bytes() == before


def test_a_full_disk_during_a_change_leaves_the_old_passphrase(folder, cheap, monkeypatch):
    made = KeyFile.create(folder, OLD, cheap)

    def full(path: Path, data: bytes, mode: int = 0o600) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("caseapp.system.files.write_new", full)
    with pytest.raises(DiskFullError):
        KeyFile.change_passphrase(folder, OLD, NEW, cheap)
    monkeypatch.undo()
    assert KeyFile.open(folder, OLD) == made


def interrupted_change(folder: VaultFolder, cheap: KdfCost) -> MasterKey:
    """The state between the new file in place and the old one gone."""
    made = KeyFile.create(folder, OLD, cheap)
    shutil.copy(folder.key_file, folder.previous_key_file)
    sealed = PassphraseSlot.seal(NEW, cheap, made, folder.store_id)
    folder.key_file.write_bytes(KeyFile(folder.store_id, (sealed,))._to_bytes())
    return made


def test_after_an_interrupted_change_the_new_passphrase_ends_it(folder, cheap):
    made = interrupted_change(folder, cheap)
    assert KeyFile.open(folder, NEW) == made
    assert not folder.previous_key_file.exists()
    with pytest.raises(WrongPassphraseError):
        KeyFile.open(folder, OLD)


def test_after_an_interrupted_change_the_old_passphrase_takes_it_back(folder, cheap):
    made = interrupted_change(folder, cheap)
    assert KeyFile.open(folder, OLD) == made
    assert KeyFile.open(folder, OLD) == made
    assert not folder.previous_key_file.exists()


def test_a_wrong_passphrase_decides_nothing_about_an_interrupted_change(folder, cheap):
    made = interrupted_change(folder, cheap)
    with pytest.raises(WrongPassphraseError):
        KeyFile.open(folder, "neither")
    assert folder.previous_key_file.exists()
    assert KeyFile.open(folder, OLD) == made


def test_a_damaged_key_file_gives_way_to_a_sound_previous_one(folder, cheap):
    made = interrupted_change(folder, cheap)
    folder.key_file.write_bytes(b"{")
    with pytest.raises(WrongPassphraseError):
        KeyFile.open(folder, "neither")
    assert KeyFile.open(folder, OLD) == made
    assert KeyFile.load(folder.key_file, folder.store_id)


def test_a_disk_without_hard_links_changes_passphrases_too(folder, cheap, monkeypatch):
    made = KeyFile.create(folder, OLD, cheap)

    def no_links(*_args: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", no_links)
    KeyFile.change_passphrase(folder, OLD, NEW, cheap)
    assert KeyFile.open(folder, NEW) == made


# The child stops itself by SIGKILL before its n-th call to the system in a change.
STOP_AT_STEP = """if True:
    import os, signal, sys
    from pathlib import Path
    from caseapp.store.folder import VaultFolder
    from caseapp.store.keys import KdfCost, KeyFile
    folder = VaultFolder.load(Path(sys.argv[1]))
    left = int(sys.argv[2])
    WATCHED = {"open", "os.rename", "os.link", "os.remove"}

    def step(event, args):
        global left
        if event in WATCHED and str(folder.path) in str(args[0]):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(step)
    KeyFile.change_passphrase(folder, sys.argv[3], sys.argv[4], KdfCost(1, 8 << 20))
"""


def test_stopped_at_any_step_of_a_change_the_old_or_the_new_passphrase_opens(folder, cheap):
    """The step is moved on until the change runs through: none is left out."""
    made = KeyFile.create(folder, OLD, cheap)
    current, wanted = OLD, NEW
    opened_by = set()
    for step in range(100):
        arguments = [str(folder.path), str(step), current, wanted]
        done = subprocess.run([sys.executable, "-c", STOP_AT_STEP, *arguments], check=False)
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL
        works = [p for p in (current, wanted) if opens(folder, p, made)]
        assert works
        opened_by.add("old" if works[0] == current else "new")
        if works[0] == wanted:
            current, wanted = wanted, current
    else:
        pytest.fail("the change never ran to its end")
    assert step >= 8
    assert opened_by == {"old", "new"}
    assert opens(folder, wanted, made)
    assert not opens(folder, current, made)


def opens(folder: VaultFolder, passphrase: str, expected: MasterKey) -> bool:
    try:
        assert KeyFile.open(folder, passphrase) == expected
    except WrongPassphraseError:
        return False
    return True


# The child changes the passphrase to and fro for ever and tells when it has begun.
TO_AND_FRO = """if True:
    import sys
    from pathlib import Path
    from caseapp.store.folder import VaultFolder
    from caseapp.store.keys import KdfCost, KeyFile
    folder = VaultFolder.load(Path(sys.argv[1]))
    old, new = sys.argv[2:4]
    print("begun", flush=True)
    while True:
        KeyFile.change_passphrase(folder, old, new, KdfCost(1, 8 << 20))
        old, new = new, old
"""


@pytest.mark.parametrize("kills", [20, pytest.param(200, marks=pytest.mark.slow)])
def test_killed_at_random_moments_of_a_change_one_passphrase_always_opens(folder, cheap, kills):
    made = KeyFile.create(folder, OLD, cheap)
    current, other = OLD, NEW
    chance = random.Random(kills)
    for _kill in range(kills):
        arguments = [str(folder.path), current, other]
        with subprocess.Popen(
            [sys.executable, "-c", TO_AND_FRO, *arguments], stdout=subprocess.PIPE
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"begun\n"
            time.sleep(chance.uniform(0, 0.08))
            child.kill()
        works = [p for p in (current, other) if opens(folder, p, made)]
        assert len(works) == 1, "the first one used stays, the other is refused"
        current = works[0]
        other = NEW if current == OLD else OLD
    folder.clear_temporary()
    assert sorted(p.name for p in folder.path.iterdir()) == [
        "STORE.json",
        "att",
        "keys.json",
        "tmp",
    ]


def test_the_derivation_is_fixed_by_the_format():
    """These bytes came from another implementation of Argon2id (cryptography 50, OpenSSL)."""
    derived = derive_from_passphrase("password", b"somesaltsomesalt", KdfCost(2, 64 << 20))
    assert derived.hex() == ("fc33b78139231d34b71626bd6245c1d72efa190ad605c3d8166a72adcedfa2c2")
