"""The child that decodes a recording, as the window knows it: messages, believed in nothing.

Lends it the bytes, piece by piece, from a thread of its own; checks the number of every pixel
and every second; and ends it when it is silent for too long. See `inside` for the other side.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Final, Protocol

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QImage

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.system.child import ChildFailedError, Limits
from caseapp.system.correspondence import Correspondence, Message

_CHILD: Final = "caseapp.desktop.playing.inside:begin"
LARGEST: Final = QSize(1920, 1200)
"""Pixels that are shown at most; a larger picture comes smaller."""
_LIMITS: Final = Limits(memory=2 << 30, cpu=8 * 3600, output=4 * 1920 * 1200)
LONGEST: Final = 1000 * 3600.0
"""Seconds that a recording may say that it lasts."""
_MOST_PIECE: Final = 1 << 20
_MOST_SOUND: Final = 4 << 20
_FRAME_BYTES: Final = 4
_TURN: Final = 500
"""Milliseconds between two looks at the clock."""
PATIENCE: Final = 12.0
"""Seconds in which the child must answer or give a sign of life, and that it may work in vain."""
_MOST_WORK: Final = 1e9
_LOADING: Final = 60.0
_MOST_MESSAGES: Final = 2000
"""In a turn: a film of 120 frames a second needs some 200."""


class Pieces(Protocol):
    """The bytes of a recording at any place; may be asked from any thread."""

    size: int

    def read_at(self, offset: int, size: int) -> bytes: ...
    def close(self) -> None: ...


def damaged() -> UserError:
    """What is said of a file that no player understands."""
    return UserError(
        N_("This recording cannot be played. It may be damaged or of an unusual kind.")
    )


def stopped() -> UserError:
    """What is said when the child crashed, lied, or came to a limit."""
    return UserError(N_("Playing this recording took too long or too much, and was stopped."))


class Decoder(QObject):
    """One recording, decoded elsewhere. Times are seconds of the recording.

    `loaded(length, has_video)`, `at(seconds)`, `frame(QImage, seconds)`, `sound(bytes, seconds)`
    with two channels of 16 bits, `ended()` at the end of the recording, `failed(UserError)` once.
    After a seek nothing is told that was sent before it. `close` it when done.
    """

    loaded = Signal(float, bool)
    at = Signal(float)
    frame = Signal(QImage, float)
    sound = Signal(bytes, float)
    ended = Signal()
    failed = Signal(object)
    _heard = Signal(object)
    _lost = Signal()
    _broke = Signal(object)

    def __init__(self, pieces: Pieces, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pieces = pieces
        self._talk: Correspondence | None = None
        self._room = LARGEST
        self._seeks = self._said = self._answered = self._count = 0
        self._is_loaded = self._is_over = self._is_broken = False
        self._opened = self._moved = 0.0
        self._lent = self._lent_before = 0.0
        self._alive = self._lent_alive = self._worked = self._worked_before = 0.0
        self._place = -1.0
        self._heard.connect(self._take)
        self._lost.connect(lambda: self._fail(stopped()))
        self._broke.connect(self._fail)
        self._clock = QTimer(self)
        self._clock.setInterval(_TURN)
        self._clock.timeout.connect(self._watch)

    def open(self, rate: int) -> None:
        """Start the child, which begins to load. `rate`: samples a second, 0 for no sound."""
        try:
            self._talk = Correspondence(_CHILD, _LIMITS, self._hear, self._lost_child)
        except OSError:
            self._fail(stopped())
            return
        self._opened = self._alive = time.monotonic()
        self._stir()
        self._clock.start()
        self._say("within", width=self._room.width(), height=self._room.height())
        self._say("open", size=self._pieces.size, rate=rate)

    def play(self) -> None:
        self._say("play")

    def pause(self) -> None:
        self._say("pause")

    def hold(self, on: bool) -> None:
        """Wait a moment while playing, or go on: what was told is not yet heard."""
        self._say("pause" if on else "go_on")

    def seek(self, seconds: float) -> None:
        self._seeks += 1
        self._say("seek", at=seconds, turn=self._seeks)

    def set_speed(self, factor: float) -> None:
        self._say("speed", factor=factor)

    def set_room(self, size: QSize) -> None:
        """Device pixels that a frame has room in."""
        room = size.boundedTo(LARGEST).expandedTo(QSize(16, 16))
        if room != self._room:
            self._room = room
            self._say("within", width=room.width(), height=room.height())

    def close(self) -> None:
        """End the child, and let go of the pieces. Doing it again changes nothing."""
        self._end()
        self._pieces.close()

    # -- in the thread that hears the child ----------------------------------------------------
    def _hear(self, message: Message) -> None:
        try:
            if message.word == "want":
                self._lend(message)
            else:
                self._heard.emit(message)
        except RuntimeError:  # the window is gone, and this object with it
            raise ChildFailedError from None

    def _lend(self, message: Message) -> None:
        talk = self._talk
        offset = message.whole("offset", 0, self._pieces.size)
        size = message.whole("most", 1, _MOST_PIECE)
        started = time.monotonic()
        try:
            piece = b"" if self._is_broken else self._pieces.read_at(offset, size)
        except UserError as error:
            piece, self._is_broken = b"", True
            self._broke.emit(error)
        self._lent += time.monotonic() - started
        if talk is not None:
            talk.give("piece", piece)
            talk.done()

    def _lost_child(self) -> None:
        with suppress(RuntimeError):  # as above
            self._lost.emit()

    # -- in the window's thread ----------------------------------------------------------------
    def _say(self, word: str, **facts: object) -> None:
        if self._talk is not None and not self._is_over:
            if self._said == self._answered:
                self._stir()
            self._said += 1
            self._talk.say(word, **facts)

    def _take(self, message: Message) -> None:
        if self._talk is None or self._is_over:
            return
        self._talk.done()
        try:
            self._understand(message)
        except ChildFailedError:
            self._fail(stopped())

    def _understand(self, message: Message) -> None:
        """Raises ChildFailedError for what this child cannot say, or not like this."""
        self._count += 1
        if self._count > _MOST_MESSAGES:
            raise ChildFailedError
        late = message.whole("turn", 0, self._seeks) != self._seeks
        match message.word:
            case "heard" if self._answered < self._said:
                self._answered += 1
                self._stir()
            case "alive":
                self._worked = message.number("cpu", self._worked, _MOST_WORK)
                self._alive, self._lent_alive = time.monotonic(), self._lent
            case "loaded":
                self._is_loaded = True
                length = message.number("length", 0, LONGEST)
                self.loaded.emit(length, message.facts.get("video") is True)
            case "at" if not late:
                self._move(message.number("at", 0, LONGEST))
            case "ended" if not late:
                self.ended.emit()
            case "frame":
                self._show(message, late)
            case "sound":
                at = message.number("at", -1, LONGEST)
                if len(message.data) % 4 or len(message.data) > _MOST_SOUND:
                    raise ChildFailedError
                if not late:
                    self.sound.emit(message.data, at)
            case "failed":
                self._fail(damaged())
            case "at" | "ended":
                pass
            case _:
                raise ChildFailedError

    def _move(self, seconds: float) -> None:
        if seconds != self._place:
            self._place = seconds
            self._stir()
        self.at.emit(seconds)

    def _show(self, message: Message, late: bool) -> None:
        width = message.whole("width", 1, LARGEST.width())
        height = message.whole("height", 1, LARGEST.height())
        at = message.number("at", -1, LONGEST)
        if len(message.data) != width * height * _FRAME_BYTES:
            raise ChildFailedError
        self._say("seen")
        if not late:
            row = width * _FRAME_BYTES
            form = QImage.Format.Format_RGB32
            self.frame.emit(QImage(message.data, width, height, row, form).copy(), at)

    def _stir(self) -> None:
        """The child did something: from now on its silence and its work are counted."""
        self._moved, self._lent_before = time.monotonic(), self._lent
        self._worked_before = self._worked

    def _watch(self) -> None:
        """Whether the child keeps its time, but for that in which it waited for a piece.

        One that stands still may have nothing to do: a picture can last for minutes. One that
        works all the while is caught in the file.
        """
        now = time.monotonic()
        self._count = 0
        silent = now - self._alive - (self._lent - self._lent_alive)
        owes = now - self._moved - (self._lent - self._lent_before)
        if self._answered == self._said:
            owes = 0.0
        in_vain = self._worked - self._worked_before
        loads = 0.0 if self._is_loaded else now - self._opened - self._lent
        if max(silent, owes, in_vain) > PATIENCE or loads > _LOADING:
            self._fail(stopped())

    def _fail(self, error: UserError) -> None:
        """The first failure is the cause; nothing is heard after it."""
        if not self._is_over:
            self._end()
            self.failed.emit(error)

    def _end(self) -> None:
        self._is_over = True
        self._clock.stop()
        talk, self._talk = self._talk, None
        if talk is not None:
            talk.end()
