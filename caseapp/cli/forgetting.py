"""Command that forgets a case, a contact or an attached file for good, after showing what goes."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from caseapp.cli.packets import case_ids
from caseapp.cli.screen import ProgressLine, translate
from caseapp.cli.vaults import open_vault, plain
from caseapp.disclosure.forgetting import Going, forget, going
from caseapp.errors import UserError
from caseapp.i18n import N_, Translator
from caseapp.store.records import Contact
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress


def forget_for_good(options: argparse.Namespace) -> int:
    """Show what goes and what stays elsewhere; then ask for the number or name, and do it."""
    t = translate()
    with open_vault(options) as vault:
        kind, record_id = _meant(vault, options)
        what = going(vault, kind, record_id, _progress())
        if what is None:
            raise UserError(N_("There is no such record in this vault."))
        shown = json.dumps(_coded(what)) if options.json else "\n".join(_told(t, what))
        print(shown)
        if options.show:
            return 0
        typed = options.yes if options.yes is not None else _asked(t)
        forget(vault, what, typed, copies=not options.keep_copies, progress=_progress())
    print(t("Forgotten for good."), file=sys.stderr)
    return 0


def _progress() -> Progress:
    return Progress(ProgressLine().tell)


def _asked(t: Translator) -> str:
    print(t("This cannot be undone. Type the number or a name to forget it:"), file=sys.stderr)
    return sys.stdin.readline().strip()


def _meant(vault: Vault, options: argparse.Namespace) -> tuple[str, UUID]:
    if options.case:
        return "detainee", case_ids(vault, [options.case])[0]
    if options.contact:
        found = [one.id for one in vault.all(Contact) if str(one.serial) == options.contact]
        if not found:
            raise UserError(N_("There is no contact {number}."), number=options.contact)
        return "contact", found[0]
    try:
        return "attachment", UUID(options.file)
    except ValueError:
        raise UserError(N_("There is no such record in this vault.")) from None


def _told(t: Translator, what: Going) -> Iterator[str]:
    """For people, one line a fact."""
    yield plain(what.title)
    yield t("Goes:")
    for name, count in sorted(what.records.items()):
        yield f"  {name}: {count}"
    yield t("Stays elsewhere:")
    if what.backups is not None:
        yield "  " + t("backups, the last of {day}", day=f"{what.backups.made_at:%Y-%m-%d}")
    for one in what.sent:
        yield plain(f"  {one.kind} {one.at:%Y-%m-%d} {one.name}")
    for copy in what.copies:
        yield "  " + t("printed copy {number} of {day}", number=copy.number,
                       day=f"{copy.produced_at:%Y-%m-%d}")  # fmt: skip
    yield "  " + t("paper, and what others were sent")
    yield t("Named in the words of others, which are left as they are:")
    for place in what.places:
        page = place.subject
        where = f"{page.kind} {page.number} {page.name}" if page else f"{place.kind} {place.id}"
        yield plain(f"  {where}: {place.field}" + ("" if place.whole else " ?"))


def _coded(what: Going) -> dict[str, Any]:
    """For programs: counts, days and ids; no name."""
    return {
        "kind": what.kind, "id": what.id.hex, "records": dict(what.records), "bytes": what.size,
        "copies": [one.id.hex for one in what.copies],
        "sent": [{"kind": one.kind, "at": one.at.isoformat()} for one in what.sent],
        "last_backup": what.backups.made_at.isoformat() if what.backups else None,
        "own_backups": what.own_backups,
        "places": [
            {"kind": one.kind, "id": one.id.hex, "field": one.field, "whole": one.whole}
            for one in what.places
        ],
    }  # fmt: skip
