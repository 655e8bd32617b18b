"""Messages both ways at any time: what comes is bounded, and a child that misbehaves is ended."""

from __future__ import annotations

import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caseapp.system.child import ChildFailedError, Limits
from caseapp.system.conversation import end_all
from caseapp.system.correspondence import Correspondence, Message

CHILDREN = "tests.system.correspondents"
LIMITS = Limits(memory=1 << 30, output=4 << 20)


class Talk:
    """A correspondence, and what was heard in it."""

    def __init__(self, function: str) -> None:
        self.heard: queue.Queue[Message] = queue.Queue()
        self.lost = threading.Event()
        self.letters = Correspondence(
            f"{CHILDREN}:{function}", LIMITS, self.heard.put, self.lost.set
        )


@pytest.fixture
def talk() -> Iterator[Callable[[str], Talk]]:
    talks: list[Talk] = []

    def begin(function: str) -> Talk:
        talks.append(Talk(function))
        return talks[-1]

    yield begin
    for one in talks:
        one.letters.end()


def test_words_and_bytes_come_back_in_their_order(talk: Callable[[str], Talk]) -> None:
    one = talk("echoes")
    for number in range(20):
        one.letters.say("word", number=number)
    for number in range(20):
        assert one.heard.get(timeout=10) == Message("word", {"number": number})
        one.letters.done()
    one.letters.give("bytes", b"\n\0" * 50_000, name="ё")
    assert one.heard.get(timeout=10) == Message("bytes", {"name": "ё"}, b"\n\0" * 50_000)
    assert not one.lost.is_set()


def test_a_child_that_floods_waits_until_its_messages_are_done_with(
    talk: Callable[[str], Talk],
) -> None:
    one = talk("floods")
    one.heard.get(timeout=10)
    time.sleep(0.4)
    assert one.heard.qsize() <= 4
    one.letters.done()
    one.heard.get(timeout=10)
    started = time.monotonic()
    one.letters.end()
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("function", ["says_too_much", "babbles", "dies"])
def test_a_child_that_breaks_the_rules_is_ended_and_told_of_once(
    talk: Callable[[str], Talk], function: str
) -> None:
    one = talk(function)
    assert one.lost.wait(10)
    assert one.heard.empty()


def test_one_that_never_listens_stops_nobody(talk: Callable[[str], Talk]) -> None:
    one = talk("never_listens")
    assert one.heard.get(timeout=10).word == "here"
    started = time.monotonic()
    for _ in range(20_000):
        one.letters.say("word", long="x" * 300)
    one.letters.end()
    assert time.monotonic() - started < 3
    assert not one.lost.is_set()


def test_the_end_of_the_program_ends_it_and_blames_nobody(talk: Callable[[str], Talk]) -> None:
    one = talk("echoes")
    end_all()
    one.letters.say("word")
    assert not one.lost.is_set()
    assert one.heard.empty()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux")
def test_the_kernel_holds_it_as_every_other_child(
    talk: Callable[[str], Talk], tmp_path: Path
) -> None:
    (tmp_path / "there").write_text("stays")
    one = talk("tries_everything")
    one.letters.say("try", folder=str(tmp_path))
    assert one.heard.get(timeout=10).facts == {"done": []}
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


@pytest.mark.parametrize("value", [None, "1", True, [1], float("nan"), float("inf"), -1, 11])
def test_a_fact_that_is_no_number_in_its_bounds_is_refused(value: object) -> None:
    message = Message("word", {"number": value})
    with pytest.raises(ChildFailedError):
        message.number("number", 0, 10)
    with pytest.raises(ChildFailedError):
        Message("word", {"number": 1.5}).whole("number", 0, 10)
    assert Message("word", {"number": 3}).whole("number", 0, 10) == 3
