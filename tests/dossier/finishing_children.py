"""Second processes that go wrong, for the tests of a series of copies."""

from __future__ import annotations

import os
import time
from typing import IO, Any

from caseapp.dossier import finishing_child
from caseapp.dossier.finish import Unfinished
from caseapp.dossier.pdf.talk import Talk

DIES_AT = "united_nations"


def dies_at_one_copy(source: IO[bytes], target: IO[bytes]) -> None:
    """Ends without a word at the copy for one audience, else does its work."""
    answer = finishing_child._answer

    def dying(talk: Talk, copy: Unfinished) -> tuple[Any, ...]:
        if copy.dossier.head.audience == DIES_AT:
            os._exit(9)
        return answer(talk, copy)

    finishing_child._answer = dying
    finishing_child.main(source, target)


def never_answers(source: IO[bytes], target: IO[bytes]) -> None:
    """Takes the copy and works for ever."""
    finishing_child._heard(Talk(source, target))
    time.sleep(600)
