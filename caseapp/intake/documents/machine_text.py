"""The text of a picture or a scan, read by Tesseract where it is installed. Offline.

The picture is decoded by the child processes that show pictures and pages; Tesseract gets clean
pixels, on its standard input, page by page, with limits. What it reads is a machine's reading:
it is offered as such, and mistakes are to be expected. Knows no vault.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.documents.read import HarmfulFileError, unreadable
from caseapp.intake.documents.rendering.pages import ForeignPdf
from caseapp.system.child import ChildFailedError, ChildTooSlowError, Limits
from caseapp.system.pictures import PictureError, PictureStoppedError, pixels_of
from caseapp.system.progress import Progress
from caseapp.system.tool import run_tool

MOST_PAGES: Final = 300
_LIMITS: Final = Limits(memory=3 << 30, cpu=240, wall=300.0, output=16 << 20)
_DOTS: Final = 300
"""Dots an inch at which a page is drawn: what Tesseract's models were made for."""
_MOST_PIXELS: Final = 30_000_000
_SMALL: Final = 1_200
"""A picture whose longer side has fewer pixels is enlarged: letters need some twenty."""
_WINDOWS: Final = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "LOCALAPPDATA")
_KEPT_VARIABLES: Final = ("SYSTEMROOT", "WINDIR", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")
_ASKING_SECONDS: Final = 10
_NO_LANGUAGES: Final = frozenset({"osd", "equ"})
TAGS: Final = {
    "kaz": "kk", "rus": "ru", "chi_sim": "zh-Hans", "chi_tra": "zh-Hant", "eng": "en", "uig": "ug",
    "tur": "tr", "kir": "ky", "uzb": "uz", "ara": "ar", "deu": "de", "fra": "fr", "tat": "tt",
    "mon": "mn", "fas": "fa", "ukr": "uk",
}  # fmt: skip
"""Tesseract's word for a language, and the tag that we know it by."""
_HAN: Final = "\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef"
_BETWEEN_HAN: Final = re.compile(f"(?<=[{_HAN}]) (?=[{_HAN}])")

NOT_INSTALLED: Final = N_(
    "Reading pictures needs the free program Tesseract 4 or newer, with the languages kaz, rus,"
    " chi_sim and eng. Ask whoever looks after this computer to install it."
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Tesseract as it is installed here; `languages` are its own words for them."""

    program: str
    version: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MachineText:
    """`pages` are texts; `sure` is from 0 to 100, the mean of what the machine says of its words.

    `made_by` tells program and languages, for being kept with the text.
    """

    pages: tuple[str, ...]
    sure: int
    made_by: str

    @property
    def text(self) -> str:
        return "\n\n".join(page for page in self.pages if page)


def find_reader() -> Reader | None:
    """Tesseract, if it is installed with a language. Asks it, which takes a moment."""
    for program in _programs():
        version = _asked(program, "--version").partition("\n")[0].removeprefix("tesseract").strip()
        listed = _asked(program, "--list-langs").split("\n")[1:]
        languages = tuple(sorted({line.strip() for line in listed} - _NO_LANGUAGES - {""}))
        if version and languages:
            return Reader(program, version, languages)
    return None


def read_by_machine(
    data: bytes, media_type: str, reader: Reader, languages: Sequence[str],
    progress: Progress | None = None,
) -> MachineText:  # fmt: skip
    """Read a picture, or every page of a PDF; some seconds a page, so on a worker.

    Reports pages, can be cancelled. Raises UserError, one sentence, for what cannot be read.
    """
    progress = progress or Progress()
    known = [language for language in languages if language in reader.languages]
    if not known:
        raise UserError(N_("Choose at least one language that is installed."))
    texts: list[str] = []
    sure: list[float] = []
    count, pages = _pages(data, media_type)
    for number, png in enumerate(pages):
        progress.raise_if_cancelled()
        progress.report(number, count, N_("Reading page {n} of {count}"), n=number + 1, count=count)
        text, certain = _read(reader, png, known, progress)
        texts.append(text)
        sure += certain
    mean = round(sum(sure) / len(sure)) if sure else 0
    return MachineText(tuple(texts), mean, f"Tesseract {reader.version} ({' + '.join(known)})")


# -- the pictures ------------------------------------------------------------------------------
def _pages(data: bytes, media_type: str) -> tuple[int, Iterator[bytes]]:
    if media_type == "application/pdf":
        pdf = ForeignPdf(data)
        count = min(len(pdf.sizes), MOST_PAGES)
        return count, _drawn(pdf, count)
    return 1, iter([_picture(data)])


def _drawn(pdf: ForeignPdf, count: int) -> Iterator[bytes]:
    try:
        for number, (wide, high) in enumerate(pdf.sizes[:count]):
            scale = min(_DOTS / 72, (_MOST_PIXELS / (wide * high)) ** 0.5)
            width, height = max(1, int(wide * scale)), max(1, int(high * scale))
            pixels = pdf.draw(number, width, height)
            if pixels is None:
                return
            yield _png(Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", 0, 1))
    finally:
        pdf.close()


def _picture(data: bytes) -> bytes:
    try:
        found = pixels_of(data, most=_MOST_PIXELS)
    except PictureStoppedError as error:
        raise unreadable() from error
    except PictureError as error:
        raise UserError(N_("This picture cannot be read. Use a JPEG, PNG or WebP file.")) from error
    image = Image.frombytes("RGB", (found.width, found.height), found.data)
    longer = max(image.size)
    if longer < _SMALL:
        times = min(3, -(-_SMALL // longer))
        image = image.resize((image.width * times, image.height * times))
    return _png(image)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.convert("L").save(out, "PNG", compress_level=1)
    return out.getvalue()


# -- the program -------------------------------------------------------------------------------
def _read(
    reader: Reader, png: bytes, languages: Sequence[str], progress: Progress
) -> tuple[str, list[float]]:
    command = [reader.program, "stdin", "stdout", "-l", "+".join(languages), "--psm", "3", "tsv"]
    try:
        answer = run_tool(command, png, _environment(), _LIMITS, progress)
    except ChildTooSlowError as error:
        raise HarmfulFileError(N_("Reading this file took too long and was stopped.")) from error
    except ChildFailedError as error:
        raise UserError(N_("Tesseract could not read this picture.")) from error
    return _lines(answer.decode("utf-8", errors="replace"))


def _lines(table: str) -> tuple[str, list[float]]:
    """Tesseract's table of words (tsv) as lines and paragraphs, and how sure it is of each."""
    words: list[tuple[tuple[str, ...], str]] = []
    sure: list[float] = []
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) != 12 or cells[0] != "5" or not cells[11].strip():
            continue
        words.append((tuple(cells[2:5]), cells[11].strip()))
        try:
            sure.append(min(100.0, max(0.0, float(cells[10]))))
        except ValueError:
            continue
    text, before = "", None
    for place, word in words:
        if before is None:
            text = word
        elif place == before:
            text += f" {word}"
        else:
            text += ("\n" if place[:2] == before[:2] else "\n\n") + word
        before = place
    return _BETWEEN_HAN.sub("", text), sure


def _programs() -> Iterator[str]:
    found = shutil.which("tesseract")
    if found:
        yield found
    folders = [os.environ[name] for name in _WINDOWS if os.environ.get(name)]
    folders += ["/opt/homebrew/bin", "/usr/local/bin", "/opt/local/bin"]
    for folder in folders:
        for name in ("Tesseract-OCR/tesseract.exe", "Programs/Tesseract-OCR/tesseract.exe",
                     "tesseract"):  # fmt: skip
            path = Path(folder) / name
            if path.is_file():
                yield str(path)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return {**kept, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}


def _asked(program: str, question: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603  (a program that was found, with fixed words)
            [program, question], capture_output=True, timeout=_ASKING_SECONDS, check=True,
            env=_environment(), stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return ""
    return (done.stdout or done.stderr).decode("utf-8", errors="replace")
