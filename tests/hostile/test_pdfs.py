"""A PDF made to do harm costs a child process, and the page that it broke."""

from __future__ import annotations

import math
import time
from array import array
from dataclasses import replace

import pytest

from caseapp.errors import UserError
from caseapp.intake.documents.rendering import LONGEST_SIDE, MOST_PAGES, pages
from caseapp.intake.documents.rendering.pages import ForeignPdf, unpacked
from caseapp.system.child import ChildFailedError, Limits
from caseapp.system.conversation import Answer
from tests.hostile.bad_children import __name__ as BAD
from tests.hostile.pdfs import corpus, one_page, slow_page
from tests.hostile.watching import resident

CORPUS = corpus()
REFUSED = {
    "a table of places that is cut off", "no catalogue", "rubbish under a right beginning",
}  # fmt: skip
EMPTY = {"a tree of pages in a circle", "a drawing that draws itself"}
SHORT = Limits(memory=1 << 30, wall=1.0, output=4 << 20)


@pytest.mark.parametrize("name", CORPUS)
def test_each_is_refused_or_shown_page_by_page_and_soon(name):
    started, size = time.monotonic(), resident()
    try:
        document = ForeignPdf(CORPUS[name], replace(pages.LIMITS, wall=3.0))
    except UserError:
        assert name in REFUSED
        return
    assert name not in REFUSED
    assert len(document.sizes) == min(document.count, MOST_PAGES)
    assert all(1 <= side <= LONGEST_SIDE for page in document.sizes for side in page)
    if name in EMPTY:
        with pytest.raises(UserError, match="This page cannot be shown"):
            document.draw(0, 200, 300)
        assert time.monotonic() - started < 8
    else:
        pixels = document.draw(0, 200, 300)
        assert pixels is not None
        assert len(pixels) == 4 * 200 * 300
        assert document.text(0) is not None
    document.close()
    assert resident() - size < 100 << 20


def test_a_page_that_hangs_is_given_up_and_the_others_are_shown():
    document = ForeignPdf(slow_page(), SHORT)
    started = time.monotonic()
    with pytest.raises(UserError, match="This page cannot be shown"):
        document.draw(0, 400, 600)
    assert time.monotonic() - started < 4
    assert document.draw(1, 4, 6)[:4] == b"\0\0\xff\xff"
    started = time.monotonic()
    with pytest.raises(UserError):
        document.text(0)
    assert time.monotonic() - started < 0.5, "it was asked for again"
    document.close()


def test_a_document_that_breaks_child_after_child_is_given_up(monkeypatch):
    monkeypatch.setattr(pages, "_CHILD", f"{BAD}:lies")
    document = ForeignPdf(one_page(b""))
    document.sizes *= 20
    for page in range(20):
        with pytest.raises(UserError, match="This page cannot be shown"):
            document.draw(page, 20, 30)
    assert document._lost <= pages._MOST_LOST + 1
    document.close()


def test_closing_does_not_wait_for_a_page_that_hangs(monkeypatch):
    import threading

    monkeypatch.setattr(pages, "_CHILD", f"{BAD}:hangs_on_page_one")
    document = ForeignPdf(CORPUS["a million pages"])
    told: list[object] = []
    thread = threading.Thread(target=lambda: told.append(document.draw(1, 20, 30)))
    thread.start()
    time.sleep(0.3)
    started = time.monotonic()
    document.close()
    thread.join(5)
    assert time.monotonic() - started < 2
    assert told == [None]
    assert document.draw(0, 20, 30) is None


def test_a_child_that_never_answers_is_no_document(monkeypatch):
    monkeypatch.setattr(pages, "_CHILD", f"{BAD}:hangs")
    with pytest.raises(UserError, match="made to do harm"):
        ForeignPdf(one_page(), SHORT)


@pytest.mark.parametrize(
    "said",
    [
        None, [], {}, {"count": 1}, {"count": 0, "sizes": []}, {"count": 1, "sizes": []},
        {"count": 1, "sizes": [[9, 9], [9, 9]]}, {"count": 9, "sizes": [[9]]},
        {"count": 9, "sizes": [[9, 0.5]]}, {"count": 9, "sizes": [[9, 1e9]]},
        {"count": 9, "sizes": [[9, math.nan]]}, {"count": 9, "sizes": [["9", 9]]},
        {"count": 9, "sizes": "99"}, {"count": 10**6, "sizes": [[9, 9]] * (MOST_PAGES + 1)},
    ],
)  # fmt: skip
def test_sizes_that_make_no_sense_are_not_believed(said):
    with pytest.raises(ChildFailedError):
        pages._sizes(said)


def letters(count: int, *lines: int, box: float = 0.5, more: bytes = b"") -> bytes:
    sides, places = array("d", [box] * 4 * count), array("I", lines)
    return b"a" * count + sides.tobytes() + places.tobytes() + more


@pytest.mark.parametrize(
    ("value", "data"),
    [
        ([3, 3, 1], letters(3, 0, 3, more=b"x")), ([3, 3, 1], letters(2, 0, 3)),
        ([3, 3, 1], letters(3, 2, 1)), ([3, 3, 1], letters(3, 0, 9)), (None, b""), ([1], b""),
        ([-1, 0, 0], b""), (["a", 0, 0], b""), ([3, 3, 1], letters(3, 0, 3, box=math.inf)),
        ([2, 1, 0], b"\xff\xfe" + bytes(32)), ([2, 1, 0], b"ab" + bytes(32)),
    ],
)  # fmt: skip
def test_letters_that_do_not_add_up_are_not_believed(value, data):
    with pytest.raises((TypeError, ValueError)):
        unpacked(Answer(value, data))


def test_letters_that_add_up_are_read():
    text = unpacked(Answer([3, 3, 1], letters(3, 0, 3)))
    assert text.characters == "aaa"
    assert text.boxes == ((0.5,) * 4,) * 3
    assert text.lines == ((0, 3),)
