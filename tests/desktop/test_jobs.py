from __future__ import annotations

import gc
import logging
import sys
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.desktop.changes import Changes, ChangeSet
from caseapp.desktop.jobs import Jobs, Kind
from caseapp.desktop.shell.bugs import Bugs, trace_without_content
from caseapp.errors import UserError
from caseapp.i18n import translator
from caseapp.store.giving_way import give_way
from caseapp.store.history import Action
from caseapp.store.records import Detainee
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress


def wait_idle(qtbot: QtBot, jobs: Jobs) -> None:
    qtbot.waitUntil(lambda: not jobs.running, timeout=5000)


def test_a_result_comes_back_on_the_gui_thread(qtbot: QtBot, threaded_jobs: Jobs) -> None:
    seen: list[object] = []

    def work(_progress: Progress) -> str:
        seen.append(threading.current_thread().name)
        return "done"

    threaded_jobs.run(
        work, lambda value: seen.extend([value, threading.current_thread()]),
        on_end=lambda: seen.append("end"),
    )  # fmt: skip
    wait_idle(qtbot, threaded_jobs)
    assert seen[0].startswith("database")
    assert seen[1:] == ["done", threading.main_thread(), "end"]


def test_database_work_is_done_one_after_the_other_in_order(
    qtbot: QtBot, threaded_jobs: Jobs
) -> None:
    order: list[int] = []
    threads: set[str] = set()
    together, most = 0, 0
    lock = threading.Lock()

    def work(number: int) -> Callable[[Progress], None]:
        def run(_progress: Progress) -> None:
            nonlocal together, most
            with lock:
                together += 1
                most = max(most, together)
            order.append(number)
            threads.add(threading.current_thread().name)
            with lock:
                together -= 1

        return run

    for number in range(40):
        kind = Kind.WRITE if number % 3 == 0 else Kind.READ
        threaded_jobs.run(work(number), kind=kind)
    wait_idle(qtbot, threaded_jobs)
    assert order == list(range(40))
    assert most == 1
    assert len(threads) == 1


def test_a_save_asked_for_after_long_reading_is_done_before_its_end(
    qtbot: QtBot, threaded_jobs: Jobs, vault: Vault
) -> None:
    case = Detainee(occupation="before")
    vault.save(case, action=Action("New"))
    order: list[str] = []
    reading, asked = threading.Event(), threading.Event()

    def portion(session: Session) -> None:
        reading.set()
        asked.wait(5)
        give_way(session)
        order.append(str(session.scalar(select(Detainee.occupation))))

    def long_reading(progress: Progress) -> None:
        vault.read(portion)
        progress.report(1, 2)
        order.append("long reading ends")

    def save(_progress: Progress) -> None:
        case.occupation = "after"
        vault.save(case, action=Action("Edit"))
        order.append("saved")

    threaded_jobs.run(long_reading, kind=Kind.LONG)
    assert reading.wait(5)
    save_asked = threading.Thread(target=lambda: wait_for_somebody(vault, asked))
    save_asked.start()
    threaded_jobs.run(save, kind=Kind.WRITE)
    wait_idle(qtbot, threaded_jobs)
    save_asked.join()
    assert order == ["saved", "after", "long reading ends"]


def wait_for_somebody(vault: Vault, asked: threading.Event) -> None:
    """Until a thread waits for the vault that another holds."""
    while not vault._access.turn._waiting:
        time.sleep(0.001)
    asked.set()


def test_long_reading_stands_still_wherever_it_reports_while_others_are_at_work(
    qtbot: QtBot, threaded_jobs: Jobs
) -> None:
    gate, reached = threading.Event(), threading.Event()
    order: list[str] = []

    def long_work(progress: Progress) -> None:
        reached.set()
        gate.wait(5)
        progress.raise_if_cancelled()
        order.append("long")

    def short(_progress: Progress) -> None:
        gate.set()
        time.sleep(0.02)
        order.append("short")

    threaded_jobs.run(long_work, kind=Kind.LONG)
    assert reached.wait(5)
    threaded_jobs.run(short)
    wait_idle(qtbot, threaded_jobs)
    assert order == ["short", "long"]


def test_long_reading_begins_behind_the_writes_asked_for_before(
    qtbot: QtBot, threaded_jobs: Jobs
) -> None:
    gate = threading.Event()
    order: list[str] = []

    def save(_progress: Progress) -> None:
        gate.wait(5)
        order.append("saved")

    threaded_jobs.run(save, kind=Kind.WRITE)
    threaded_jobs.run(lambda _p: order.append("long"), kind=Kind.LONG)
    gate.set()
    wait_idle(qtbot, threaded_jobs)
    assert order == ["saved", "long"]


def test_free_work_goes_on_while_the_database_is_busy(qtbot: QtBot, threaded_jobs: Jobs) -> None:
    gate = threading.Event()
    threaded_jobs.run(lambda _p: gate.wait(5), kind=Kind.WRITE)
    done: list[int] = []
    threaded_jobs.run(lambda _p: 7, done.append, kind=Kind.FREE)
    qtbot.waitUntil(lambda: done == [7], timeout=5000)
    assert threaded_jobs.keeping == "keeping"
    gate.set()
    wait_idle(qtbot, threaded_jobs)
    assert threaded_jobs.keeping == "kept"


def test_a_known_error_goes_where_it_arose_or_to_everyone(qtbot: QtBot, jobs: Jobs) -> None:
    def fail(_progress: Progress) -> None:
        raise UserError("No room.")

    here: list[str] = []
    jobs.run(fail, on_error=lambda e: here.append(e.message))
    assert here == ["No room."]
    with qtbot.waitSignal(jobs.failed) as signal:
        jobs.run(fail)
    assert signal.args[0].message == "No room."


def test_a_bug_goes_to_the_exception_hook_and_the_job_still_ends(
    qtbot: QtBot, threaded_jobs: Jobs
) -> None:
    ended: list[bool] = []
    with capture_exceptions() as caught:
        threaded_jobs.run(lambda _p: 1 / 0, on_end=lambda: ended.append(True))
        wait_idle(qtbot, threaded_jobs)
    assert [kind for kind, _value, _trace in caught] == [ZeroDivisionError]
    assert ended == [True]


def test_nobody_is_called_whose_widget_is_gone(qtbot: QtBot, threaded_jobs: Jobs) -> None:
    gate = threading.Event()
    owner = QObject()
    called: list[object] = []
    threaded_jobs.run(lambda _p: gate.wait(5), called.append, owner=owner)
    owner.deleteLater()
    qtbot.waitSignal(owner.destroyed).wait()
    gate.set()
    wait_idle(qtbot, threaded_jobs)
    assert called == []


def test_a_failed_write_is_told_even_when_its_field_is_gone(
    qtbot: QtBot, threaded_jobs: Jobs
) -> None:
    gate = threading.Event()
    owner = QObject()

    def save(_progress: Progress) -> None:
        gate.wait(5)
        raise UserError("The disk is full.")

    told: list[str] = []
    threaded_jobs.failed.connect(lambda e: told.append(e.message))
    threaded_jobs.run(save, on_error=lambda _e: told.append("field"), kind=Kind.WRITE, owner=owner)
    owner.deleteLater()
    qtbot.waitSignal(owner.destroyed).wait()
    gate.set()
    wait_idle(qtbot, threaded_jobs)
    assert told == ["The disk is full."]
    assert threaded_jobs.keeping == "failed"


def test_the_latest_question_is_the_only_one_answered(qtbot: QtBot, threaded_jobs: Jobs) -> None:
    gate = threading.Event()
    answers: list[str] = []
    stopped: list[bool] = []

    def first(progress: Progress) -> str:
        gate.wait(5)
        stopped.append(progress.cancelled)
        return "old"

    threaded_jobs.run(first, answers.append, latest="search")
    threaded_jobs.run(lambda _p: "older", answers.append, latest="search")
    threaded_jobs.run(lambda _p: "new", answers.append, latest="search")
    threaded_jobs.run(lambda _p: "other", answers.append, latest="preview")
    gate.set()
    wait_idle(qtbot, threaded_jobs)
    assert answers == ["new", "other"]
    assert stopped == [True]


def test_a_write_can_never_be_dropped(jobs: Jobs) -> None:
    with pytest.raises(ValueError, match="never dropped"):
        jobs.run(lambda _p: None, kind=Kind.WRITE, latest="save")


def test_cancelled_work_only_ends(qtbot: QtBot, threaded_jobs: Jobs) -> None:
    started = threading.Event()
    calls: list[str] = []

    def work(progress: Progress) -> None:
        started.set()
        while True:
            progress.raise_if_cancelled()

    job = threaded_jobs.run(
        work, lambda _v: calls.append("result"), lambda _e: calls.append("error"),
        cancellable=True, kind=Kind.FREE, on_end=lambda: calls.append("end"),
    )  # fmt: skip
    assert started.wait(5)
    job.cancel()
    wait_idle(qtbot, threaded_jobs)
    assert calls == ["end"]


def test_work_that_cannot_stop_is_not_stopped(qtbot: QtBot, threaded_jobs: Jobs) -> None:
    gate = threading.Event()
    results: list[bool] = []

    def work(progress: Progress) -> bool:
        gate.wait(5)
        return progress.cancelled

    job = threaded_jobs.run(work, results.append, kind=Kind.WRITE)
    job.cancel()
    threaded_jobs.cancel_all()
    gate.set()
    wait_idle(qtbot, threaded_jobs)
    assert results == [False]


def test_closing_finishes_every_write_and_delivers_its_error(qapp: QApplication) -> None:
    jobs = Jobs()
    done: list[int] = []
    told: list[str] = []
    jobs.failed.connect(lambda e: told.append(e.message))
    for number in range(20):
        jobs.run(lambda _p, n=number: done.append(n), kind=Kind.WRITE)

    def fail(_progress: Progress) -> None:
        raise UserError("The stick was pulled out.")

    jobs.run(fail, kind=Kind.WRITE)
    jobs.close()
    assert done == list(range(20))
    assert told == ["The stick was pulled out."]
    assert jobs.run(lambda _p: done.append(99)).started_at is None
    with pytest.raises(RuntimeError):
        jobs.run(lambda _p: None, kind=Kind.WRITE)
    assert 99 not in done


def test_the_remaining_time_is_guessed_from_the_pace(
    jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr("caseapp.desktop.jobs.job.time.monotonic", lambda: now[0])
    monkeypatch.setattr("caseapp.desktop.jobs.runner.time.monotonic", lambda: now[0])
    guesses: list[float | None] = []

    def work(progress: Progress) -> None:
        job = jobs.running[0]
        progress.report(1, 10)
        guesses.append(job.remaining())
        now[0] += 10
        progress.report(1, 10)
        guesses.append(job.remaining())
        progress.report(0, 0)
        guesses.append(job.remaining())

    jobs.run(work)
    assert guesses == [None, pytest.approx(90.0), None]


# -- changes ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Change:
    kinds: frozenset[str]
    ids: frozenset[UUID] = frozenset()
    origin: object | None = None


class Page:
    """What a callback holds: a page with all that it shows."""

    def hear(self, change: ChangeSet) -> None: ...


def test_a_change_is_told_once_to_each_who_asked_but_not_to_its_maker() -> None:
    changes = Changes()
    mine, yours = QObject(), QObject()
    maker = object()
    heard: list[str] = []
    changes.subscribe(lambda _c: heard.append("mine"), owner=mine, kinds={"case"}, origin=maker)
    changes.subscribe(lambda _c: heard.append("yours"), owner=yours)
    changes.announce(Change(frozenset({"case"}), frozenset({uuid4()}), maker))
    assert heard == ["yours"]
    changes.announce(Change(frozenset({"case"})))
    assert heard == ["yours", "mine", "yours"]
    changes.announce(Change(frozenset({"contact"})))
    assert heard[3:] == ["yours"]


def test_a_view_that_is_gone_hears_nothing(qtbot: QtBot) -> None:
    changes = Changes()
    owner = QObject()
    heard: list[object] = []
    changes.subscribe(heard.append, owner=owner)
    owner.deleteLater()
    qtbot.waitSignal(owner.destroyed).wait()
    changes.announce(Change(frozenset()))
    changes.announce(Change(frozenset()))
    assert heard == []


def test_a_view_that_is_gone_is_let_go_before_the_next_change(qtbot: QtBot) -> None:
    changes = Changes()
    owner = QObject()
    page = Page()
    let_go = weakref.ref(page)
    changes.subscribe(page.hear, owner=owner)
    owner.deleteLater()
    qtbot.waitSignal(owner.destroyed).wait()
    del page
    gc.collect()
    assert let_go() is None


def test_an_owner_outlives_the_changes_it_asked_for(qtbot: QtBot) -> None:
    changes = Changes()
    owner = QObject()
    changes.subscribe(lambda _c: None, owner=owner)
    changes.deleteLater()
    qtbot.waitSignal(changes.destroyed).wait()
    owner.deleteLater()
    with capture_exceptions() as raised:
        qtbot.waitSignal(owner.destroyed).wait()
    assert raised == []


# -- bugs ---------------------------------------------------------------------------------------
def raise_with_content(name: str) -> None:
    raise ValueError(f"cannot save {name}")


def test_a_bug_is_logged_and_shown_without_content(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    bugs = Bugs(translator("en"))
    with caplog.at_level(logging.ERROR, "caseapp.bug"):
        try:
            raise_with_content("Nurlan")
        except ValueError as error:
            told = trace_without_content(error)
            bugs.handle(type(error), error, error.__traceback__)
    assert "ValueError" in told
    assert "raise_with_content" in told
    assert "Nurlan" not in told + caplog.text
    qtbot.waitUntil(lambda: bool(dialogs()), timeout=2000)
    dialog = dialogs()[0]
    assert "Nurlan" not in dialog.text() + dialog.detailedText()
    assert "raise_with_content" in dialog.detailedText()
    dialog.close()
    qtbot.waitUntil(lambda: not dialogs())
    bugs.deleteLater()


def test_the_hook_is_given_back(qapp: QApplication) -> None:
    before = (sys.excepthook, threading.excepthook)
    bugs = Bugs(translator("en"))
    bugs.install()
    assert sys.excepthook == bugs.handle
    bugs.uninstall()
    assert sys.excepthook is sys.__excepthook__
    sys.excepthook, threading.excepthook = before


def dialogs() -> list[QMessageBox]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)]


def test_calls_into_qt_keep_the_reference_count_of_none(qapp: QApplication) -> None:
    """PySide6 6.12.0 lost one reference to None a call on Python 3.11, and then crashed."""
    thing = QObject()
    thing.setObjectName("a")
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("b")
    assert abs(sys.getrefcount(None) - before) < 100
