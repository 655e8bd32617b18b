"""A child that is talked with is believed in nothing, and never waited for too long."""

from __future__ import annotations

import threading
import time

import pytest

from caseapp.system import conversation
from caseapp.system.child import ChildFailedError, ChildTooSlowError, Limits
from caseapp.system.conversation import Answer, ChildRefusedError, Conversation, end_all

CHILD = "tests.system.hostile:begin"


@pytest.fixture
def talk():
    with_limits = Conversation(CHILD, Limits(wall=2.0, output=1_000_000, memory=400 << 20))
    yield with_limits
    with_limits.end()


def test_one_question_after_another_is_answered_by_the_same_child(talk):
    first = talk.ask("who").value
    payload = bytes(range(256)) * 20_000
    assert talk.ask("echo", payload[:900_000], a=1) == Answer({"a": 1}, payload[:900_000][::-1])
    assert talk.ask("who").value == first


def test_a_refusal_is_told_and_the_child_goes_on(talk):
    with pytest.raises(ChildRefusedError) as told:
        talk.ask("refuse")
    assert told.value.word == "odd"
    assert talk.ask("echo", b"ab").data == b"ba"


@pytest.mark.parametrize("deed", ["crash", "swell", "nonsense", "much"])
def test_a_crash_too_much_memory_nonsense_and_too_much_are_the_end(talk, deed):
    with pytest.raises(ChildFailedError):
        talk.ask(deed)
    assert talk.is_over
    with pytest.raises(ChildFailedError):
        talk.ask("who")


def test_a_late_child_is_killed():
    talk = Conversation(CHILD, Limits(wall=0.6))
    started = time.monotonic()
    with pytest.raises(ChildTooSlowError):
        talk.ask("sleep")
    assert time.monotonic() - started < 3
    assert talk.is_over


@pytest.mark.parametrize(
    "said",
    [
        b"no json\n", b"[1]\n", b'{"value": 1}\n', b'{"value": 1, "size": -1}\n', b"",
        b'{"value": 1, "size": 2000000}\n', b'{"value": 1, "size": 5}\nab',
        b'{"size": 0}\n', b'{"value": 1, "size": "3"}\n', b"x" * 2_000_000,
        b'{"value": ' + b"[" * 100_000,
    ],
)  # fmt: skip
def test_an_answer_of_another_shape_is_a_failure(tmp_path, monkeypatch, said):
    import subprocess
    import sys

    def forged():
        program = (
            f"import sys; sys.stdout.buffer.write(open({str(tmp_path / 'said')!r}, 'rb').read())"
        )
        return subprocess.Popen(
            [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            start_new_session=True,
        )  # fmt: skip

    (tmp_path / "said").write_bytes(said)
    monkeypatch.setattr(conversation, "start", forged)
    talk = Conversation(CHILD, Limits(wall=1.0, output=1_000_000))
    with pytest.raises(ChildFailedError):
        talk.ask("who", bytes(500_000))
    assert talk.is_over


def test_a_child_that_never_reads_is_killed(monkeypatch):
    import subprocess
    import sys

    def deaf():
        return subprocess.Popen(
            [sys.executable, "-c", "import time; time.sleep(60)"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip

    monkeypatch.setattr(conversation, "start", deaf)
    talk = Conversation(CHILD, Limits(wall=0.6))
    with pytest.raises(ChildTooSlowError):
        talk.ask("who", bytes(5_000_000))


def test_what_a_child_has_started_ends_with_it(monkeypatch):
    """A grandchild keeps the pipe open: without its end the answer would be waited for."""
    import subprocess
    import sys

    def forking():
        program = "import os, time; os.fork(); time.sleep(60)"
        return subprocess.Popen(
            [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            start_new_session=True,
        )  # fmt: skip

    monkeypatch.setattr(conversation, "start", forking)
    started = time.monotonic()
    with pytest.raises(ChildTooSlowError):
        Conversation(CHILD, Limits(wall=0.6)).ask("who")
    assert time.monotonic() - started < 5


def test_a_child_that_is_asked_nothing_ends_itself():
    talk = Conversation(CHILD, Limits(), idle=0.3)
    assert talk.ask("echo", b"1").data == b"1"
    deadline = time.monotonic() + 5
    while not talk.is_over and time.monotonic() < deadline:
        time.sleep(0.05)
    assert talk.is_over
    talk.end()


def test_a_child_outlives_the_thread_that_began_it():
    """A page is asked for by one thread and again by another."""
    begun: list[Conversation] = []
    thread = threading.Thread(target=lambda: begun.append(Conversation(CHILD, Limits())))
    thread.start()
    thread.join()
    time.sleep(0.2)
    assert begun[0].ask("echo", b"ab").data == b"ba"
    begun[0].end()


def test_a_child_whose_parent_is_gone_ends_itself_in_the_middle_of_its_work(monkeypatch):
    talk = Conversation(CHILD, Limits(wall=1.0))
    monkeypatch.setattr(talk, "_too_late", lambda: None)
    started = time.monotonic()
    with pytest.raises(ChildFailedError):
        talk.ask("sleep")
    assert 2 < time.monotonic() - started < 9


def test_ending_all_does_not_wait_for_a_question_that_hangs():
    talk = Conversation(CHILD, Limits(wall=30))
    failed: list[BaseException] = []

    def ask() -> None:
        try:
            talk.ask("sleep")
        except ChildFailedError as error:
            failed.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.3)
    started = time.monotonic()
    end_all()
    thread.join(5)
    assert time.monotonic() - started < 2
    assert len(failed) == 1
