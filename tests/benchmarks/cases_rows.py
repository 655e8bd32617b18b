"""The list of 100,000 cases: opening, order, filter, counts, scrolling; beside the raw queries."""

from __future__ import annotations

import os
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from sqlalchemy import text
from sqlalchemy.orm import Session

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import EventKind, NameScript, Sex, Status, Tie
from caseapp.store.history import Action
from caseapp.store.queries.case_filter import CaseFilter, Facet, Order
from caseapp.store.queries.cases import CaseQuery, case_count, case_ids, case_rows
from caseapp.store.queries.facet_index import facet_index
from caseapp.store.queries.facets import case_list, cross_counts, facet_counts
from caseapp.store.records import Detainee, Event, NameForm, Record
from caseapp.store.vault import Vault
from tests.benchmarks.store_rows import CHEAP, PASSPHRASE, SYLLABLES
from tests.benchmarks.table import Row, against, at_most, interleaved

CASES = 100_000
SIZE = f"{CASES:,} cases"
SHOWN = CaseFilter(status=(Status.SENTENCED,), taken_from=2017, taken_to=2018, order="name")
COUNTIES = ("654025", "654026", "654021", "654223", "654201", "652302", "654301")
TAKEN = ("October 2017", "2018", "spring 2017", "2017-03-05", "between 2017 and 2018", "2019", "")
LATER = (EventKind.SENTENCED, EventKind.RELEASED, EventKind.HOUSE_ARREST, EventKind.FORCED_LABOUR)


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "vault")
        with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
            fill(vault, CASES)
        with Vault.open(path, PASSPHRASE) as vault:
            yield _first_rows(vault)
            yield from _building(vault)
            yield from _asking(vault)
            yield from _following(vault)
            yield from _looking(vault)


def fill(vault: Vault, count: int) -> None:
    """Plainly fictitious cases with two names and one or two events each, in large actions."""
    dice, base, records = random.Random(5), len(SYLLABLES), list[Record]()
    taken = [read_date(words) for words in TAKEN]
    for number in range(count):
        case = Detainee(
            serial=number + 1, fictitious=True, sex=dice.choice(list(Sex)),
            tie=dice.choice(list(Tie)), home_place_code=dice.choice(COUNTIES),
            birth=read_date(str(1940 + number % 60)), tags=["list"] if number % 7 == 0 else [],
        )  # fmt: skip
        parts = [SYLLABLES[number // base**k % base] for k in range(4)]
        name = f"{parts[0]}{parts[1]} {parts[2]}{parts[3]}".title()
        records += [
            case,
            NameForm(detainee_id=case.id, text=name, script=NameScript.KK_CYRL),
            NameForm(detainee_id=case.id, text="乌勒格", script=NameScript.ZH_HANS, position=1),
            Event(detainee_id=case.id, kind=EventKind.TAKEN, when=dice.choice(taken)),
        ]
        if number % 2:
            later = Event(
                detainee_id=case.id, kind=dice.choice(LATER), when=read_date("2019")
            )  # fmt: skip
            records.append(later)
        if len(records) >= 8_000:
            vault.save(*records, action=Action("Fill"))
            records.clear()
    if records:
        vault.save(*records, action=Action("Fill"))


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that some work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _first_rows(vault: Vault) -> Row:
    def ask(session: Session) -> None:
        case_count(session)
        case_rows(session, case_ids(session, CaseQuery(most=256))[:64])

    taken = median(timed(lambda: vault.read(ask)) for _ in range(5))
    return at_most("case list, first rows before the index", SIZE, taken, "ms", 100)


def _building(vault: Vault) -> Iterator[Row]:
    before, steps = megabytes(), list[float]()
    while not vault.read(lambda session: facet_index(session).ready):
        steps.append(timed(lambda: vault.read(lambda session: facet_index(session).step(session))))
    yield at_most("facet index, memory", SIZE, megabytes() - before, "MB", 60)
    yield at_most("facet index, one step of the building", SIZE, max(steps), "ms", 400)
    yield at_most("facet index, all steps", SIZE, sum(steps) / 1000, "s", 15)


def _asking(vault: Vault) -> Iterator[Row]:
    def listed(shown: CaseFilter) -> Callable[[], object]:
        return lambda: vault.read(lambda session: case_list(session, shown))

    def raw(statement: str) -> Callable[[], object]:
        return lambda: vault.read(lambda session: session.execute(text(statement)).all())

    firsts = [timed(listed(CaseFilter(order=order))) for order in _orders()]
    yield at_most("case list, slowest first time of an order", SIZE, max(firsts), "ms", 200)
    by_name = raw(
        "SELECT d.id FROM detainee d LEFT JOIN name_form n ON n.detainee_id = d.id"
        " AND n.position = 0 AND n.deleted_at IS NULL"
        " WHERE d.deleted_at IS NULL ORDER BY n.text"
    )
    mine, bare = interleaved(5, listed(CaseFilter(order="name")), by_name)
    yield against("case list by name, again", SIZE, mine, "ms", "raw SELECT … ORDER BY", bare, 1)
    by_event = raw(
        "SELECT d.id FROM detainee d JOIN event e ON e.detainee_id = d.id"
        " WHERE d.deleted_at IS NULL AND e.kind = 'sentenced' ORDER BY d.serial"
    )
    mine, bare = interleaved(5, listed(SHOWN), by_event)
    yield against("case list, filtered", SIZE, mine, "ms", "raw SELECT … WHERE", bare, 1)
    yield at_most("case list, filtered", SIZE, mine, "ms", 200)
    typed = median(timed(listed(CaseFilter(text="айбек"))) for _ in range(5))
    yield at_most("case list, two syllables typed", SIZE, typed, "ms", 200)
    counts = lambda: vault.read(lambda session: facet_counts(session, SHOWN))  # noqa: E731
    yield at_most("counts of all facets", SIZE, interleaved(5, counts)[0], "ms", 200)
    two = lambda: vault.read(  # noqa: E731
        lambda session: cross_counts(session, CaseFilter(), Facet.STATUS, Facet.COUNTY)
    )
    yield at_most("counts of two facets at once", SIZE, interleaved(5, two)[0], "ms", 200)


def _orders() -> tuple[Order, ...]:
    return ("number", "name", "birth", "place", "status", "taken", "sex", "tie", "verification")


def _following(vault: Vault) -> Iterator[Row]:
    """One case is changed: what the next answer costs more."""
    (case_id,) = vault.read(lambda session: case_ids(session, CaseQuery(most=1)))
    taken = []
    for year in range(1950, 1957):
        case = vault.get(Detainee, case_id)
        assert case is not None
        case.birth = read_date(str(year))
        vault.save(case, action=Action("Change"))
        taken.append(timed(lambda: vault.read(facet_counts)))
    yield at_most("counts after a change of one case", SIZE, median(taken), "ms", 200)


def megabytes() -> float:
    """Resident memory, where the system tells the present; else the peak."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * resource.getpagesize() / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


# -- the view itself ---------------------------------------------------------------------------
def _looking(vault: Vault) -> Iterator[Row]:
    """The real table with painted rows, offscreen: each step is timed with its painting."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from caseapp.desktop import fonts, theme
    from caseapp.desktop.changes import Changes
    from caseapp.desktop.context import Context
    from caseapp.desktop.features.cases import CasesView
    from caseapp.desktop.jobs import Jobs
    from caseapp.desktop.shell.notices import Notices
    from caseapp.desktop.shell.router import Router
    from caseapp.i18n import translator

    app = QApplication.instance() or QApplication(["bench"])
    assert isinstance(app, QApplication)
    fonts.register()
    theme.apply(app, theme.LIGHT)
    jobs = Jobs()
    context = Context(
        t=translator("en"), jobs=jobs, changes=Changes(), router=Router(), notices=Notices()
    )

    def wait(done: Callable[[], bool]) -> None:
        loop, end = QEventLoop(), time.monotonic() + 60
        while not done() and time.monotonic() < end:
            QTimer.singleShot(2, loop.quit)
            loop.exec()

    view = CasesView(context, vault)
    view.resize(1182, 690)
    view.show()
    first = lambda: view.model.row(0) is not None and not jobs.running  # noqa: E731

    def shown(argument: object) -> float:
        start = time.perf_counter()
        view.model.set_ids(())
        view.open(argument)
        wait(lambda: len(view.model.ids) > 0 and view.model.row(0) is not None)
        view.table.viewport().repaint()
        return (time.perf_counter() - start) * 1000

    taken = median(shown(CaseFilter()) for _ in range(5))
    yield at_most("case list on screen, to the first painted row", SIZE, taken, "ms", 200)
    taken = median(shown(SHOWN) for _ in range(5))
    yield at_most("case list on screen, after a filter", SIZE, taken, "ms", 200)
    shown(CaseFilter())
    wait(first)
    bar, steps = view.table.verticalScrollBar(), list[float]()
    for place in range(0, min(bar.maximum(), 40_000), 96):
        steps.append(timed(lambda place=place: (bar.setValue(place), view.table.repaint())))
        if place % 4_800 == 0:
            wait(lambda: not jobs.running)
    steps.sort()
    yield at_most("one scroll step, median", SIZE, median(steps), "ms", 16)
    yield at_most("one scroll step, 99 of 100", SIZE, steps[len(steps) * 99 // 100], "ms", 16)
    yield at_most("mark all", SIZE, timed(lambda: _mark_all(view)), "ms", 200)
    view.close()
    jobs.close()
    view.deleteLater()


def _mark_all(view: object) -> None:
    view.model.mark(0, view.model.rowCount() - 1, on=True)  # type: ignore[attr-defined]
    view.table.repaint()  # type: ignore[attr-defined]
