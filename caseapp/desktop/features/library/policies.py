"""Rules of disclosure: their versions, a draft that is filled in like the consent matrix, and
what it would open.

An edit never touches what is in force: it makes or changes a draft, which decides nothing
until it is put into force.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.library.policy_effect import newly_shown
from caseapp.desktop.features.library.policy_model import RULE_WORDS, PolicyModel, cell_name
from caseapp.desktop.features.library.section import (
    Desk,
    ListSide,
    Section,
    Split,
    TwoLines,
    Warnings,
    two_line_rows,
)
from caseapp.desktop.matrix.view import MatrixView
from caseapp.desktop.widgets import Field, Label, PrimaryButton, QuietButton, SectionHeading
from caseapp.domain.dates import read_date
from caseapp.domain.policy import (
    Cell,
    Policy,
    Rule,
    as_table,
    default_policy,
    differences,
    is_looser,
    loosened,
    read_policy,
    with_rules,
)
from caseapp.domain.vocabulary import Audience
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.queries.policies import last_policy_number, policy_in_force, printed_under
from caseapp.store.records import Policy as PolicyRecord
from caseapp.store.records import Record
from caseapp.store.vault import Vault

LETTERS = {Qt.Key.Key_A: Rule.ALLOW, Qt.Key.Key_C: Rule.CONSENT, Qt.Key.Key_N: Rule.NEVER}
CHANGED, BEGUN = N_("Change the draft of the rules"), N_("Begin a draft of the rules")
PUT, DROPPED = N_("Put rules no. {n} into force"), N_("Put a draft of the rules in the trash")
SHIPPED = "shipped"
_MOST = 12
"""Sentences on loosened cells that are spelled out; the others are counted."""

Key = UUID | str
"""A version of the office, or `SHIPPED`."""


@dataclass(frozen=True, slots=True)
class Versions:
    """All versions, newest first; the one in force; copies issued by number of the rules."""

    records: Sequence[PolicyRecord] = ()
    in_force: UUID | None = None
    copies: Mapping[int, int] | None = None

    def current(self) -> Policy:
        """What decides now."""
        found = next((one for one in self.records if one.id == self.in_force), None)
        return _read(found) if found else default_policy()


def load_versions(vault: Vault) -> Versions:
    """Every version of the vault."""
    records = sorted(vault.all(PolicyRecord), key=lambda one: -one.number)
    current = vault.read(policy_in_force)
    return Versions(records, current.id if current else None, vault.read(printed_under))


def edit_draft(
    vault: Vault, base: Policy, changed: Mapping[Cell, Rule], draft_id: UUID | None
) -> list[Record]:
    """The record to save when cells were changed: the draft itself, or a new one from `base`.

    A draft whose number stands on issued copies is history: it gets a successor.
    """
    draft = vault.get(PolicyRecord, draft_id) if draft_id else None
    if draft is not None and draft.deleted_at is None and draft.in_force.is_unknown:
        if draft.number not in vault.read(printed_under):
            draft.rules = as_table(with_rules(_read(draft), changed))
            return [draft]
        base = _read(draft)
    number = max(vault.read(last_policy_number), default_policy().number) + 1
    return [PolicyRecord(number=number, rules=as_table(with_rules(base, changed)))]


def _read(record: PolicyRecord) -> Policy:
    return read_policy(record.number, record.title, record.rules)


class PoliciesSection(Section):
    """Versions at the side; the chosen one as a table, with what it opens in words."""

    KINDS = frozenset({"policy", "consent", "detainee", "copy"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        t = self.t
        self._found = Versions()
        self._key: Key = ""
        self._follow_draft = False
        self.rows = two_line_rows(t("Versions of the rules"))
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(self._open)
        self.model = PolicyModel(t, self)
        self.matrix = MatrixView(self.model, t("Rules of disclosure"), LETTERS)
        self.matrix.answered.connect(self._answered)
        self.matrix.refused.connect(self._refused)
        self.split = Split(t("All versions"), ListSide(self.rows), self._make_detail(), width=236)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)

    def _make_detail(self) -> QWidget:
        t = self.t
        self._title = Label("", "title", wrap=True)
        self._state = Label("", "second", wrap=True)
        self._keys = Label(
            t("Click or Space turns a cell. A: allow, C: consent needed, N: never."), "caption",
            wrap=True,
        )  # fmt: skip
        self.put_button = PrimaryButton(t("Put into force"), icon="check", on_click=self.put)
        self.drop_button = QuietButton(
            t("Put the draft in the trash"), icon="trash", on_click=self.drop
        )
        self.again_button = QuietButton(
            t("Begin a draft from this version"), icon="copy", on_click=self.begin_again
        )
        self._refusal = Label("", "error", wrap=True)
        self.warnings = Warnings()
        self.effect = Warnings()
        self.name = Field(t("Title of the rules"))
        self.name.setObjectName("title")
        self.name.committed.connect(lambda typed: self._set_text("title", typed))
        self.compare = Field(t("Compare with"), kind="choice")
        self.compare.setObjectName("compare")
        self.compare.committed.connect(lambda _code: self._say_differences())
        self.differences = Label("", wrap=True, selectable=True)
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.GRID)
        for button in (self.put_button, self.drop_button, self.again_button):
            deeds.addWidget(button)
        deeds.addStretch(1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, theme.COLUMN_MARGIN, 4, theme.COLUMN_MARGIN)
        column.setSpacing(theme.GRID)
        for widget in (self._title, self._state, self.warnings, self.effect):
            column.addWidget(widget)
        column.addLayout(deeds)
        for widget in (self._refusal, self.matrix, self._keys, self.name):
            column.addWidget(widget)
        column.addWidget(SectionHeading(t("Differences")))
        column.addWidget(self.compare)
        column.addWidget(self.differences)
        column.addStretch(1)
        self._refusal.hide()
        return body

    # -- what is shown -----------------------------------------------------------------------
    def reload(self) -> None:
        self.desk.load(load_versions, self._show, "library-policies")

    def _show(self, found: Versions) -> None:
        t, new = self.t, {one.id for one in found.records} - {o.id for o in self._found.records}
        self._found = found
        items = [self._line(one).item(one.id) for one in found.records]
        chip = (t("in force"), "check", "ok") if found.in_force is None else None
        shipped = TwoLines(t("The cautious rules that ship"), t("no. {n}", n=1), chip)
        items.append(shipped.item(SHIPPED))
        self.rows.set_items(items)
        if self._follow_draft and new:
            self._key = next(one.id for one in found.records if one.id in new)
        self._follow_draft = False
        keys = [item.key for item in items]
        if self._key not in keys:
            self._key = keys[0] if isinstance(keys[0], UUID) else SHIPPED
        self.rows.choose(self._key)
        self._show_chosen()

    def _line(self, one: PolicyRecord) -> TwoLines:
        t = self.t
        name = one.title or t("Rules no. {n}", n=one.number)
        since = t("since {day}", day=self.desk.words.date(one.in_force))
        if one.in_force.is_unknown:
            return TwoLines(name, t("no. {n}", n=one.number), (t("draft"), "pencil", "warn"))
        if one.id == self._found.in_force:
            return TwoLines(name, since, (t("in force"), "check", "ok"))
        return TwoLines(name, since)

    def _record(self, key: Key | None = None) -> PolicyRecord | None:
        wanted = self._key if key is None else key
        return next((one for one in self._found.records if one.id == wanted), None)

    def policy(self) -> Policy:
        """The version that is shown."""
        record = self._record()
        return _read(record) if record else default_policy()

    def is_draft(self) -> bool:
        record = self._record()
        return record is not None and record.in_force.is_unknown

    def is_current(self) -> bool:
        """Whether the shown version decides now."""
        return self._key == (self._found.in_force or SHIPPED)

    def _draft(self) -> UUID | None:
        return next((one.id for one in self._found.records if one.in_force.is_unknown), None)

    def _show_chosen(self) -> None:
        t, record, draft = self.t, self._record(), self.is_draft()
        try:
            policy = self.policy()
        except UserError as error:
            self._state.setText(t.error(error))
            self.matrix.setVisible(False)
            return
        self.matrix.setVisible(True)
        self._title.setText(record.title or t("Rules no. {n}", n=record.number) if record
                            else t("The cautious rules that ship"))  # fmt: skip
        self._state.setText(self._state_words(record))
        editable = draft or (self.is_current() and self._draft() is None)
        self.model.show(policy, self._found.current(), editable=editable)
        self._keys.setVisible(editable)
        self.put_button.setVisible(draft)
        self.drop_button.setVisible(draft)
        self.again_button.setVisible(not editable and self._draft() is None)
        self._refuse("")
        self.name.setVisible(draft)
        self.name.set_value(record.title if record else "")
        self._offer_to_compare()
        self._warn(policy)

    def _state_words(self, record: PolicyRecord | None) -> str:
        t, copies = self.t, dict(self._found.copies or {})
        number = record.number if record else default_policy().number
        printed = copies.get(number, 0)
        said = []
        if self.is_draft():
            said.append(t("A draft. No copy follows it until it is put into force."))
        elif self.is_current():
            said.append(t("Every copy follows these rules now."))
            if self._draft() is None:
                said.append(t("To change a cell begins a draft; nothing changes at once."))
            else:
                said.append(t("There is a draft already: change that one."))
        else:
            said.append(t("Kept, because copies name it; no longer in force."))
        if printed:
            said.append(
                t.plural(
                    "{n} copy was issued under it.", "{n} copies were issued under it.", printed
                )
            )
        return " ".join(said)

    def _warn(self, policy: Policy) -> None:
        """A sentence for each cell that lets more through than the shipped or current rules."""
        t, current = self.t, self._found.current()
        shipped = default_policy()
        cells = list(dict.fromkeys((*loosened(policy, current), *loosened(policy, shipped))))
        said = []
        for cell in cells[:_MOST]:
            rule = t(RULE_WORDS[policy.rule(*cell)])
            now, careful = current.rule(*cell), shipped.rule(*cell)
            looser = is_looser(policy.rule(*cell), now)
            words = (
                t("{cell}: “{rule}” is looser than what is in force, “{was}”.",
                  cell=cell_name(t, cell), rule=rule, was=t(RULE_WORDS[now]))
                if looser
                else t("{cell}: “{rule}” is looser than the cautious rules, “{was}”.",
                       cell=cell_name(t, cell), rule=rule, was=t(RULE_WORDS[careful]))
            )  # fmt: skip
            said.append(words)
        if len(cells) > _MOST:
            rest = len(cells) - _MOST
            said.append(t.plural("And {n} more cell.", "And {n} more cells.", rest))
        self.warnings.say(said)
        self.effect.say(())
        if self.is_draft() and loosened(policy, current):
            self._count(policy, current)

    def _count(self, policy: Policy, current: Policy) -> None:
        vault, jobs = self.desk.vault, self.desk.context.jobs
        jobs.run(
            lambda progress: newly_shown(vault, policy, current, date.today(), progress),
            self._say_effect, owner=self, latest="library-policy-effect",
        )  # fmt: skip

    def _say_effect(self, counts: Mapping[Cell, int]) -> None:
        t = self.t
        self.effect.say([
            t.plural(
                "{cell}: shown at once in {n} case where it is hidden now.",
                "{cell}: shown at once in {n} cases where it is hidden now.",
                count, cell=cell_name(t, cell),
            )
            for cell, count in counts.items() if count
        ][:_MOST])  # fmt: skip

    # -- comparing ---------------------------------------------------------------------------
    def _offer_to_compare(self) -> None:
        t = self.t
        choices = [(SHIPPED, t("The cautious rules that ship"))]
        choices += [
            (str(one.id), one.title or t("Rules no. {n}", n=one.number))
            for one in self._found.records
        ]
        choices = [choice for choice in choices if choice[0] != str(self._key)]
        before = self.compare.value()
        codes = [code for code, _words in choices]
        usual = str(self._found.in_force or SHIPPED)
        self.compare.setVisible(bool(choices))
        self.compare.set_choices(choices)
        wanted = before if before in codes else usual if usual in codes else ""
        self.compare.set_value(wanted or (codes[0] if codes else ""))
        self._say_differences()

    def _say_differences(self) -> None:
        t, code = self.t, self.compare.value()
        other = next((one for one in self._found.records if str(one.id) == code), None)
        against = _read(other) if other else default_policy()
        found = differences(self.policy(), against)
        lines = [
            t("{cell}: {rule}; there {other}.", cell=cell_name(t, cell),
              rule=t(RULE_WORDS[one]), other=t(RULE_WORDS[two]))
            for cell, (one, two) in found.items()
        ]  # fmt: skip
        self.differences.setText("\n".join(lines) if lines else t("They say the same."))

    # -- deeds -------------------------------------------------------------------------------
    def _choose(self, key: object) -> None:
        self.name.commit()
        assert isinstance(key, UUID | str)
        self._key = key
        self._show_chosen()

    def _open(self, key: object) -> None:
        self._choose(key)
        self.split.show_detail()

    def _answered(self, changed: Mapping[Cell, Rule]) -> None:
        """Cells were set: in the draft, or in a draft that begins with it."""
        base, draft = self.policy(), self._key if self.is_draft() else None
        draft_id = draft if isinstance(draft, UUID) else None
        self._follow_draft = True
        action = Action(CHANGED if draft_id else BEGUN)
        self.desk.save(
            lambda vault: edit_draft(vault, base, changed, draft_id), action, self._refuse
        )

    def begin_again(self) -> None:
        """A draft that says what the shown version said."""
        base = self.policy()
        self._follow_draft = True
        self.desk.save(lambda vault: edit_draft(vault, base, {}, None), Action(BEGUN), self._refuse)

    def put(self) -> None:
        """From now on every copy follows the draft; one action, one undo."""
        draft, number = self._key, self.policy().number
        if not self.is_draft() or not isinstance(draft, UUID):
            return

        def make(vault: Vault) -> list[Record]:
            record = vault.alive(PolicyRecord, draft)
            record.in_force = read_date(date.today().isoformat())
            return [record]

        self.desk.save(make, Action(PUT, {"n": number}), self._refuse)

    def drop(self) -> None:
        """The draft goes to the trash."""
        if self.is_draft() and isinstance(self._key, UUID):
            self.desk.trash(PolicyRecord, self._key, Action(DROPPED))

    def _set_text(self, name: str, typed: str) -> None:
        if isinstance(self._key, UUID):
            action = Action(N_("Change “{field}”"), {"field": N_("Title of the rules")})
            self.desk.editor.change(PolicyRecord, {self._key: {name: typed.strip()}}, action)

    def _refused(self, cell: Cell) -> None:
        t = self.t
        if self.model.can_set(cell):
            return
        closed = t("This version is not open to change. Choose the draft, or begin one.")
        self._refuse(self.model.spoken(cell) if cell[0] is Audience.OFFICE else closed)

    def _refuse(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))

    def commit(self) -> None:
        if self.is_draft():
            self.name.commit()

    def set_compact(self, compact: bool) -> None:
        self.split.set_compact(compact)

    def focus_first(self) -> None:
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
