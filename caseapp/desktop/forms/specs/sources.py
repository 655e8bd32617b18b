"""The fields of a source and of an excerpt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from caseapp.desktop.forms.fields import FieldSpec, said
from caseapp.domain.vocabulary import (
    Credibility,
    ExcerptKind,
    HowKnown,
    Reliability,
    SourceKind,
    Ternary,
    TestimonyForm,
)
from caseapp.i18n import N_
from caseapp.store.records import Source

_YES_OR_NO = cast(Any, (Ternary.NO, Ternary.YES))
"""A choice of two words: the form only goes through its members."""


@dataclass(frozen=True, slots=True)
class YesNoSpec(FieldSpec):
    """A field that holds True or False, chosen as a word."""

    def to_text(self, value: object) -> str:
        return (Ternary.YES if value else Ternary.NO).value

    def to_value(self, typed: str) -> object:
        return typed == Ternary.YES.value


@dataclass(frozen=True, slots=True)
class MaybeSpec(FieldSpec):
    """A choice that need not be made: nothing chosen is None."""

    def to_value(self, typed: str) -> object:
        return self.choices(typed) if typed and self.choices is not None else None


def yes_no(name: str, label: str, *, span: int = 1, hint: str = "") -> FieldSpec:
    return YesNoSpec(name, label, "choice", _YES_OR_NO, span, hint)


SOURCE = (
    FieldSpec("title", N_("Title"), span=3),
    FieldSpec("kind", N_("Kind of source"), "choice", SourceKind),
    FieldSpec("author", N_("Author")),
    FieldSpec("publisher", N_("Published by")),
    FieldSpec("dated", N_("Dated"), "date"),
    FieldSpec("language", N_("Language"), hint=N_("A code, such as kk, ru or zh-Hans.")),
    FieldSpec("url", N_("Address on the internet"), span=2,
              hint=N_("Kept as text. It is never opened from here.")),
    yes_no("published", N_("Published"), hint=N_("Anybody can find it: its name may be printed.")),
    FieldSpec("extent", N_("Extent"), hint=N_("Pages, minutes, the part that was kept.")),
    MaybeSpec("testimony_form", N_("Form of the testimony"), "choice", TestimonyForm),
    FieldSpec("how_known", N_("How it is known"), "choice", HowKnown),
    FieldSpec("captured", N_("Captured on"), "date"),
    FieldSpec("captured_by", N_("Captured by")),
    FieldSpec("where_kept", N_("Where the original is kept"), span=2),
    FieldSpec("reliability", N_("Reliability"), "choice", Reliability),
    yes_no("fictitious", N_("Fictitious")),
)  # fmt: skip

EXCERPT = (
    FieldSpec("text", N_("Words"), "text", span=2, required=True),
    FieldSpec("kind", N_("Kind of excerpt"), "choice", ExcerptKind),
    FieldSpec("credibility", N_("Credibility"), "choice", Credibility),
    FieldSpec("place", N_("Place in the source")),
    FieldSpec("language", N_("Language")),
    FieldSpec("translator", N_("Translated by")),
    yes_no("sensitive", N_("Names a person at risk")),
)

_OF_TESTIMONY = frozenset({"testimony_form", "how_known"})
_TESTIMONIES = (SourceKind.TESTIMONY, SourceKind.INTERVIEW)


def asked_of_source(source: Source) -> frozenset[str]:
    """Names of the fields that make sense for a kind of source, or that say something."""
    asked = {spec.name for spec in SOURCE}
    if source.kind not in _TESTIMONIES:
        asked -= _OF_TESTIMONY
    return frozenset(asked) | said(source, SOURCE)
