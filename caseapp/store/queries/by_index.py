"""Conditions that find rows by an index, where the column alone would read the whole table.

A tie has one first end and a citation one claim: so the index on both columns answers once it
is said that the other column is empty. The tables themselves see to it that it is.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from caseapp.store.records import Citation, Kinship


def first_is_contact(contacts: Any) -> ColumnElement[bool]:
    """Ties whose first end is one of these contacts: ids, or a query of ids."""
    return and_(Kinship.detainee_id.is_(None), Kinship.contact_id.in_(contacts))


def has_contact(contacts: Any) -> ColumnElement[bool]:
    """Ties that have one of these contacts at either end."""
    return or_(first_is_contact(contacts), Kinship.of_contact_id.in_(contacts))


def cites_fact_of(cases: Any) -> ColumnElement[bool]:
    """Citations of a fact about one of these cases, not of an event."""
    return and_(Citation.event_id.is_(None), Citation.detainee_id.in_(cases))
