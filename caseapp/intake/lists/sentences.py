"""What a plan says of a row, in a language: sentences with the names of fields and their codes.

Knows sentences and columns, no row and no vault.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from caseapp.domain.labels import label
from caseapp.domain.vocabulary import Ternary
from caseapp.i18n import Translator, translator
from caseapp.intake.lists.facts import ARREST
from caseapp.intake.lists.plan import ImportPlan, Said
from caseapp.intake.lists.targets import SPECS, Form, Part, Slot, Target, target_label
from caseapp.intake.lists.updating import GONE

_SLOTS = {ARREST: Slot.ARRESTED.value}
_FIELDS = {"least_size": Target.GROUP_SIZE, "greatest_size": Target.GROUP_SIZE}


def sentence(said: Said, t: Translator, shown: Callable[[str], str] = str) -> str:
    """A sentence in the translator's language: fields and codes by their words, everything else
    as `shown` gives it."""
    params = {name: shown(word) for name, word in said.params.items()}
    if name := said.params.get("field"):
        params["field"] = field_label(name, t)
        for value in ("old", "new"):
            if words := _code_words(name, said.params.get(value, ""), t):
                params[value] = words
    return t(said.message, **params)


def field_label(name: str, t: Translator) -> str:
    """The words for "birth", "taken.when" or "contact.phones"."""
    target = _target(name)
    return target_label(target, t) if target is not None else name


def _target(name: str) -> Target | None:
    of, dot, plain = name.rpartition(".")
    if not dot and plain in _FIELDS:
        return _FIELDS[plain]
    slot = _SLOTS.get(of, of.partition("-")[0])
    for target, spec in SPECS.items():
        if spec.field != plain and spec.part.value != plain.rstrip("s"):
            continue
        if not dot and spec.part in (Part.CASE, Part.NAME, Part.IDENTIFIER):
            return target
        if of == spec.part.value and spec.part in (Part.CONTACT, Part.SOURCE):
            return target
        if spec.slot is not None and slot == spec.slot.value:
            return target
    return None


def _code_words(name: str, word: str, t: Translator) -> str:
    """What a member of a closed list is called; "" for any other words."""
    target = _target(name)
    spec = SPECS[target] if target is not None else None
    labels = translator(t.language, "dossier")
    if spec is not None and spec.form is Form.FLAG and word:
        return label(Ternary.YES, labels)
    if spec is None or spec.codes is None or word not in set(spec.codes):
        return ""
    return label(spec.codes(word), labels)


def list_told(
    plan: ImportPlan, t: Translator, sources: int | None = None,
    day: Callable[[date], str] = date.isoformat,
) -> list[str]:  # fmt: skip
    """What is to be known of a list as a whole; `sources` are those that its import added, None
    before the import; `day` words a date."""
    found = []
    if plan.exported:
        found.append(t("Compared with what was exported on {date}: only what was edited since"
                       " counts.", date=day(plan.exported)))  # fmt: skip
    if sources:
        found.append(t.plural("{n} source that the rows name was added.",
                              "{n} sources that the rows name were added.", sources))  # fmt: skip
    elif sources is None and plan.sources:
        found.append(t.plural("{n} source that the rows name would be added.",
                              "{n} sources that the rows name would be added.",
                              plan.sources))  # fmt: skip
    if kept := sum(any(one.message == GONE for one in row.why) for row in plan.rows):
        found.append(t.plural("{n} row no longer says what its case keeps. Nothing is taken away.",
                              "{n} rows no longer say what their cases keep. Nothing is taken"
                              " away.", kept))  # fmt: skip
    return found
