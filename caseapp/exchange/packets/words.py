"""A packet in words: what it holds, what it would do. For the window and the terminal alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from caseapp.exchange.packets.choosing import Chosen
from caseapp.exchange.packets.plan import Renumbered, Told
from caseapp.i18n import Translator
from caseapp.store.records.people import case_number

_GROUPS: Final = (
    ("detainee",), ("contact",), ("name_form", "identifier"), ("event",), ("kinship",),
    ("source",), ("excerpt",), ("attachment",), ("consent",), ("appeal",),
)  # fmt: skip
_TOLD: Final = frozenset(kind for group in _GROUPS for kind in group)


def counted(t: Translator, counts: Mapping[str, int]) -> list[str]:
    """Counts by kind as phrases, what matters most first; small kinds are told together."""
    phrases = []
    for group in _GROUPS:
        n = sum(counts.get(kind, 0) for kind in group)
        if n:
            phrases.append(_phrase(t, group[0], n))
    rest = sum(n for kind, n in counts.items() if kind not in _TOLD)
    if rest:
        phrases.append(t.plural("{n} other entry", "{n} other entries", rest))
    return phrases


def _phrase(t: Translator, kind: str, n: int) -> str:
    return {
        "detainee": lambda: t.plural("{n} case", "{n} cases", n),
        "contact": lambda: t.plural("{n} contact", "{n} contacts", n),
        "name_form": lambda: t.plural("{n} name or number", "{n} names and numbers", n),
        "event": lambda: t.plural("{n} event", "{n} events", n),
        "kinship": lambda: t.plural("{n} tie of kin", "{n} ties of kin", n),
        "source": lambda: t.plural("{n} source", "{n} sources", n),
        "excerpt": lambda: t.plural("{n} passage", "{n} passages", n),
        "attachment": lambda: t.plural("{n} file", "{n} files", n),
        "consent": lambda: t.plural("{n} consent", "{n} consents", n),
        "appeal": lambda: t.plural("{n} appeal", "{n} appeals", n),
    }[kind]()


def scope_words(t: Translator, chosen: Chosen) -> str:
    """What was chosen to leave, in one line."""
    scope = chosen.scope
    what = t("The whole vault") if scope.whole else t.plural(
        "{n} case and what belongs to it", "{n} cases and what belongs to them", len(scope.cases)
    )  # fmt: skip
    if not scope.contacts:
        what = t("{what}, without contacts", what=what)
    if scope.restricted:
        what = t("{what}, with restricted notes", what=what)
    return what


def held_back(t: Translator, chosen: Chosen) -> list[str]:
    """What belongs to the scope and stays here, and why."""
    said = []
    if not chosen.scope.contacts:
        staying = ", ".join(counted(t, chosen.stays))
        if staying:
            said.append(t("Stays here, because it tells of contacts: {what}.", what=staying))
        n = chosen.hidden.field_count
        if n:
            said.append(t.plural(
                "{n} more field is left out, because it could tell of a contact.",
                "{n} more fields are left out, because they could tell of a contact.", n,
            ))  # fmt: skip
    elif chosen.stays:
        staying = ", ".join(counted(t, chosen.stays))
        said.append(t("Stays here, because it ties to what does not leave: {what}.", what=staying))
    if not chosen.scope.restricted:
        said.append(t("Restricted notes stay here."))
    return said


def told_lines(t: Translator, told: Told) -> list[str]:
    """What taking a packet in would do, a sentence a line."""
    said = []
    for sentence, counts in (
        (t("New: {what}."), told.new), (t("Changed: {what}."), told.changed),
        (t("Goes to the trash: {what}."), told.trashed),
    ):  # fmt: skip
        if counts:
            said.append(sentence.format(what=", ".join(counted(t, counts))))
    if told.conflict_count:
        said.append(t.plural(
            "{n} field was changed here and there: ours stays until you decide in Review.",
            "{n} fields were changed here and there: ours stay until you decide in Review.",
            told.conflict_count,
        ))  # fmt: skip
    if told.waiting:
        said.append(t.plural(
            "{n} conflict still waits in Review.", "{n} conflicts still wait in Review.",
            told.waiting,
        ))  # fmt: skip
    if told.settled:
        said.append(
            t.plural(
                "{n} conflict was decided there.", "{n} conflicts were decided there.", told.settled
            )
        )
    if told.decided:
        said.append(t.plural(
            "{n} field differs and was decided here before: ours stays.",
            "{n} fields differ and were decided here before: ours stay.", told.decided,
        ))  # fmt: skip
    if told.kept:
        said.append(
            t.plural(
                "{n} field is newer here and stays.",
                "{n} fields are newer here and stay.",
                told.kept,
            )
        )
    if told.refused:
        said.append(
            t.plural(
                "{n} entry cannot be taken in.",
                "{n} entries cannot be taken in.",
                len(told.refused),
            )
        )
    return said or [t("Everything in it is here already.")]


def number_line(t: Translator, one: Renumbered) -> str:
    """That a record has another short number here."""
    if one.kind == "detainee":
        theirs, ours = case_number(one.prefix, one.theirs), case_number(one.prefix, one.ours)
        return t("Their {theirs} is {ours} here.", theirs=theirs, ours=ours)
    sentences = {
        "contact": t("Their contact {theirs} is {ours} here."),
        "source": t("Their source {theirs} is {ours} here."),
        "intake": t("Their claim slip {theirs} is {ours} here."),
        "consent": t("Their consent {theirs} is {ours} here."),
        "appeal": t("Their appeal {theirs} is {ours} here."),
    }
    sentence = sentences.get(one.kind, t("Their addressee {theirs} is {ours} here."))
    return sentence.format(theirs=one.theirs, ours=one.ours)
