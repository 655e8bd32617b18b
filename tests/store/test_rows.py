"""Rows are written in an order in which they refer only to rows that are there already."""

from __future__ import annotations

import random

from caseapp.store.records import KINDS
from caseapp.store.rows import parents_first


def test_whatever_order_kinds_come_in_each_stands_behind_those_that_it_refers_to() -> None:
    kinds = list(KINDS.values())
    random.Random(3).shuffle(kinds)
    place = {kind.__tablename__: at for at, kind in enumerate(parents_first(kinds))}
    assert len(place) == len(KINDS)
    behind = {
        (kind.__tablename__, key.column.table.name)
        for kind in kinds for key in kind.__table__.foreign_keys
        if place[key.column.table.name] > place[kind.__tablename__]
    }  # fmt: skip
    # Two pairs refer to one another: one side of each has to come first.
    assert behind <= {
        ("attachment", "detainee"), ("appeal", "signatory"), ("appeal", "dispatch"),
    }  # fmt: skip
