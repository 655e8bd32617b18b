"""A fictitious newspaper in a vault, and the reader of it as a person works with it."""

from __future__ import annotations

import atexit
import io
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from caseapp.desktop.context import Context
from caseapp.desktop.features.sources import SourceView
from caseapp.desktop.features.whole_vault import Places, VaultUndo
from caseapp.desktop.shell.undo import UndoActions
from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import (
    AttachmentRole,
    Bearing,
    Credibility,
    EventKind,
    NameScript,
    Reliability,
    SourceKind,
)
from caseapp.store.history import Action
from caseapp.store.records import (
    Attachment,
    Citation,
    Detainee,
    Event,
    Excerpt,
    NameForm,
    Record,
    Source,
)
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE

MADE = Action("Made for a test")

ENGLISH = """Twenty-two of one village
Relatives in the Almaty region ask after people of whom nothing has been heard.
Seven families met on Saturday in a rented room in Talgar. They had brought photographs, \
marriage certificates and the last letters that they own. Between them they named people from \
one village in Tekes county.
Aiman Ulgibai speaks first. Her husband, Nurlan Ulgibai, a herdsman and driver, gave his \
passport to the village office in the spring of 2017. “They said that it was for a check and \
would be given back within the month.”
In October he was called to the village office in the evening and did not come home. A \
neighbour saw a bus with covered windows. For five months the family knew nothing. Then a man \
who had been let go said that he had seen Nurlan in the new school behind the grain store.
The wife believes that the reason was a journey to Kazakhstan in 2015, to the wedding of a \
cousin. No paper was ever shown to the family. By September 2018, another neighbour said, the \
school stood empty and all had been moved east. The family had been told differently: they \
were to wait until the new year.
The families read their list aloud: 1. Nurlan Ulgibai (1979); 2. Erlan Ulgibai (1985); \
3. Bolat Synaq, 1990; 4. Aigul Synaq and Marat Tamsil.
“We do not ask for politics,” says a woman at the window. “We ask for a paper with a name on it.”
"""

KAZAKH = """Бір ауылдан жиырма екі адам
Алматы облысындағы туыстары хабарсыз кеткен адамдарды сұрайды.
Сенбіде жеті отбасы Талғардағы жалға алынған бөлмеде жиналды. Олар суреттер, неке \
куәліктерін және соңғы хаттарын әкелді.
Алдымен Айман Үлгібай сөйледі. Күйеуі Нұрлан Үлгібай, малшы әрі жүргізуші, 2017 жылдың \
көктемінде төлқұжатын ауыл кеңсесіне тапсырған.
Қазан айында оны кешкісін ауыл кеңсесіне шақырып, ол үйге қайтпады. Көршісі терезелері \
жабылған автобус көрген. Содан кейін босап шыққан бір адам Нұрланды астық қоймасының \
артындағы жаңа мектептен көргенін айтқан.
Әйелі себебі 2015 жылы Қазақстанға барған сапары деп ойлайды. Отбасына ешқандай қағаз \
көрсетілмеген. Тағы бір көршінің айтуынша, 2018 жылдың қыркүйегінде мектеп бос тұрған.
Отбасылар тізімін оқыды: 1. Нұрлан Үлгібай (1979); 2. Ерлан Үлгібай (1985); 3. Болат Сынақ, \
1990; 4. Айгүл Сынақ және Марат Тәмсіл.
«Біз саясат сұрамаймыз», – дейді терезе жанындағы әйел.
"""

SEEN = "Then a man who had been let go said that he had seen Nurlan in the new school behind the \
grain store."
EMPTY = "By September 2018, another neighbour said, the school stood empty and all had been \
moved east."
CALLED = "In October he was called to the village office in the evening and did not come home."
LIST = ENGLISH[ENGLISH.index("1. Nurlan") : ENGLISH.index("Marat Tamsil") + len("Marat Tamsil")]


def place_of(words: str, text: str = ENGLISH) -> dict[str, int]:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


@lru_cache(maxsize=1)
def _empty() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="caseapp-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    Vault.create(folder / "empty", PASSPHRASE, cost=CHEAP).close()
    return folder / "empty"


@contextmanager
def empty_vault(folder: Path) -> Iterator[Vault]:
    """An open empty vault: a copy, because making one takes longer than most tests."""
    with Vault.open(Path(shutil.copytree(_empty(), folder)), PASSPHRASE) as vault:
        yield vault


class Newspaper:
    """What `make_newspaper` made: ids of the source, the case, its events, the excerpts."""

    source: UUID
    case: UUID
    taken: UUID
    seen: UUID
    excerpts: tuple[UUID, UUID]


def make_newspaper(vault: Vault, *, excerpts: bool = True, original: str = ENGLISH) -> Newspaper:
    """A fictitious article in a vault, in English and Kazakh, and a case that it speaks of."""
    made = Newspaper()
    source = Source(
        kind=SourceKind.ARTICLE, title="Twenty-two of one village", text=original,
        publisher="newspaper, Almaty", dated=read_date("June 2018"), extent="page 4",
        captured=read_date("3 Feb 2026"), captured_by="Office 1", published=True,
        language="en" if original == ENGLISH else "kk", reliability=Reliability.C,
        fictitious=True,
    )  # fmt: skip
    other = ("kk", KAZAKH) if original == ENGLISH else ("en", ENGLISH)
    source.wordings = {"text": dict([other]), "translator": {other[0]: "Office 1"}}
    case = Detainee(birth=read_date("1979"), home_place="Tekes county", fictitious=True)
    names = [
        NameForm(detainee_id=case.id, text="Nurlan Ulgibai", script=NameScript.EN),
        NameForm(
            detainee_id=case.id, text="努尔兰·玉勒格拜", script=NameScript.ZH_HANS, position=1
        ),
    ]
    taken = Event(detainee_id=case.id, kind=EventKind.TAKEN, when=read_date("October 2017"))
    seen = Event(detainee_id=case.id, kind=EventKind.SEEN, when=read_date("March 2018"))
    records: list[Record] = [source, case, *names, taken, seen]
    if excerpts:
        records += _excerpts(made, source, seen)
    vault.save(*records, action=MADE)
    made.source, made.case, made.taken, made.seen = source.id, case.id, taken.id, seen.id
    return made


def _excerpts(made: Newspaper, source: Source, seen: Event) -> list[Record]:
    first, second = (
        Excerpt(source_id=source.id, text=words, locator=place_of(words), language="en",
                credibility=grade)
        for words, grade in ((SEEN, Credibility.POSSIBLE), (EMPTY, Credibility.DOUBTFUL))
    )  # fmt: skip
    made.excerpts = (first.id, second.id)
    return [
        first, second,
        Citation(excerpt_id=first.id, event_id=seen.id, bearing=Bearing.SUPPORTS),
        Citation(excerpt_id=second.id, event_id=seen.id, bearing=Bearing.CONTRADICTS),
    ]  # fmt: skip


def attach_file(vault: Vault, source: UUID, data: bytes, name: str, kind: str) -> Attachment:
    return vault.attach(
        data, role=AttachmentRole.CAPTURE, action=MADE, source_id=source, file_name=name,
        media_type=kind,
    )  # fmt: skip


def scan(width: int = 600, height: int = 800) -> bytes:
    """A small picture file."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#E8E0D0").save(out, "PNG")
    return out.getvalue()


def pdf(pages: Sequence[str]) -> bytes:
    """A PDF with a line of words on each page."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(420, 595))
    for words in pages:
        canvas.setFont("Helvetica", 14)
        for line, piece in enumerate(words.split("\n")):
            canvas.drawString(48, 520 - 22 * line, piece)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


class SourceDesk:
    """The reader of one source on the screen, with undo."""

    def __init__(self, context: Context, vault: Vault, argument: object) -> None:
        self.context, self.vault = context, vault
        self.view = SourceView(context, vault)
        self.view.resize(1182, 690)
        source = VaultUndo(lambda: context.t, vault, Places(()))
        self.undo = UndoActions(context.t, context.jobs, context.changes, source, self.view)
        context.router.go("source", argument)
        self.view.open(argument)

    def mark_out(self, words: str, text: str = ENGLISH) -> None:
        """Mark words of the original out, as dragging over them does."""
        surface = self.view.document.original.surface
        surface.setFocus()
        assert surface.select(place_of(words, text))

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key wherever the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.view, key, held)

    def keep(self) -> None:
        self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def excerpts(self) -> list[Excerpt]:
        assert self.view.source_id is not None
        return self.vault.all(Excerpt, source_id=self.view.source_id)

    def cited(self, excerpt: Excerpt) -> list[Citation]:
        return self.vault.all(Citation, excerpt_id=excerpt.id)
