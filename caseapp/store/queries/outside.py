"""What of a vault lies elsewhere, as far as the vault knows, and by what its state is known."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseapp.domain.vocabulary import PacketWay
from caseapp.store import history
from caseapp.store.records import Copy, Export, Packet

_LABEL = b"case-file state\0"
_LETTERS = 8


@dataclass(frozen=True, slots=True)
class Outside:
    """How many copies were printed, files exported and packets sent, those in the trash too."""

    copies: int
    exports: int
    packets: int


def outside(session: Session) -> Outside:
    """Counted from the register and the logs; what went out is not back because it is in the
    trash.
    """

    def count(kind: type[Copy | Export | Packet], *where: object) -> int:
        return session.scalar(select(func.count()).select_from(kind).where(*where)) or 0  # type: ignore[arg-type]

    return Outside(count(Copy), count(Export), count(Packet, Packet.way == PacketWay.SENT))


def state_code(session: Session) -> str:
    """Eight signs that two vaults have in common when they hold the same, down to the history.

    Both are copies of one vault and nothing was saved in either since: SHA-256 over the vault's
    id and the head of its history. Who sees the code alone learns nothing.
    """
    known = history.facts(session.connection())
    content = _LABEL + f"{known['store_id']} {known['history_head']}".encode()
    code = hashlib.sha256(content).hexdigest()[:_LETTERS].upper()
    return f"{code[:4]} {code[4:]}"
