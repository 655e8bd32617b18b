from __future__ import annotations

import pytest

from caseapp.errors import Cancelled
from caseapp.system.progress import Progress, Report


def test_a_report_reaches_the_listener_with_its_parameters() -> None:
    heard: list[Report] = []
    Progress(heard.append).report(2, 8, "Page {n}", n=2)
    assert heard == [Report(2, 8, "Page {n}", {"n": 2})]
    assert heard[0].fraction == 0.25


def test_an_unknown_end_has_no_fraction_and_too_much_done_is_whole() -> None:
    assert Report(5, 0).fraction is None
    assert Report(9, 8).fraction == 1.0


def test_work_goes_on_until_someone_cancels() -> None:
    progress = Progress()
    progress.raise_if_cancelled()
    progress.report(1, 1)
    progress.cancel()
    assert progress.cancelled
    with pytest.raises(Cancelled):
        progress.raise_if_cancelled()
