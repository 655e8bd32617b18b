"""What should be known of an export before it is written, in words: what it holds, what it lacks,
what to mind. For the window and the command line alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from caseapp.exchange.export.making import Prepared
from caseapp.i18n import Translator


def holds(counts: Mapping[str, int], t: Translator) -> list[str]:
    """How much of what stands in the file; whole records are one number."""
    if "detainee" in counts:
        cases, records = counts["detainee"], sum(counts.values())
        return [
            t.plural("{n} case", "{n} cases", cases),
            t.plural("{n} record", "{n} records", records),
        ]
    told: Mapping[str, Callable[[int], str]] = {
        "cases": lambda n: t.plural("{n} case", "{n} cases", n),
        "events": lambda n: t.plural("{n} event", "{n} events", n),
        "contacts": lambda n: t.plural("{n} contact", "{n} contacts", n),
        "sources": lambda n: t.plural("{n} source", "{n} sources", n),
        "photos": lambda n: t.plural("{n} photo", "{n} photos", n),
        "deadlines": lambda n: t.plural("{n} deadline", "{n} deadlines", n),
    }
    return [say(counts[name]) for name, say in told.items() if counts.get(name)] or [t("nothing")]


def warnings(prepared: Prepared, t: Translator) -> list[str]:
    """What somebody should mind, the weightiest first."""
    request, found = prepared.request, []
    if prepared.is_complete:
        found.append(t("Complete, with names, contacts and notes: for the office only. It is not"
                       " encrypted; keep it as you keep the vault."))  # fmt: skip
    elif request.names:
        found.append(t("Names stand in the titles: a phone shows them on its locked screen."))
    else:
        found.append(t("The file is not encrypted."))
    if prepared.counts.get("photos") or prepared.counts.get("attachment"):
        found.append(t("Photos are in it: faces are recognised by machines."))
    if request.plain:
        found.append(t("Cells that look like formulas were left as they are."))
    if prepared.cut:
        found.append(
            t.plural(
                "{n} text is too long for a cell and was cut.",
                "{n} texts are too long for a cell and were cut.",
                prepared.cut,
            )
        )
    return found
