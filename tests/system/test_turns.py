from __future__ import annotations

import threading
from collections.abc import Callable

from caseapp.system.turns import Turns, give_way, patiently


def in_thread(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_one_thread_may_take_a_turn_several_times_and_others_wait_for_all_of_them() -> None:
    turns = Turns()
    order: list[str] = []

    def take_late() -> None:
        with turns:
            order.append("other")

    with turns:
        with turns:
            other = in_thread(take_late)
        order.append("first")
        assert other.is_alive()
    other.join(5)
    assert order == ["first", "other"]


def test_a_patient_thread_comes_after_all_who_wait() -> None:
    turns = Turns()
    order: list[str] = []
    started = threading.Barrier(4)

    def take(name: str) -> None:
        with turns:
            order.append(name)

    def patient() -> None:
        with patiently(lambda: None):
            started.wait()
            take("patient")

    def other() -> None:
        started.wait()
        take("other")

    with turns:
        threads = [in_thread(patient), in_thread(other), in_thread(other)]
        started.wait()
        while turns._waiting < 2:
            threading.Event().wait(0.001)
    for thread in threads:
        thread.join(5)
    assert order == ["other", "other", "patient"]


def test_a_patient_thread_hands_its_turn_on_while_it_works() -> None:
    turns = Turns()
    order: list[str] = []
    began, asked = threading.Event(), threading.Event()

    def long_work() -> None:
        with patiently(lambda: None), turns:
            began.set()
            asked.wait(5)
            while not turns.should_let_others():
                threading.Event().wait(0.001)
            turns.let_others()
            order.append("the end of long work")

    def short_work() -> None:
        began.wait(5)
        asked.set()
        with turns:
            order.append("short work")

    for thread in [in_thread(long_work), in_thread(short_work)]:
        thread.join(5)
    assert order == ["short work", "the end of long work"]


def test_only_a_patient_thread_that_holds_nothing_stands_still() -> None:
    turns = Turns()
    paused: list[str] = []
    give_way()
    with patiently(lambda: paused.append("paused")):
        with turns:
            give_way()
            assert not turns.should_let_others()  # nobody waits
        assert paused == []
        give_way()
    give_way()
    assert paused == ["paused"]
