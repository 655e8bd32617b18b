"""The two kinds of failure: what a person can mend, and what is a bug.

A `UserError` carries an English message id with `{named}` places and the values
for them; whoever shows it translates the id first (`Translator.error`). Anything
else that is raised is a bug. This module knows nothing else of the program.
"""

from __future__ import annotations

from typing import ClassVar


class CaseappError(Exception):
    """Root of every failure that this program raises on purpose."""


class UserError(CaseappError):
    """A known cause, told in one sentence that says what to do.

    `message` is a translatable English message id, or that of a subclass is its `sentence`;
    `params` fill its `{named}` places.
    Parameters may hold paths and numbers that the person typed, never record content
    that the log could catch: logs hold the class name only.
    """

    sentence: ClassVar[str] = ""

    def __init__(self, message: str = "", /, **params: object) -> None:
        self.message = message or self.sentence
        super().__init__(self.message)
        self.params = params

    def __str__(self) -> str:
        return self.message.format(**self.params)


class Cancelled(CaseappError):
    """Raised inside long work after the person asked to stop it. Nothing is wrong."""
