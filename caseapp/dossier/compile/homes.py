"""Where the persons of a copy are registered: the place's number, and its name in each language.

Only for those whose home the copy shows. Names that the finder of protected strings objects to
are left out. Stands before the wall: it reads records and gives plain values.
"""

from __future__ import annotations

from uuid import UUID

from caseapp.disclosure.scrub import cleaned
from caseapp.disclosure.text import plain, text_of
from caseapp.disclosure.view import Home
from caseapp.domain.places import find_place
from caseapp.dossier.compile.copy import Gated
from caseapp.dossier.compile.persons import beginning
from caseapp.store.casefile import AppealFile


def homes(file: AppealFile, gated: Gated) -> dict[UUID, Home]:
    """The homes that the copy shows, by case."""
    found = {}
    for case in gated.view.cases:
        record = file.detainees.get(case.id)
        if record is None or "home_place" not in case.fields:
            continue
        worded = {record.written_in: record.home_place, **record.wordings.get("home_place", {})}
        owners, parts = gated.plan.exempt(case.id)
        names = {}
        for language, text in worded.items():
            name = text_of(beginning(plain(cleaned(text)))).strip()
            finds = gated.plan.finder.find(name, exempt_owners=owners, exempt_parts=parts)
            if name and not any(True for _ in finds):
                names[language] = name
        code = record.home_place_code.strip()
        listed = find_place(code)
        if listed is not None and "zh_Hans" in names:
            names["zh_Hans"] = listed.name_zh  # Chinese writes a place with all that it is in
        found[case.id] = Home(code, names)
    return found
