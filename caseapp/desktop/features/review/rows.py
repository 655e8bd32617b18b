"""The rows of the comparison: what each of two cases says, and between what one can choose.

Made from the two pages of the cases; decides nothing and knows no widget.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from caseapp.desktop.features.review.words import ReviewWords
from caseapp.desktop.forms.specs.labels import LABELS
from caseapp.desktop.record_titles import masked
from caseapp.domain.vocabulary import EventKind, Relation
from caseapp.i18n import N_
from caseapp.matching.fields import BOTH_STAY, CHOSEN, Side, is_blank, same, usual
from caseapp.store.queries.case_page import CasePage
from caseapp.store.records import Detainee

NUMBER = "number"
"""Key of the row in which the number that stays is chosen."""
_ONE = frozenset({Side.LEFT, Side.RIGHT})
_ALL = frozenset(Side)
_TAKEN = (EventKind.TAKEN, EventKind.RETAKEN)
_CHIEF = ("birth", "sex", "home_place")
"""Facts that tell people apart: they stand right under the names, said or not."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One row: what both say, a line each. `options` is empty where both simply stay."""

    key: str
    label: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    differs: bool
    options: frozenset[Side] = frozenset()
    usual: Side = Side.BOTH

    @property
    def is_choice(self) -> bool:
        return bool(self.options)


def field_rows(words: ReviewWords, left: CasePage, right: CasePage) -> list[FieldRow]:
    """Every row, the chief ones first; what neither says is left out, but for the chief ones."""
    chosen = {name: _chosen(words, name, left.detainee, right.detainee) for name in CHOSEN}
    numbers = (left.detainee.case_number,), (right.detainee.case_number,)
    rows: list[FieldRow | None] = [
        FieldRow(NUMBER, words.t("Number"), *numbers, differs=True, options=_ONE,
                 usual=Side.LEFT),
        _both(words, "names", N_("Name"), left, right, words.names),
        *(chosen.pop(name) for name in _CHIEF),
    ]  # fmt: skip
    for key, label, said in _HANGING:
        say: Callable[[CasePage], Sequence[str]] = lambda page, said=said: said(words, page)  # noqa: E731
        rows.append(_both(words, key, label, left, right, say))
    photos = _photos(words, left, right)
    chosen["photo_id"] = photos
    rows += chosen.values()
    return [row for row in rows if row is not None]


def _chosen(words: ReviewWords, name: str, left: Detainee, right: Detainee) -> FieldRow | None:
    one, other = getattr(left, name), getattr(right, name)
    if is_blank(one) and is_blank(other) and name not in _CHIEF:
        return None
    label = words.t(LABELS.get(("detainee", name), name))
    told = tuple(_said(words, name, case) for case in (left, right))
    if same(one, other):
        return FieldRow(name, label, *told, differs=False, usual=Side.LEFT)
    options = _ALL if name in BOTH_STAY and not is_blank(one) and not is_blank(other) else _ONE
    return FieldRow(name, label, *told, True, options, usual(name, one, other))


def _said(words: ReviewWords, name: str, case: Detainee) -> tuple[str, ...]:
    value = getattr(case, name)
    if is_blank(value):
        return ()
    if isinstance(value, str) and type(value) is str:
        value = words.text(case, name)
    return tuple(words.value(value).split("\n"))[:3]


def _both(
    words: ReviewWords, key: str, label: str, left: CasePage, right: CasePage,
    said: Callable[[CasePage], Sequence[str]],
) -> FieldRow | None:  # fmt: skip
    one, other = words.lines(said(left)), words.lines(said(right))
    if not one and not other:
        return None
    differs = bool(one and other) and not set(one) & set(other)
    return FieldRow(key, words.t(label), one, other, differs and key in _TELLING)


_TELLING = frozenset({"taken", "reason", "status", "numbers", "father"})
"""Rows in which a difference may mean that these are two people."""


def _photos(words: ReviewWords, left: CasePage, right: CasePage) -> FieldRow | None:
    one, other = left.photo is not None, right.photo is not None
    if not one and not other:
        return None
    has = words.t("has one")
    options = _ONE if one and other else frozenset()
    side = Side.LEFT if one else Side.RIGHT
    label = words.t("Photo")
    return FieldRow("photo_id", label, (has,) * one, (has,) * other, one and other, options, side)


# -- what hangs on a case ------------------------------------------------------------------------
def _taken(words: ReviewWords, page: CasePage) -> list[str]:
    return [words.value(e.when) or words.label(e.kind) for e in page.events if e.kind in _TAKEN]


def _reasons(words: ReviewWords, page: CasePage) -> list[str]:
    given = [words.text(event, "reason_given") for event in page.events]
    # What a record quotes already needs no second pair of marks.
    return [one if one[0] in '“«„"' else words.t("“{words}”", words=one) for one in given if one]


def _status(words: ReviewWords, page: CasePage) -> list[str]:
    return [words.status(page)] if page.events else []


def _numbers(words: ReviewWords, page: CasePage) -> list[str]:
    return [f"{masked(one.number)} · {words.label(one.kind)}" for one in page.identifiers]


def _father(words: ReviewWords, page: CasePage) -> list[str]:
    return [row.name for row in page.kin if words.relation(row) is Relation.FATHER]


def _family(words: ReviewWords, page: CasePage) -> list[str]:
    others = [row for row in page.kin if row.contact_id is None]
    return [words.kin(row) for row in others if words.relation(row) is not Relation.FATHER]


def _sources(words: ReviewWords, page: CasePage) -> list[str]:
    return [words.text(one, "title") or words.word(one.kind) for one in page.sources]


def _consents(words: ReviewWords, page: CasePage) -> list[str]:
    return [
        f"{words.t('no. {n}', n=one.serial)} · {words.label(one.audience)}"
        for one in page.consent_file.consents
    ]


def _appeals(words: ReviewWords, page: CasePage) -> list[str]:
    return [title or words.t("Appeal no. {n}", n=serial) for _id, serial, title in page.appeals]


def _files(words: ReviewWords, page: CasePage) -> list[str]:
    n = len(page.files)
    return [words.t.plural("{n} file", "{n} files", n)] if n else []


_HANGING: tuple[tuple[str, str, Callable[[ReviewWords, CasePage], list[str]]], ...] = (
    ("taken", N_("Taken"), _taken),
    ("reason", N_("Reason given"), _reasons),
    ("status", N_("Status"), _status),
    ("numbers", N_("Document number"), _numbers),
    ("father", N_("Father"), _father),
    ("told", N_("Told by"), lambda words, page: words.tellers(page)),
    ("family", N_("Family"), _family),
    ("sources", N_("Sources"), _sources),
    ("consents", N_("Consents"), _consents),
    ("appeals", N_("Appeals"), _appeals),
    ("files", N_("Files"), _files),
)
