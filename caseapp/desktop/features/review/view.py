"""The view of what waits to be decided: pairs, contradictions, excerpts without a claim.

Asks the store on the database worker; decides nothing itself. After each decision the next
one stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.features.review import deeds
from caseapp.desktop.features.review.claim_page import ClaimPage
from caseapp.desktop.features.review.comparing import Comparing
from caseapp.desktop.features.review.comparison import is_mirrored
from caseapp.desktop.features.review.conflict_page import ConflictPage
from caseapp.desktop.features.review.conflicts import Conflict
from caseapp.desktop.features.review.conflicts import decide as decide_conflict
from caseapp.desktop.features.review.deeds import LISTED, Listing
from caseapp.desktop.features.review.excerpt_page import ExcerptPage
from caseapp.desktop.features.review.pair_page import PairPage, ShownPair
from caseapp.desktop.features.review.side import WIDTH, Lines, ReviewSide, item
from caseapp.desktop.features.review.words import ReviewWords, Topic
from caseapp.desktop.jobs import Kind
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import EmptyState, Line
from caseapp.desktop.widgets.frames import NO_BOUND
from caseapp.desktop.widgets.rows import Item
from caseapp.domain.vocabulary import ConflictVerdict, MatchVerdict
from caseapp.errors import UserError
from caseapp.matching.decisions import decide
from caseapp.matching.merge import Merging, merge
from caseapp.matching.pairs import Pair
from caseapp.store.queries.review_claims import (
    ClaimLine,
    Contradiction,
    LooseExcerpt,
    contradiction,
)
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

KINDS = frozenset(
    {"detainee", "name_form", "identifier", "kinship", "contact", "match_decision", "event",
     "citation", "excerpt", "source", "saved_view", "consent", "field_conflict"}
)  # fmt: skip
"""Kinds of records whose changes alter what waits here."""


@dataclass(frozen=True)
class Shown:
    """What the view shows; its argument on the way back."""

    topic: Topic = Topic.PAIRS
    key: object = None


class ReviewView(View):
    """Opened with None, or with `Shown`."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        self._vault = vault
        self._words = ReviewWords(self.t)
        self._shown = Shown()
        self._listing: Listing | None = None
        self._compact = self._inside = False
        self._arriving = False
        self.side = ReviewSide(self._words)
        self.pair, self.claim = PairPage(self._words), ClaimPage(self._words)
        self.excerpt, self.conflict = ExcerptPage(self._words), ConflictPage(self._words)
        self._empty = self._empty_states()
        self._busy = EmptyState(
            "scale", self.t("Comparing cases"),
            self.t("With very many cases this takes a minute. Go on working meanwhile."),
        )  # fmt: skip
        self._comparing = Comparing(context.jobs, vault, self.t, self)
        self._comparing.done.connect(self.reload)
        self._lay_out()
        self._wire()

    def _empty_states(self) -> dict[Topic, EmptyState]:
        t = self.t
        return {
            Topic.PAIRS: EmptyState(
                "scale", t("Nobody waits to be decided on"),
                t("Cases with names that are alike in any script, and a birth, home, document"
                  " or phone that fits, appear here."),
            ),
            Topic.CLAIMS: EmptyState(
                "check", t("No source contradicts another"),
                t("Claims with passages for and against them appear here."),
            ),
            Topic.EXCERPTS: EmptyState(
                "quote", t("Every excerpt has its claim"),
                t("Passages that were marked and support nothing yet appear here."),
            ),
            Topic.CONFLICTS: EmptyState(
                "package-open", t("No two laptops disagree"),
                t("Fields that were changed here and in a packet appear here."),
            ),
        }  # fmt: skip

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._waiting = QWidget()
        for page in (self._waiting, self.pair, self.claim, self.excerpt, self.conflict,
                     self._busy, *self._empty.values()):  # fmt: skip
            self._stack.addWidget(page)
        self._line = Line("v")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(self._line)
        row.addWidget(self._stack, 1)
        decided = (self.pair.merge, self.pair.apart, self.pair.later)
        order = [self.side.list, self.side.lists, self.pair.table, *decided]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)
        self._arrange()

    def _wire(self) -> None:
        go = self.context.router.go
        self.side.topic_chosen.connect(self._choose_topic)
        self.side.chosen.connect(self._choose)
        self.side.entered.connect(self._enter)
        self.side.lists_asked.connect(lambda: go("lists"))
        for page in (self.pair, self.claim, self.excerpt, self.conflict):
            page.left.connect(self._leave)
        self.pair.stepped.connect(self._step)
        self.pair.merge_asked.connect(self._merge)
        self.pair.apart_asked.connect(lambda: self._decide(MatchVerdict.NOT_SAME))
        self.pair.later_asked.connect(lambda: self._decide(MatchVerdict.LATER))
        for page in (self.pair, self.claim, self.conflict):
            page.case_asked.connect(lambda key: go("case", key))
        for page in (self.claim, self.excerpt):
            page.source_asked.connect(lambda key: go("source", key))
        self.claim.aside_asked.connect(self._set_aside)
        self.excerpt.trash_asked.connect(self._trash)
        self.conflict.decided.connect(self._settle)
        self.context.changes.subscribe(self._heard, owner=self, kinds=KINDS)

    # -- the shell ---------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        if isinstance(argument, Shown):
            self._shown = argument
        self._arriving = True
        self.reload()

    def focus_first(self) -> None:
        table = self.pair.table
        if self._stack.currentWidget() is self.pair and table.isVisible():
            table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.side.focus_first()

    def set_compact(self, compact: bool) -> None:
        self._compact, self._inside = compact, False
        for page in (self.pair, self.claim, self.excerpt, self.conflict):
            page.set_compact(compact)
        self._arrange()

    def keys(self) -> Sequence[tuple[str, str]]:
        t = self.t
        left, right = ("2", "1") if is_mirrored(t) else ("1", "2")
        return [
            (left, t("Keep what stands left in the marked field")),
            (right, t("Keep what stands right")), ("3", t("Keep both")),
            ("Alt+Down", t("The next pair")), ("Alt+Up", t("The pair before")),
        ]  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._compact and self._inside:
            self._leave()
        elif event.key() == Qt.Key.Key_Escape and not self._compact:
            self.side.focus_first()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        """Beside each other, or in narrow windows one of both."""
        narrow = self._compact
        self._line.setHidden(narrow)
        self.side.setHidden(narrow and self._inside)
        self._stack.setHidden(narrow and not self._inside)
        self.side.setMinimumWidth(0 if narrow else WIDTH)
        self.side.setMaximumWidth(NO_BOUND if narrow else WIDTH)

    def _enter(self) -> None:
        if self._compact and self._stack.currentWidget() is not self._waiting:
            self._inside = True
            self._arrange()
        page = self._stack.currentWidget()
        first = {
            self.pair: self.pair.table,
            self.claim: self.claim.open_case,
            self.excerpt: self.excerpt.open,
            self.conflict: self.conflict.ours,
        }.get(page)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self._inside = False
        self._arrange()
        self.side.focus_first()

    # -- what waits --------------------------------------------------------------------------
    def _heard(self, _change: object) -> None:
        """A view that is not in front looks again when it is opened."""
        if self.isVisible():
            self.reload()

    def reload(self) -> None:
        """Ask again what waits; what is chosen stays, or what came after it."""
        vault, words = self._vault, self._words
        self.context.jobs.run(
            lambda progress: deeds.load_listing(vault, words, progress), self._show_listing,
            owner=self, latest="review", cancellable=True,
            title=self.t("Comparing cases") if self._listing is None else "",
        )  # fmt: skip

    def _show_listing(self, listing: Listing) -> None:
        self._listing = listing
        waiting = listing.waiting
        counts = {
            Topic.PAIRS: len(waiting.pairs), Topic.CLAIMS: len(waiting.claims),
            Topic.EXCERPTS: waiting.excerpt_count, Topic.CONFLICTS: listing.conflict_count,
        }  # fmt: skip
        t = self.t
        said = [
            t.plural("{n} pair", "{n} pairs", counts[Topic.PAIRS]),
            t.plural("{n} contradiction", "{n} contradictions", counts[Topic.CLAIMS]),
        ]
        self.set_status(", ".join(said[0 if waiting.compared else 1 :]))
        if not waiting.compared:
            self._comparing.start()
        self.side.show_topic(self._shown.topic, counts)
        self._show_items(counts[self._shown.topic])

    def _show_items(self, count: int) -> None:
        keys = self._keys()
        before = self.side.list.key()
        place = next((n for n, one in enumerate(self.side.list.items()) if one.key == before), 0)
        items = self._items()
        self.side.show_items(items, count - len(items))
        if not keys:
            self._shown = Shown(self._shown.topic)
            self._show_page(self._nothing())
            return
        key = self._shown.key if self._shown.key in keys else keys[min(place, len(keys) - 1)]
        self.side.list.choose(key)
        self._choose(key)

    def _nothing(self) -> QWidget:
        """What stands where nothing is listed."""
        assert self._listing is not None
        looks = self._shown.topic is Topic.PAIRS and not self._listing.waiting.compared
        return self._busy if looks else self._empty[self._shown.topic]

    def _show_page(self, page: QWidget) -> None:
        """Another page; the keyboard goes along if it was in the one before."""
        focus = self.window().focusWidget()
        inside = focus is not None and self._stack.isAncestorOf(focus)
        if self._stack.currentWidget() is page:
            return
        self._stack.setCurrentWidget(page)
        nothing = page in (self._busy, *self._empty.values())
        if nothing and self._inside:
            self._leave()
        elif inside:
            self.side.focus_first() if nothing else self._enter()

    def _keys(self) -> list[object]:
        assert self._listing is not None
        waiting = self._listing.waiting
        if self._shown.topic is Topic.PAIRS:
            return [(pair.first, pair.second) for pair in waiting.pairs[:LISTED]]
        if self._shown.topic is Topic.CLAIMS:
            return [line.key for line in waiting.claims[:LISTED]]
        if self._shown.topic is Topic.CONFLICTS:
            return [one.id for one in self._listing.conflicts]
        return [one.excerpt.id for one in waiting.excerpts]

    def _entries(self) -> Sequence[Pair | ClaimLine | LooseExcerpt | Conflict]:
        assert self._listing is not None
        waiting = self._listing.waiting
        if self._shown.topic is Topic.PAIRS:
            return waiting.pairs[:LISTED]
        if self._shown.topic is Topic.CONFLICTS:
            return self._listing.conflicts
        return waiting.claims[:LISTED] if self._shown.topic is Topic.CLAIMS else waiting.excerpts

    def _items(self) -> list[Item]:
        pairs = zip(self._keys(), self._entries(), strict=True)
        return [item(key, self._lines(entry)) for key, entry in pairs]

    def _lines(self, entry: Pair | ClaimLine | LooseExcerpt | Conflict) -> Lines:
        assert self._listing is not None
        if isinstance(entry, Conflict):
            return Lines(entry.field, entry.subject, entry.who)
        words, nobody = self._words, self.t("Name not known")
        if isinstance(entry, Pair):
            names = [self._listing.names.get(one, nobody) for one in (entry.first, entry.second)]
            return Lines(*names, words.why(entry))
        if isinstance(entry, ClaimLine):
            claim = words.claim_of(entry.event, entry.field, entry.detainee)
            return Lines(claim, entry.name or nobody, entry.number)
        title = words.text(entry.source, "title") or words.word(entry.source.kind)
        quote = " ".join(entry.excerpt.text.split())
        return Lines(self.t("“{words}”", words=quote), title, entry.excerpt.place)

    # -- choosing ----------------------------------------------------------------------------
    def _choose_topic(self, topic: Topic) -> None:
        if self._listing is None:
            return
        self._remember(Shown(topic))
        self._show_listing(self._listing)
        self.side.focus_first()

    def _remember(self, shown: Shown) -> None:
        self._shown = shown
        current = self.context.router.current
        if current is not None and current.view == "review":
            self.context.router.replace(shown)

    def _choose(self, key: object) -> None:
        keys = self._keys()
        if key not in keys:
            return
        self._remember(Shown(self._shown.topic, key))
        entry, vault, words = self._entries()[keys.index(key)], self._vault, self._words
        if isinstance(entry, LooseExcerpt):
            self.excerpt.show_excerpt(entry)
            self._show_page(self.excerpt)
            return
        if isinstance(entry, Conflict):
            self.conflict.show_conflict(entry)
            self._show_page(self.conflict)
            return

        def load(_progress: Progress) -> ShownPair | Contradiction | None:
            if isinstance(entry, Pair):
                return deeds.load_pair(vault, entry, words)
            return vault.read(lambda session: contradiction(session, entry))

        self.context.jobs.run(load, self._show_entry, owner=self, latest="review-page")

    def _show_entry(self, entry: ShownPair | Contradiction | None) -> None:
        if isinstance(entry, ShownPair):
            keys = self._keys()
            key = (entry.pair.first, entry.pair.second)
            if key in keys:
                self.pair.show_pair(entry, keys.index(key) + 1, len(keys))
                self._show_page(self.pair)
        elif isinstance(entry, Contradiction):
            self.claim.show_claim(entry)
            self._show_page(self.claim)
        self._arrive()

    def _arrive(self) -> None:
        """The keyboard, which waited in the tabs, goes to where work starts."""
        focus = self.window().focusWidget()
        if self._arriving and focus is not None and self.isAncestorOf(focus):
            self.focus_first()
        self._arriving = False

    def _step(self, by: int) -> None:
        keys = self._keys()
        place = keys.index(self._shown.key) + by if self._shown.key in keys else 0
        if 0 <= place < len(keys):
            self.side.list.choose(keys[place])
            self._choose(keys[place])

    # -- deciding ----------------------------------------------------------------------------
    def _write(
        self, work: Callable[[Progress], ChangeSet], said: str,
        failed: Callable[[UserError], None] | None = None,
    ) -> None:  # fmt: skip
        """One deed; what waits is asked for again when it is announced."""

        def done(changes: ChangeSet) -> None:
            self.context.changes.announce(changes)
            self.context.notices.pass_by(said, self.t("Ctrl+Z takes it back."))

        self.context.jobs.run(work, done, failed, kind=Kind.WRITE, owner=self)

    def _merge(self, merging: Merging) -> None:
        vault, t = self._vault, self.t
        self._write(
            lambda _progress: merge(vault, merging), t("The two cases are one now."),
            lambda error: self.pair.refuse(t.error(error)),
        )  # fmt: skip

    def _decide(self, verdict: MatchVerdict) -> None:
        shown, vault, t = self.pair.shown, self._vault, self.t
        if shown is None:
            return
        pair = shown.pair
        apart = verdict is MatchVerdict.NOT_SAME
        self._write(
            lambda _progress: decide(vault, pair.first, pair.second, verdict),
            t("Kept as two people.") if apart else t("Put off for a month."),
        )  # fmt: skip

    def _set_aside(self) -> None:
        shown, vault = self.claim.shown, self._vault
        if shown is not None:
            said = self.t("Set aside until another passage contradicts it.")
            self._write(lambda _progress: deeds.set_aside(vault, shown.line), said)

    def _settle(self, verdict: ConflictVerdict) -> None:
        shown, vault, t = self.conflict.shown, self._vault, self.t
        if shown is not None:
            ours = verdict is ConflictVerdict.OURS
            self._write(
                lambda _progress: decide_conflict(vault, shown, verdict),
                t("Ours stays.") if ours else t("Theirs was taken."),
            )

    def _trash(self) -> None:
        shown, vault = self.excerpt.shown, self._vault
        if shown is not None:
            said = self.t("The excerpt is in the trash.")
            self._write(lambda _progress: deeds.trash_excerpt(vault, shown.excerpt.id), said)
