"""From a finding to its cure: the page where it is mended, or the deed that mends it."""

from __future__ import annotations

from collections.abc import Callable

from caseapp.desktop.context import Context
from caseapp.desktop.features.appeals.builder import Builder
from caseapp.desktop.features.appeals.drafts import Target
from caseapp.desktop.features.appeals.edits import AppealEditor
from caseapp.desktop.features.appeals.loading import Loaded
from caseapp.disclosure.left_out import LeftOut
from caseapp.dossier.preflight_findings import Deed, Finding, Place, Rule


class Cures:
    """`go` jumps, `do` mends on the spot; undo takes it back."""

    def __init__(
        self, context: Context, ui: Builder, editor: AppealEditor,
        choose: Callable[[Target], None],
    ) -> None:  # fmt: skip
        self._context, self._ui, self._editor, self._choose = context, ui, editor, choose

    def go(self, finding: Finding) -> None:
        """To where the finding is cured, with the copy in front that it is about."""
        place, ui = finding.words.place, self._ui
        if place is Place.CASE and finding.case_id is not None:
            self._context.router.go("case", (finding.case_id, finding.words.section))
            return
        if place is Place.CONTACT and finding.contact_id is not None:
            self._context.router.go("contact", finding.contact_id)
            return
        if place is Place.FORM:
            self._context.router.go("library", ("forms", finding.params["number"]))
            return
        if finding.addressee_id is not None:
            self._choose(finding.addressee_id)
        if place is Place.LETTER:
            ui.go_to("letter")
            if finding.rule is Rule.LETTER_UNCONFIRMED:
                ui.letter.go_to_doubt()
        elif place is Place.PARTICULARS:
            ui.go_to("particulars")
            ui.particulars.go_to(_field(finding))
        elif place is Place.PERSONS:
            ui.go_to("persons")
        elif place is Place.ADDRESSEES:
            ui.go_to("addressees")
        elif place is Place.COPY:
            ui.go_to("copy")
            ui.settings.go_to(finding.words.section)

    def do(self, finding: Finding, loaded: Loaded | None) -> None:
        """Mend it: one action."""
        deed = finding.words.deed
        if deed is Deed.CHECKED_TODAY and finding.addressee_id is not None:
            self._editor.checked_today(finding.addressee_id)
        elif deed is Deed.LEAVE_OUT and loaded is not None and finding.case_id is not None:
            rows = loaded.page.addressees
            row = next((row for row in rows if row.id == finding.addressee_id), None)
            if row is not None:
                left = LeftOut.read(row.left_out)
                without = LeftOut(left.persons | {finding.case_id}, left.photos)
                self._editor.set_copy(row.link_id, "left_out", without.kept())


def _field(finding: Finding) -> str:
    """The field of the particulars that a finding is about."""
    fields = finding.params.get("fields")
    if isinstance(fields, tuple):
        first = next((f for f in fields if f.startswith("organisation_")), "")
        return f"organisation.{first.removeprefix('organisation_')}" if first else ""
    section = finding.words.section
    return "organisation.signatory" if section.startswith("signator") else section
