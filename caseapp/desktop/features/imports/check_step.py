"""The third step at work: plans the import, shows every row, keeps what is decided in the draft.

Reads the vault on its worker; writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from caseapp.desktop.context import Context
from caseapp.desktop.features.imports import asking
from caseapp.desktop.features.imports.check_page import ALL, CheckPage
from caseapp.desktop.features.imports.check_table import CheckLine
from caseapp.desktop.features.imports.decide_card import Meant, RowShown
from caseapp.desktop.features.imports.draft import Draft
from caseapp.desktop.features.imports.words import OUTCOME_MARKS, ImportWords
from caseapp.desktop.jobs import Kind
from caseapp.domain.dates import UncertainDate
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.lists.plan import Choice, Decision, ImportPlan, Outcome, PlannedRow
from caseapp.intake.lists.sentences import list_told
from caseapp.store.vault import Vault

_BULK = {
    "add": N_("All that wait are the likeliest person"),
    "new": N_("All that wait are new cases"),
    "leave": N_("Leave out all that wait"),
    "ask": N_("Take back what was decided"),
}


class CheckStep(QObject):
    """`began(words)` and `under_way(Job)`, then `planned()`, `failed(str)` or `stopped()`;
    `decided()` after a decision; `wanted()` to go on."""

    began = Signal(str)
    under_way = Signal(object)
    planned = Signal()
    failed = Signal(str)
    stopped = Signal()
    decided = Signal()
    wanted = Signal()
    case_asked = Signal(object)

    def __init__(self, context: Context, vault: Vault, words: ImportWords, owner: QObject) -> None:
        super().__init__(owner)
        self._context, self._vault, self._words = context, vault, words
        self._draft: Draft | None = None
        self._asked = object()
        self.page = CheckPage(words)
        self.page.chosen.connect(self._choose)
        self.page.decided.connect(self._decide)
        self.page.several_decided.connect(self._decide_several)
        self.page.case_asked.connect(self.case_asked)
        self.page.wanted.connect(self.wanted)

    # -- planning ----------------------------------------------------------------------------
    def plan(self, draft: Draft) -> None:
        """Read every row and compare it with the vault. A plan that holds is shown as it is."""
        self._draft = draft
        if draft.plan is not None:
            self._show(draft, draft.plan)
            self.planned.emit()
            return
        t, vault = self._words.t, self._vault
        self.began.emit(t("Comparing with the vault…"))
        asked = self._asked = object()

        def came(plan: ImportPlan) -> None:
            if asked is self._asked:
                self._asked = object()
                draft.plan = plan
                self._show(draft, plan)
                self.planned.emit()

        job = self._context.jobs.run(
            lambda progress: asking.plan(vault, draft, t, progress), came, self._refused,
            owner=self, kind=Kind.LONG, cancellable=True, on_end=lambda: self._ended(asked),
        )  # fmt: skip
        self.under_way.emit(job)

    def let_go(self) -> None:
        """What is on its way comes to nothing."""
        self._asked = object()
        self._draft = None

    def _refused(self, error: UserError) -> None:
        self._asked = object()
        self.failed.emit(self._words.t.error(error))

    def _ended(self, asked: object) -> None:
        """Without an answer it was stopped."""
        if asked is self._asked:
            self._asked = object()
            self.stopped.emit()

    # -- showing -----------------------------------------------------------------------------
    def _show(self, draft: Draft, plan: ImportPlan) -> None:
        labels = {ALL: self._words.t("all"), **{o.value: self._words.outcome(o) for o in Outcome}}
        self.page.show_plan(self._groups(draft, plan), labels, lambda at: self._line(plan, at))
        self._say()

    def _groups(self, draft: Draft, plan: ImportPlan) -> dict[str, Sequence[int]]:
        """The places of rows by what becomes of them now."""
        groups: dict[str, list[int]] = {ALL: list(range(len(plan.rows)))}
        for outcome in Outcome:
            groups[outcome.value] = []
        for at, row in enumerate(plan.rows):
            groups[asking.outcome_of(row, draft.decisions).value].append(at)
        return dict(groups)

    def _line(self, plan: ImportPlan, at: int) -> CheckLine:
        assert self._draft is not None
        words, row = self._words, plan.rows[at]
        outcome = asking.outcome_of(row, self._draft.decisions)
        decision = self._draft.decisions.get(row.row)
        why = words.why_row(row) if decision is None else [words.t("decided by you")]
        if row.found_by is not None:
            why = [*why[1:], *why[:1]]  # there is room for the beginning: what would change
        if row.outcome is Outcome.LIKELY and decision is None and row.candidates:
            why.append(", ".join(row.candidates[0].reasons[:2]))
        why += [words.remark(one) for one in row.reading.remarks]
        return CheckLine(
            row.row, words.who(row.reading), words.outcome(outcome), OUTCOME_MARKS[outcome],
            " · ".join(why), self._case(plan, row, decision),
        )  # fmt: skip

    def _case(self, plan: ImportPlan, row: PlannedRow, decision: Decision | None) -> str:
        """The number of the case that the row adds to, or may mean."""
        if decision is not None and decision.choice is not Choice.ADD:
            return ""
        if decision is not None and decision.case_id is not None:
            return plan.numbers.get(decision.case_id, "")
        if decision is not None:
            return self._words.t("row {n}", n=decision.row)
        return row.case_number

    def _say(self) -> None:
        draft, t = self._draft, self._words.t
        if draft is None or draft.plan is None:
            return
        waiting = asking.waiting(draft.plan, draft.decisions)
        if waiting:
            said = t.plural("{n} row waits for a decision; undecided it is left out.",
                            "{n} rows wait for a decision; undecided they are left out.",
                            len(waiting))  # fmt: skip
        else:
            said = t("Nothing waits for a decision.")
        before = [t("This very file was imported before.")] if draft.plan.before else []
        told = list_told(draft.plan, t, day=lambda day: self._words.date(UncertainDate.on(day)))
        said = " ".join([*before, *told, said])
        offered = [code for code in _BULK if (draft.decisions if code == "ask" else waiting)]
        self.page.say(said, [(code, t(_BULK[code])) for code in offered])

    # -- one row -----------------------------------------------------------------------------
    def _choose(self, at: int) -> None:
        draft, vault, words = self._draft, self._vault, self._words
        if draft is None or draft.plan is None:
            return
        plan, row = draft.plan, draft.plan.rows[at]
        outcome = asking.outcome_of(row, draft.decisions)
        shown = RowShown(
            row.reading, words.outcome(outcome), OUTCOME_MARKS[outcome],
            tuple(words.why_row(row)), decide=asking.can_decide(row),
            decision=draft.decisions.get(row.row),
        )  # fmt: skip

        def came(meant: tuple[Meant, ...]) -> None:
            if self._draft is draft and self.page.place == at:
                self.page.show_row(asking.with_meant(shown, meant))

        if not row.candidates and row.case_id is None:
            came(())
            return
        self._context.jobs.run(
            lambda _progress: asking.meant(vault, plan, row, words), came, owner=self,
            latest="imports-row",
        )  # fmt: skip

    # -- deciding ----------------------------------------------------------------------------
    def _decide(self, at: int, decision: Decision) -> None:
        draft = self._draft
        if draft is None or draft.plan is None:
            return
        row = draft.plan.rows[at]
        if asking.says_nothing_else(row, decision):
            draft.decisions.pop(row.row, None)
        else:
            draft.decisions[row.row] = decision
        self._decided(draft, draft.plan)
        waited = row.outcome is Outcome.LIKELY
        if not (waited and self.page.next_of(asking.waiting(draft.plan, draft.decisions))):
            self._choose(at)

    def _decide_several(self, code: str) -> None:
        draft = self._draft
        if draft is None or draft.plan is None:
            return
        if code == "ask":
            draft.decisions.clear()
        else:
            draft.decisions.update(self._for_all(draft, draft.plan, Choice(code)))
        self._decided(draft, draft.plan)
        if self.page.place >= 0:
            self._choose(self.page.place)

    @staticmethod
    def _for_all(draft: Draft, plan: ImportPlan, choice: Choice) -> Mapping[int, Decision]:
        made = {}
        for at in asking.waiting(plan, draft.decisions):
            row = plan.rows[at]
            first = row.candidates[0] if row.candidates else None
            if choice is not Choice.ADD:
                made[row.row] = Decision(choice)
            elif first is not None:
                made[row.row] = Decision(choice, first.case_id, first.row)
        return made

    def _decided(self, draft: Draft, plan: ImportPlan) -> None:
        self.page.count_anew(self._groups(draft, plan))
        self._say()
        self.decided.emit()
