"""Every code of the vocabulary has a word."""

from __future__ import annotations

import inspect
from enum import StrEnum

import pytest

from caseapp.domain import vocabulary
from caseapp.domain.labels import LABELS, label
from caseapp.i18n import translator

LISTS = [
    kind
    for _, kind in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(kind, StrEnum) and kind is not StrEnum
]


@pytest.mark.parametrize("kind", LISTS)
def test_every_member_has_one_english_label_of_its_own(kind: type[StrEnum]) -> None:
    assert set(LABELS[kind]) == set(kind)
    words = [label(member, translator("en")) for member in kind]
    assert all(words)
    assert len(set(words)) == len(words)


def test_each_list_keeps_to_one_context() -> None:
    for kind, members in LABELS.items():
        assert len({context for context, _ in members.values()}) == 1, kind
