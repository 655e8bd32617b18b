"""From what the store says to the lines of the day, in the order of who is harmed by waiting.

Pure: plain rows in, plain lines out, in the words of one language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from caseapp.desktop.check_watch import fault_words
from caseapp.desktop.features.today.asking import InCases, Papers
from caseapp.desktop.features.today.lines import Deed, Heading, Item, Line, Section, Target
from caseapp.desktop.features.today.words import TodayWords
from caseapp.domain.dates import UncertainDate
from caseapp.domain.waiting import CONSENT_SOON, REPLY_SOON, TASK_SOON, Urgency, urgency
from caseapp.i18n import N_
from caseapp.store.queries.appeals import text_in
from caseapp.store.queries.today import AddresseeWait, ReplyWait, TaskWait
from caseapp.store.queries.today_cases import Contradicted, ReleaseWait, StaleCase
from caseapp.store.queries.today_people import ConsentWait, IntakeWait

FEW = 3
"""Lines of a section before its whole list is asked for."""

TITLES = {
    Section.REPLIES: N_("Replies overdue or due"),
    Section.RELEASES: N_("Releases due or overdue"),
    Section.CONSENTS: N_("Consents withdrawn or ending"),
    Section.TASKS: N_("Tasks"),
    Section.INTAKES: N_("Unfinished intakes"),
    Section.HOUSE: N_("Order in the house"),
    Section.STALE: N_("Not confirmed for long"),
    Section.CONTRADICTIONS: N_("Contradicted statements"),
    Section.ADDRESSEES: N_("Addressees to be checked"),
}

_OF_CASES = (ReleaseWait, StaleCase, Contradicted)

_TONES = {Urgency.OVERDUE: "danger", Urgency.DUE: "warn", Urgency.SOON: "warn"}


@dataclass(frozen=True, slots=True)
class Places:
    """Which views the window has: a line leads only to what is there."""

    names: frozenset[str]

    def first(self, *wanted: Target) -> Target | None:
        """The first target whose view there is."""
        return next((target for target in wanted if target[0] in self.names), None)


class Composer:
    """Makes lines. `today` is the day they are seen from."""

    def __init__(self, words: TodayWords, places: Places, today: date) -> None:
        self._words, self._places, self.today = words, places, today
        self.t = words.t

    # -- the list of the day -----------------------------------------------------------------
    def day(self, papers: Papers, cases: InCases) -> list[Item]:
        """All sections that have something, each with its first lines."""
        items: list[Item] = []
        for section in (
            Section.REPLIES, Section.RELEASES, Section.CONSENTS, Section.TASKS, Section.INTAKES,
        ):  # fmt: skip
            items += self._section(section, papers, cases)
        house = self._house(papers, cases)
        if house:
            items.append(Heading(Section.HOUSE, self._title(Section.HOUSE), str(len(house))))
            items += house
        return items

    def _section(self, section: Section, papers: Papers, cases: InCases) -> list[Item]:
        count = self.count(section, papers, cases)
        if not count:
            return []
        number = self._words.number(count)
        shown = count if count <= FEW + 1 else FEW
        every = self.t("All {n}", n=number) if shown < count else ""
        lines = self.lines(section, papers, cases, 0, shown)
        return [Heading(section, self._title(section), number, every), *lines]

    def count(self, section: Section, papers: Papers, cases: InCases) -> int:
        """How many things wait in a section."""
        if section is Section.HOUSE:
            return len(self._house(papers, cases))
        return len(self._rows(section, papers, cases)[0])

    def lines(
        self, section: Section, papers: Papers, cases: InCases, start: int, end: int
    ) -> list[Line]:
        """Some lines of a section. The names of their cases must be in `cases.names`."""
        if section is Section.HOUSE:
            return self._house(papers, cases)[start:end]
        rows, line = self._rows(section, papers, cases)
        return [line(row) for row in rows[start:end]]

    def cases_of(
        self, section: Section, papers: Papers, cases: InCases, start: int, end: int
    ) -> list[UUID]:
        """The cases whose names some lines of a section need."""
        rows = self._rows(section, papers, cases)[0] if section is not Section.HOUSE else ()
        return [row.case_id for row in rows[start:end] if isinstance(row, _OF_CASES)]

    def _title(self, section: Section) -> str:
        return self.t(TITLES[section])

    def _rows(
        self, section: Section, papers: Papers, cases: InCases
    ) -> tuple[Sequence[object], Callable[..., Line]]:
        return {
            Section.REPLIES: (papers.replies, self._reply),
            Section.RELEASES: (cases.releases, lambda row: self._release(row, cases)),
            Section.CONSENTS: (papers.consents, self._consent),
            Section.TASKS: (papers.tasks, self._task),
            Section.INTAKES: (papers.intakes, self._intake),
            Section.STALE: (cases.stale, lambda row: self._stale(row, cases)),
            Section.CONTRADICTIONS: (
                cases.contradicted, lambda row: self._contradicted(row, cases)
            ),
            Section.ADDRESSEES: (papers.addressees, self._addressee),
        }[section]  # fmt: skip

    # -- a line of each kind -----------------------------------------------------------------
    def _reply(self, row: ReplyWait) -> Line:
        t, words = self.t, self._words
        body = text_in(row.texts, "short", t.language) or text_in(row.texts, "body", t.language)
        body = body or t("Addressee {n}", n=row.addressee_serial)
        how = urgency(row.due, self.today, REPLY_SOON)
        over = how is Urgency.OVERDUE
        appeal = t("Appeal {n}", n=row.reference or row.serial)
        return Line(
            key=(Section.REPLIES, row.dispatch_id),
            icon="mail-warning" if over else "mail", tone=_TONES[how],
            title=f"{body}, {row.person}" if row.person else body,
            detail=words.joined(
                appeal, t.plural("{n} person", "{n} persons", row.persons),
                self._after_silence(row) if over else "",
            ),
            when=words.due(row.due, self.today),
            target=("appeal", row.appeal_id),
            deeds=(
                Deed("reply", t("Record reply"), "R", ("appeal", (row.appeal_id, "replies"))),
                Deed("remind", t("Complain or remind"), "W", ("appeal", (row.appeal_id, "ways"))),
            ),
        )  # fmt: skip

    def _after_silence(self, row: ReplyWait) -> str:
        """What was done about silence, or until when it can be complained of."""
        t, words = self.t, self._words
        if row.followed:
            last = row.followed[-1]
            return t("{kind}: appeal {n}", kind=words.word(last.kind), n=last.serial)
        until = row.complain_until
        if until is None or until < self.today:
            return ""
        return t("complaint until {day}", day=words.value(UncertainDate.on(until)))

    def _release(self, row: ReleaseWait, cases: InCases) -> Line:
        t, words, who = self.t, self._words, cases.names.get(row.case_id)
        due = words.date(row.window)
        over = row.urgency is Urgency.OVERDUE
        told = words.value(row.sentenced)
        when = t("due {date} · no release known", date=due) if over else t("due {date}", date=due)
        return Line(
            key=(Section.RELEASES, row.case_id),
            icon="calendar-x" if over else "calendar-clock", tone=_TONES[row.urgency],
            title=words.name(who),
            detail=words.joined(
                words.term(row.term), t("sentenced {date}", date=told) if told else "",
                who.number if who else "",
            ),
            when=when,
            target=("case", row.case_id),
            deeds=(Deed("ask", t("Ask about the release"), "A"), *self._open()),
        )  # fmt: skip

    def _consent(self, row: ConsentWait) -> Line:
        t, words = self.t, self._words
        about = ("case", row.about.id) if row.is_case else ("contact", row.about.id)
        consent = t("consent no. {n}", n=row.serial)
        audience = words.label(row.audience)
        key = (Section.CONSENTS, row.consent_id)
        if row.withdrawn is not None:
            return Line(
                key=key, icon="shield-alert", tone="danger",
                title=words.name(row.about),
                detail=words.joined(
                    t.plural("named in {n} copy that is out", "named in {n} copies that are out",
                             row.copies),
                    consent, audience,
                ),
                when=t("withdrawn {date}", date=words.date(row.withdrawn)),
                target=self._places.first(("appeal", row.appeal_id), about),
                deeds=self._open(),
            )  # fmt: skip
        assert row.ends is not None
        how = urgency(row.ends, self.today, CONSENT_SOON)
        return Line(
            key=key, icon="shield", tone=_TONES[how], title=words.name(row.about),
            detail=words.joined(consent, audience), when=words.ends(row.ends, self.today),
            target=self._places.first(about), deeds=self._open(),
        )  # fmt: skip

    def _task(self, row: TaskWait) -> Line:
        t, words = self.t, self._words
        how = urgency(row.due, self.today, TASK_SOON) if row.due else Urgency.LATER
        about = row.case or row.contact
        wanted: list[Target] = []
        if row.case is not None:
            wanted.append(("case", row.case.id))
        if row.contact is not None:
            wanted.append(("contact", row.contact.id))
        if row.appeal_id is not None:
            wanted.append(("appeal", row.appeal_id))
        return Line(
            key=(Section.TASKS, row.task_id), icon="circle-check-big",
            tone=_TONES.get(how, "quiet"),
            title=row.title or t("Task without words"),
            detail=words.name(about) if about else "",
            when=words.due(row.due, self.today) if row.due else "",
            target=self._places.first(*wanted),
            deeds=(Deed("done", t("Done"), "D"),),
        )  # fmt: skip

    def _intake(self, row: IntakeWait) -> Line:
        t, words = self.t, self._words
        teller = ""
        if row.contact is not None:
            name = words.name(row.contact)
            relation = words.label(row.relation) if row.relation else ""
            teller = t("told by {name} ({relation})", name=name, relation=relation)
            teller = teller if relation else t("told by {name}", name=name)
        return Line(
            key=(Section.INTAKES, row.intake_id),
            icon="file-pen",
            title=words.name(row.case),
            detail=words.joined(teller, words.missing(row.missing)),
            when=words.since(row.started_at, self.today),
            target=self._places.first(("intake", row.intake_id), ("case", row.case.id)),
            deeds=(Deed("open", t("Go on"), "Return"),),
        )

    def _stale(self, row: StaleCase, cases: InCases) -> Line:
        t, words, who = self.t, self._words, cases.names.get(row.case_id)
        report = who.status if who else None
        day = words.value(report.as_of) if report else ""
        return Line(
            key=(Section.STALE, row.case_id),
            icon="rotate-ccw-clock",
            title=words.name(who),
            detail=words.joined(
                who.number if who else "", words.label(report.status) if report else ""
            ),
            when=t("last known {date}", date=day) if day else t("date not known"),
            target=("case", row.case_id),
            deeds=self._open(),
        )

    def _contradicted(self, row: Contradicted, cases: InCases) -> Line:
        who = cases.names.get(row.case_id)
        return Line(
            key=(Section.CONTRADICTIONS, row.case_id), icon="git-compare-arrows", tone="warn",
            title=self._words.name(who), detail=who.number if who else "",
            when=self.t.plural("{n} statement", "{n} statements", row.claims),
            target=("case", row.case_id), deeds=self._open(),
        )  # fmt: skip

    def _addressee(self, row: AddresseeWait) -> Line:
        t, words = self.t, self._words
        name = text_in(row.texts, "body", t.language) or text_in(row.texts, "short", t.language)
        checked = words.value(row.checked)
        over = row.valid_to.latest is not None and row.valid_to.latest < self.today
        when = t("checked {date}", date=checked) if checked else t("never checked")
        return Line(
            key=(Section.ADDRESSEES, row.addressee_id), icon="landmark", tone="warn",
            title=name or t("Addressee {n}", n=row.serial),
            when=t("valid until {date}", date=words.value(row.valid_to)) if over else when,
            target=self._places.first(("library", row.addressee_id)),
            deeds=self._open() if self._places.first(("library", None)) else (),
        )  # fmt: skip

    def _open(self) -> tuple[Deed, ...]:
        return (Deed("open", self.t("Open"), "Return"),)

    # -- the house ---------------------------------------------------------------------------
    def _house(self, papers: Papers, cases: InCases) -> list[Line]:
        """A line for each kind of thing that waits without a day."""
        return [
            *self._house_check(papers),
            *self._house_recovery(papers),
            *self._house_backup(papers),
            *self._house_stale(papers.months, cases),
            *self._house_pairs(cases),
            *self._house_contradicted(cases),
            *self._house_addressees(papers),
        ]

    def _house_line(
        self, section: Section, icon: str, title: str, detail: str, target: Target | None = None
    ) -> Line:
        return Line(
            key=(Section.HOUSE, section), icon=icon, title=title, detail=detail,
            target=target or ("today", section), deeds=self._open(),
        )  # fmt: skip

    def _house_check(self, papers: Papers) -> list[Line]:
        """What a check of the vault found; it stands until one finds nothing."""
        if papers.check is None:
            return []
        title, detail = fault_words(self.t, papers.check)
        return [
            Line(
                key=(Section.HOUSE, "check"), icon="shield-alert", tone="danger", title=title,
                detail=detail, target=self._places.first(("backups", None)), deeds=self._open(),
            )
        ]  # fmt: skip

    def _house_backup(self, papers: Papers) -> list[Line]:
        t, standing = self.t, papers.backup
        if standing is None or not self._places.first(("backups", None)):
            return []
        last = standing.last
        if last is None:
            title, detail = t("This vault was never backed up"), ""
        else:
            days = (self.today - last.made_at.date()).days
            title = t.plural(
                "The last backup is {n} day old", "The last backup is {n} days old", days
            )
            detail = t.plural("{n} change since", "{n} changes since", last.changes)
        return [
            Line(
                key=(Section.HOUSE, "backup"), icon="hard-drive", tone="warn", title=title,
                detail=detail, target=("backups", None),
                deeds=(Deed("backup", t("Back up now"), "B", ("backups", "now")),),
            )
        ]  # fmt: skip

    def _house_recovery(self, papers: Papers) -> list[Line]:
        """Before the first try, and each year afterwards."""
        t, standing = self.t, papers.recovery
        if standing is None or not self._places.first(("keys", None)):
            return []
        if standing.tried is not None:
            title = t("Try the recovery sheet again: is it still where it was?")
            detail = t("tried {day}", day=self._words.date(UncertainDate.on(standing.tried)))
        elif standing.made:
            title, detail = t("The recovery sheet was never tried"), ""
        else:
            title, detail = t("There is no recovery sheet"), ""
        if standing.wanted and standing.later is not None:
            left = max(0, (standing.later - self.today).days)
            detail = t.plural("{n} day left", "{n} days left", left)
        target = ("keys", "try" if standing.made else "make")
        return [
            Line(
                key=(Section.HOUSE, "recovery"), icon="file-key", tone="warn", title=title,
                detail=detail, target=target, deeds=(Deed("open", t("Do it now"), "Return"),),
            )
        ]  # fmt: skip

    def _house_stale(self, months: int, cases: InCases) -> list[Line]:
        t, words, n = self.t, self._words, len(cases.stale)
        if not n:
            return []
        if months == 12:
            title = t.plural(
                "{n} case not confirmed for a year", "{n} cases not confirmed for a year", n
            )
        else:
            title = t.plural(
                "{n} case not confirmed for long (months: {months})",
                "{n} cases not confirmed for long (months: {months})", n, months=months,
            )  # fmt: skip
        oldest = cases.stale[0]
        who = cases.names.get(oldest.case_id)
        report = who.status if who else None
        day = (words.value(report.as_of) if report else "") or t("date not known")
        named = ", ".join(part for part in (who.number if who else "", day) if part)
        detail = t("oldest: {what}", what=named)
        return [self._house_line(Section.STALE, "rotate-ccw-clock", title, detail)]

    def _house_pairs(self, cases: InCases) -> list[Line]:
        if not cases.pairs or not self._places.first(("review", None)):
            return []
        title = self.t.plural(
            "{n} pair may be one person", "{n} pairs may be one person", cases.pairs
        )
        return [
            Line(
                key=(Section.HOUSE, "pairs"), icon="users", title=title,
                detail=self.t("nothing is merged by itself"), target=("review", None),
                deeds=self._open(),
            )
        ]  # fmt: skip

    def _house_contradicted(self, cases: InCases) -> list[Line]:
        t, rows = self.t, cases.contradicted
        claims = sum(row.claims for row in rows)
        if not claims:
            return []
        title = t.plural(
            "{n} statement is contradicted by a source",
            "{n} statements are contradicted by a source", claims,
        )  # fmt: skip
        detail = t.plural("in {n} case", "in {n} cases", len(rows))
        only: UUID | None = rows[0].case_id if len(rows) == 1 else None
        target: Target | None = ("case", only) if only else None
        icon = "git-compare-arrows"
        return [self._house_line(Section.CONTRADICTIONS, icon, title, detail, target)]

    def _house_addressees(self, papers: Papers) -> list[Line]:
        t, rows = self.t, papers.addressees
        if not rows:
            return []
        title = t.plural(
            "{n} addressee to be checked", "{n} addressees to be checked", len(rows)
        )  # fmt: skip
        names = [text_in(row.texts, "short", t.language) for row in rows[:FEW]]
        detail = ", ".join(name for name in names if name)
        return [self._house_line(Section.ADDRESSEES, "landmark", title, detail)]
