"""The second process that finishes copies: draws, searches, gives the bytes back. See `finishing`.

It writes no file and keeps nothing of a copy when the next one comes.
"""

from __future__ import annotations

import gc
from itertools import count
from typing import IO, Any

from caseapp.dossier.finish import Unfinished, finish
from caseapp.dossier.finishing import as_words, secret_of
from caseapp.dossier.pdf.parcels import unpacked
from caseapp.dossier.pdf.talk import Talk, TalkEndedError
from caseapp.errors import UserError
from caseapp.system.progress import Progress

_TOLD_EVERY = 8


def main(source: IO[bytes], target: IO[bytes]) -> None:
    """Finish one copy after the other until the first process hangs up."""
    gc.disable()  # pages hold no cycles, and each collection would walk the whole dossier
    talk = Talk(source, target)
    try:
        while True:
            talk.say(*_answer(talk, _heard(talk)))
    except TalkEndedError:
        return


def _heard(talk: Talk) -> Unfinished:
    (images,) = talk.hear_only("begin")
    dossier = unpacked(talk.hear_only("parcel")[0] for _ in count())
    pictures: dict[str, bytes] = dict(talk.hear_only("image") for _ in range(images))
    secrets, shown = talk.hear_only("secrets")
    return Unfinished(dossier, pictures, [secret_of(*secret) for secret in secrets], shown)


def _answer(talk: Talk, copy: Unfinished) -> tuple[Any, ...]:
    steps = _Steps(talk)
    try:
        pdf, drawn = finish(copy, steps, divided=False, on_page=steps.one_more)
    except UserError as error:
        return as_words(error)
    facts = drawn.pages, drawn.anchors, drawn.parts, drawn.pdf_sha256, drawn.missing
    return "done", pdf, facts


class _Steps(Progress):
    """Tells the first process of pages drawn and searched, a few at a time."""

    def __init__(self, talk: Talk) -> None:
        super().__init__()
        self._talk = talk
        self._done = 0

    def report(self, done: int, total: int, message: str = "", /, **params: object) -> None:
        self.one_more()

    def one_more(self) -> None:
        self._done += 1
        if self._done % _TOLD_EVERY == 0:
            self._talk.say("steps", self._done)
