"""The reference copies that later versions must still draw: made by running this module.

Each is a copy of the sample's appeal with a few of its persons and all kinds of parts: the frozen
content and its pictures, the text of every page, and every page as a small picture. They are made
anew only when the pages are meant to look otherwise; then somebody looks at them first.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from caseapp.domain.vocabulary import Audience
from caseapp.dossier.compile import Compiled, compile_office_copy
from caseapp.dossier.compile.withheld import IssuedView
from caseapp.dossier.finish import finished
from caseapp.dossier.frozen import freeze, thaw
from caseapp.dossier.parts import PartKind
from caseapp.dossier.pdf.render import render
from caseapp.dossier.reading import compile_for
from caseapp.intake.sample import load_sample
from caseapp.store.casefile import AppealFile, load_appeal_file
from caseapp.store.records import Appeal
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE

FOLDER = Path(__file__).parent / "reference"
AT = datetime(2026, 6, 2, 9, 30, tzinfo=UTC)
SCALE = 0.55
"""40 dots an inch: enough to see that something moved."""
CASES = ("CF-0001", "CF-0011", "CF-0012", "CF-0020", "CF-0025")

COPIES = {
    "ministry-ru": (Audience.HOST_STATE, "ru"),
    "ministry-kk": (Audience.HOST_STATE, "kk"),
    "ministry-kk_Arab": (Audience.HOST_STATE, "kk_Arab"),
    "embassy-zh_Hans": (Audience.DETAINING_STATE, "zh_Hans"),
    "nations-en": (Audience.UNITED_NATIONS, "en"),
    "office-ru": (Audience.OFFICE, "ru"),
}


def compiled(file: AppealFile, audience: Audience, language: str, vault: Vault) -> Compiled:
    """A copy with all kinds of parts, for the few persons."""
    how: dict[str, Any] = {
        "copy_number": 7,
        "produced_at": AT,
        "read_image": vault.read_attachment,
    }
    if audience is Audience.OFFICE:
        return compile_office_copy(file, list(_issued(file, vault, language)), language=language,
                                   **how)  # fmt: skip
    to = next(to for _link, to in file.addressees if to.audience is audience)
    return compile_for(file, to.id, language=language, **how)


def _issued(file: AppealFile, vault: Vault, language: str) -> Iterator[IssuedView]:
    embassy = compiled(file, Audience.DETAINING_STATE, "zh_Hans", vault)
    to = next(to for _link, to in file.addressees if to.audience is Audience.DETAINING_STATE)
    pdf, result = finished(embassy, None)
    yield IssuedView(
        number=2,
        addressee=str(to.texts["body"][language]),
        addressee_short=str(to.texts["body"][language]),
        language="zh_Hans",
        audience=to.audience.value,
        policy="1",
        entries=2,
        withheld=embassy.withheld,
        pages=result.anchors,
        page_count=len(texts(pdf)),
        consented=embassy.consented,
        searched=len(embassy.secrets),
    )


def few(file: AppealFile) -> AppealFile:
    """The appeal with a few of its persons, and all kinds of parts for every addressee."""
    wanted = {d.id for d in file.detainees.values() if d.case_number in CASES}
    for link, _to in file.addressees:
        link.parts = [kind.value for kind in PartKind]
    return replace(file, persons=tuple(p for p in file.persons if p.detainee_id in wanted))


def texts(pdf: bytes) -> list[str]:
    """The text of each page, with single blanks, as a reader's program gives it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def pictures(pdf: bytes) -> list[Image.Image]:
    """Each page small and grey."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=SCALE, grayscale=True).to_pil().convert("L") for page in document]
    finally:
        document.close()


def strip(pages: list[Image.Image]) -> Image.Image:
    """All pages in one picture, side by side, the office's way of saving files."""
    width = max(page.width for page in pages)
    height = max(page.height for page in pages)
    whole = Image.new("L", (width * len(pages), height), 255)
    for number, page in enumerate(pages):
        whole.paste(page, (number * width, 0))
    return whole


def drawn(frozen: str, images: dict[str, bytes]) -> bytes:
    """The PDF of a frozen copy."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy.pdf"
        render(thaw(frozen), images, path)
        return path.read_bytes()


def stored(name: str) -> tuple[str, dict[str, bytes]]:
    """The frozen content of a reference copy and its pictures."""
    frozen = (FOLDER / f"{name}.json").read_text(encoding="utf-8").rstrip("\n")
    images = {path.stem: path.read_bytes() for path in (FOLDER / "images").iterdir()}
    return frozen, {key: data for key, data in images.items() if key in frozen}


def write(name: str, frozen: str, images: dict[str, bytes]) -> None:
    """Keep content, text and picture of a reference copy."""
    pdf = drawn(frozen, images)
    (FOLDER / f"{name}.json").write_text(frozen + "\n", encoding="utf-8")
    for key, data in images.items():
        (FOLDER / "images" / f"{key}.jpg").write_bytes(data)
    (FOLDER / f"{name}.txt").write_text("\n".join(texts(pdf)) + "\n", encoding="utf-8")
    out = io.BytesIO()
    strip(pictures(pdf)).quantize(16).save(out, "PNG", optimize=True)
    (FOLDER / f"{name}.png").write_bytes(out.getvalue())


def main() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    (FOLDER / "images").mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vault"
        with Vault.create(path, PASSPHRASE, name="Sample", cost=CHEAP) as vault:
            load_sample(vault)
            appeal = vault.all(Appeal)[0]
            for name, (audience, language) in COPIES.items():
                file = vault.read(lambda session: load_appeal_file(session, appeal.id))
                assert file is not None
                copy = compiled(few(file), audience, language, vault)
                used = {k: v for k, v in copy.images.items() if k in freeze(copy.dossier)}
                write(name, freeze(copy.dossier), used)
                print(name)


if __name__ == "__main__":
    main()
