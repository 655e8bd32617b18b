"""A vault's database and WAL decrypted page by page, with no database library in between.

So that also what lies in free pages, and in gaps within pages, is seen.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from caseapp.store.folder import VaultFolder
from caseapp.store.keys import KeyFile
from caseapp.store.keyslots import Purpose

PAGE = 4096
SALT, RESERVED, IV = 16, 80, 16
WAL_HEADER, FRAME_HEADER = 32, 24


def plain_pages(folder: Path, passphrase: str) -> bytes:
    """Every page of case.db and of its WAL, decrypted."""
    master = KeyFile.open(VaultFolder.load(folder), passphrase)
    key = master.subkey(Purpose.DATABASE)
    data = (folder / "case.db").read_bytes()
    assert len(data) % PAGE == 0
    pages = [data[at : at + PAGE] for at in range(0, len(data), PAGE)]
    plain = [plain_page(key, page, first=not number) for number, page in enumerate(pages)]
    assert plain[1][:1] in b"\x00\x02\x05\x0a\x0d"  # a page of a tree, of a list or of an overflow
    wal = folder / "case.db-wal"
    frames = wal.read_bytes()[WAL_HEADER:] if wal.exists() else b""
    for at in range(0, len(frames), FRAME_HEADER + PAGE):
        number = int.from_bytes(frames[at : at + 4])
        page = frames[at + FRAME_HEADER : at + FRAME_HEADER + PAGE]
        plain.append(plain_page(key, page, first=number == 1))
    return b"".join(plain)


def plain_page(key: bytes, page: bytes, *, first: bool = False) -> bytes:
    """SQLCipher 4: AES-256-CBC, the IV at the beginning of the 80 reserved bytes at the end."""
    start, end = SALT if first else 0, PAGE - RESERVED
    cipher = Cipher(algorithms.AES256(key), modes.CBC(page[end : end + IV]))
    decryptor = cipher.decryptor()
    return decryptor.update(page[start:end]) + decryptor.finalize()
