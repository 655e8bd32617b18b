"""Pairs, contradictions and loose excerpts; the trash. The sample gets a few invented cases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from caseapp.desktop.features.review import ReviewView
from caseapp.desktop.features.review.words import Topic
from caseapp.desktop.features.trash import TrashView
from caseapp.errors import UserError
from caseapp.matching.merge import Merging, merge
from caseapp.matching.waiting import pairs as waiting_pairs
from caseapp.store.history import Action
from caseapp.store.records import Contact, Event, Excerpt
from caseapp.system.progress import Progress
from tests.desktop.album.tour import Tour
from tests.desktop.review_desk import fill_across_scripts, fill_review


def empty(tour: Tour) -> Iterator[str]:
    tour.go("review")
    yield "review-empty"
    tour.go("trash")
    yield "trash-empty"


def pages(tour: Tour) -> Iterator[str]:
    fill_review(tour.vault)
    tour.go("review")
    view = tour.find(ReviewView)
    yield "review"
    _step_in(tour, view)
    if tour.compact:
        yield "review-pair"
    fill_across_scripts(tour.vault)
    view.reload()
    tour.wait()
    view._step(2)
    tour.wait()
    yield "review-scripts"
    for topic in (Topic.CLAIMS, Topic.EXCERPTS):
        if tour.compact:
            view._leave()
        view._choose_topic(topic)
        tour.wait()
        _step_in(tour, view)
        yield f"review-{topic.value}"


def trash(tour: Tour) -> Iterator[str]:
    for pair in waiting_pairs(tour.vault, Progress()):
        with suppress(UserError):  # of a real and an invented case, which earlier pages made
            merge(tour.vault, Merging(left=pair.first, right=pair.second))
            break
    for kind in (Contact, Event, Excerpt):
        tour.vault.trash(tour.vault.all(kind)[-1], action=Action("Put in the trash"))
    tour.go("trash")
    view = tour.find(TrashView)
    yield "trash"
    if tour.compact:
        view._enter()
        yield "trash-preview"


def _step_in(tour: Tour, view: ReviewView) -> None:
    if tour.compact:
        view._enter()
        tour.wait()
