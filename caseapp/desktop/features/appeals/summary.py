"""How far an appeal is, step by step, in figures and few words. Qt-free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from caseapp.desktop.features.appeals.drafts import OFFICE, Target
from caseapp.desktop.features.appeals.loading import Loaded
from caseapp.desktop.features.appeals.persons import Trouble
from caseapp.desktop.features.appeals.words import AppealWords
from caseapp.desktop.widgets.steps import Step
from caseapp.dossier.languages import worded_in
from caseapp.dossier.preflight import Finding, Severity, blockers
from caseapp.dossier.preflight_findings import Place, Rule
from caseapp.i18n import Translator

_PLACES = {
    Place.PERSONS: "persons", Place.ADDRESSEES: "addressees", Place.LETTER: "letter",
    Place.PARTICULARS: "letter",
}  # fmt: skip


def steps(t: Translator, loaded: Loaded, findings: Sequence[Finding]) -> list[Step]:
    """The six parts as the header shows them."""
    page = loaded.page
    languages = dict.fromkeys(worded_in(row.language) for row in page.addressees)
    grave = {_PLACES.get(f.words.place) for f in findings if f.severity is Severity.BLOCKS}
    blocking = len(blockers(findings))
    warned = sum(f.severity is Severity.WARNS for f in findings)
    check = t.plural("{n} warning", "{n} warnings", warned) if warned else t("nothing to mend")
    if blocking:
        check = t.plural("{n} blocker", "{n} blockers", blocking)
    issued = sum(not copy.for_office for copy in page.copies)
    copies = len(page.addressees)
    replies = sum(len(way.replies) for way in loaded.ways)

    def state(code: str, *, there: bool) -> str:
        return "warns" if code in grave and there else "done" if there else "open"

    return [
        Step("persons", t("Persons"), _figure(len(page.persons)),
             state("persons", there=bool(page.persons))),
        Step("addressees", t("Addressees"), _figure(copies),
             state("addressees", there=bool(copies))),
        Step("letter", t("Letter"), ", ".join(code.partition("_")[0] for code in languages),
             state("letter", there=bool(languages))),
        Step("check", t("Check"), check,
             "blocks" if blocking else "warns" if warned else "done"),
        Step("print", t("Print"), t.plural("{n} copy", "{n} copies", issued or copies),
             "done" if issued else "print"),
        Step("ways", t("On its way"), _figure(replies), "done" if replies else "way"),
    ]  # fmt: skip


def _figure(number: int) -> str:
    return str(number) if number else ""


def marks_of(
    t: Translator, findings: Sequence[Finding], target: Target | None
) -> Mapping[UUID, Trouble]:
    """What stands in the way of each person in the chosen copy; in the office's, in any copy."""
    words = {
        Rule.NO_CONSENT: Trouble(t("no consent"), "circle-x", "danger"),
        Rule.CONSENT_OVER: Trouble(t("consent ended"), "clock-alert", "warn"),
        Rule.TO_BE_ASKED: Trouble(t("ask first"), "message-circle-question-mark", "warn"),
        Rule.AT_RISK_NAMED: Trouble(t("at risk"), "circle-x", "danger"),
        Rule.LEFT_OUT: Trouble(t("left out"), "eye-off", "warn"),
        Rule.NAME_WITHHELD: Trouble(t("without a name"), "eye-off", "warn"),
    }
    order = list(words)
    found: dict[UUID, Rule] = {}
    for one in findings:
        mine = target == OFFICE or (isinstance(target, UUID) and one.concerns(target))
        if one.rule in words and one.case_id is not None and mine:
            worst = min(one.rule, found.get(one.case_id, one.rule), key=order.index)
            found[one.case_id] = worst
    return {case: words[rule] for case, rule in found.items()}


def subject_of(words: AppealWords, loaded: Loaded | None, finding: Finding) -> str:
    """Whom and which copy a finding is about."""
    if loaded is None:
        return ""
    cases = {row.case.id: words.person(row.case) for row in loaded.page.persons}
    rows = {row.id: row for row in loaded.page.addressees}
    parts = [cases.get(finding.case_id, "")]
    if finding.addressee_id in rows:
        parts.append(words.short_addressee(rows[finding.addressee_id]))
    return " · ".join(part for part in parts if part) or words.t("all copies")
