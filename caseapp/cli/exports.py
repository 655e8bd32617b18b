"""Commands that write files for other programs, and take our own JSON into an empty vault."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from caseapp.cli.screen import ProgressLine, translate
from caseapp.cli.vaults import open_vault
from caseapp.domain.labels import label
from caseapp.domain.names.scripts import search_key
from caseapp.domain.vocabulary import Audience
from caseapp.errors import UserError
from caseapp.exchange.export import making, record_reading, telling
from caseapp.exchange.export.forms import FORMS, Form
from caseapp.exchange.export.leak_check import ExportLeakError
from caseapp.i18n import N_, Translator, translator
from caseapp.store.queries.cases import CaseQuery, case_ids
from caseapp.store.queries.facets import case_list
from caseapp.store.queries.imports import cases_numbered
from caseapp.store.queries.saved_views import saved_views
from caseapp.store.records.people import case_number
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

CHOOSE = N_("Say which cases: --cases CF-1,CF-2, --view NAME, or --all.")
NO_CASE = N_("There is no case {number}.")
NO_VIEW = N_("There is no saved view “{name}”; there are: {views}.")


def export(options: argparse.Namespace) -> int:
    """Write one file; says first for whom it is and what it does not hold. Prints its path."""
    making.refuse(options.out, force=options.force)
    t = translate()
    form, audience = Form(options.form), Audience(options.audience)
    with open_vault(options) as vault:
        request = making.Request(
            form=form,
            audience=audience,
            ids=() if form is Form.ICS else tuple(_chosen(vault, options)),
            whole=options.all,
            photos=not options.without_photos,
            plain=options.plain_csv,
            names=options.names,
            language=options.language or t.language,
        )
        progress = Progress(ProgressLine().tell)
        try:
            prepared = making.prepare(vault, request, date.today(), progress)
        except ExportLeakError as error:
            for place in error.places:
                print(place.words(t), file=sys.stderr)
            raise
        for line in told(prepared, t):
            print(line, file=sys.stderr)
        making.write(vault, prepared, options.out, force=options.force)
    print(options.out.absolute())
    return 0


def import_json(options: argparse.Namespace) -> int:
    """Take a JSON file of the office into an empty vault; prints what it held."""
    read = record_reading.read_file(options.file)
    with open_vault(options) as vault:
        record_reading.take_in(vault, read, Progress(ProgressLine().tell))
    for kind, count in read.counts.items():
        print(f"{kind}: {count}")
    return 0


def told(prepared: making.Prepared, t: Translator) -> list[str]:
    """For whom the file is, what it holds, and what of each class it does not."""
    labels = translator(t.language, "dossier")
    request = prepared.request
    lines = [
        t("{form}, for: {audience}", form=t(FORMS[request.form].name),
          audience=label(request.audience, labels)),
        t("It holds: {counts}", counts=", ".join(telling.holds(prepared.counts, t))),
    ]  # fmt: skip
    if prepared.withheld:
        lines.append(t("Not disclosed:"))
        lines += [f"  {label(one, labels)}: {n}" for one, n in prepared.withheld.items()]
    elif not prepared.is_complete:
        lines.append(t("Nothing had to be withheld."))
    return lines + telling.warnings(prepared, t)


def _chosen(vault: Vault, options: argparse.Namespace) -> Sequence[UUID]:
    if options.all:
        return vault.read(lambda session: case_ids(session, CaseQuery()))
    if options.view:
        views = vault.read(saved_views)
        shown = {view.name.casefold(): view.shown for view in views}.get(options.view.casefold())
        if shown is not None:
            return vault.read(lambda session: tuple(case_list(session, shown)))
        names = ", ".join(view.name for view in views) or "–"
        raise UserError(NO_VIEW, name=options.view, views=names)
    if not options.cases:
        raise UserError(CHOOSE)
    known = vault.read(cases_numbered)
    return [_case(number.strip(), known) for number in options.cases.split(",") if number.strip()]


def _case(typed: str, known: Mapping[str, UUID]) -> UUID:
    """A case by its number; zeros before it may be left out."""
    prefix, _, serial = typed.rpartition("-")
    number = case_number(prefix.upper(), int(serial)) if serial.isdecimal() else typed
    found = known.get(search_key(number))
    if found is None:
        raise UserError(NO_CASE, number=typed)
    return found
