"""A place in long reading at which others may have the vault first.

Whoever reads in many statements calls `give_way` between two of them, with no rows left to be
fetched. What is read after it may be younger than what was read before: whoever writes by it
compares the generation.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

GIVE_WAY = "give_way"
"""The key of `Session.info` under which the vault says what is to be done."""


def give_way(session: Session) -> None:
    """Let others use the vault if somebody waits and this thread is patient."""
    let_others = session.info.get(GIVE_WAY)
    if let_others is not None:
        let_others(session)
