"""What is said of a deadline counts the days as the office entered them."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from caseapp.desktop.features.appeals.way_words import WayWords
from caseapp.desktop.forms.words import RecordWords
from caseapp.domain.deadlines import WorkingDays, longest_extension
from caseapp.domain.vocabulary import ReplyRule
from caseapp.i18n import translator
from caseapp.store.queries.appeals_ways import CopyWay


def test_the_longest_extension_passes_over_a_day_off_that_the_office_entered() -> None:
    words = WayWords(RecordWords(translator("en")))
    way = CopyWay(
        copy_id=uuid4(), addressee_id=uuid4(), reply_rule=ReplyRule.KZ_APPLICATION,
        dispatches=(), replies=(),
    )  # fmt: skip
    due = date(2026, 6, 1)
    last = longest_extension(ReplyRule.KZ_APPLICATION, due, WorkingDays())
    assert last is not None
    said = words.due_reading({"due": due.isoformat()}, way)[0]
    assert f"can be extended to {words.day(last)}" in said
    words.days = WorkingDays({last: False})
    later = words.days.on_or_after(last)
    said = words.due_reading({"due": due.isoformat()}, way)[0]
    assert later > last
    assert f"can be extended to {words.day(later)}" in said
