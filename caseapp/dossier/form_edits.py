"""Changes of a form, one place at a time, and what two versions of it say differently.

A place is where words of the form stand; every one has them in each of the form's languages.
Knows no record and keeps nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from caseapp.dossier.form_templates import FormTemplate, Item, Labels
from caseapp.errors import UserError
from caseapp.i18n import N_

HEAD = ("title", "part", "header", "confidential", "urgent")
"""Words of the form itself: its title, its name in the contents, the head of its pages, the
note on confidential items, the words before the urgent mark. The last two may be absent."""


MARKS = ("compulsory", "confidential")
"""What an item can be marked as, in the order of the columns."""


@dataclass(frozen=True, slots=True)
class Place:
    """`part` is one of `HEAD`, or "signature", "section" (both by `index`), "item" (by `number`)
    or "choice" (a box of an item: both)."""

    part: str
    number: str = ""
    index: int = 0


@dataclass(frozen=True, slots=True)
class FormDifference:
    """A place that says something else. `lines`: ("-" what was, "+" what is, the words).

    `marks` of an item that were put on (True) or taken away: "compulsory", "confidential".
    """

    place: Place
    lines: tuple[tuple[str, str], ...]
    marks: tuple[tuple[str, bool], ...] = ()


def places(form: FormTemplate) -> Iterator[Place]:
    """Every place of a form that has words, in the order of the page."""
    yield from (Place(key) for key in HEAD if getattr(form, key))
    for n, section in enumerate(form.sections):
        yield Place("section", index=n)
        for item in section.items:
            yield Place("item", item.number)
            for box, _choice in enumerate(item.choices):
                yield Place("choice", item.number, box)
    yield from (Place("signature", index=n) for n, _caption in enumerate(form.signatures))


def item_of(form: FormTemplate, place: Place) -> Item | None:
    """The item that a place is, or is a box of; None for other places and where it is gone."""
    if place.part not in ("item", "choice"):
        return None
    return next((item for item in form.items() if item.number == place.number), None)


def words_at(form: FormTemplate, place: Place) -> Labels:
    """The words of a place by language; none where the form has no such place."""
    if place.part in HEAD:
        found: Labels = getattr(form, place.part)
        return found
    item = item_of(form, place)
    try:
        if place.part == "signature":
            return form.signatures[place.index]
        if place.part == "section":
            return form.sections[place.index].title
        if item is None:
            return {}
        return item.label if place.part == "item" else item.choices[place.index].label
    except IndexError:
        return {}


def with_words(form: FormTemplate, place: Place, language: str, words: str) -> FormTemplate:
    """The form with other words at a place, in one language; nobody has confirmed it.

    Raises UserError if they are empty, or if the form has no such place or language.
    """
    before, words = words_at(form, place), words.strip()
    if not words:
        raise UserError(N_("A form cannot leave this empty. Write what stands there."))
    if language not in before:
        raise UserError(N_("The form was changed meanwhile. Look at it again."))
    return _with_labels(replace(form, unconfirmed=True), place, {**before, language: words})


def with_mark(form: FormTemplate, number: str, mark: str, marked: bool) -> FormTemplate:
    """The form with an item marked, or not, as "compulsory" or "confidential"; not confirmed.

    Raises UserError if the form has no such item.
    """
    if item_of(form, Place("item", number)) is None:
        raise UserError(N_("The form was changed meanwhile. Look at it again."))

    def change(item: Item) -> Item:
        if mark == "compulsory":
            return replace(item, compulsory=marked)
        return replace(item, confidential=marked)

    return _with_item(replace(form, unconfirmed=True), number, change)


def differences(old: FormTemplate, new: FormTemplate) -> list[FormDifference]:
    """What `new` says otherwise than `old`, in the order of the page; lost places stand last."""
    listed = dict.fromkeys([*places(new), *places(old)])
    found = (
        FormDifference(place, tuple(_lines(old, new, place)), tuple(_marks(old, new, place)))
        for place in listed
    )
    return [one for one in found if one.lines or one.marks]


def _lines(old: FormTemplate, new: FormTemplate, place: Place) -> Iterator[tuple[str, str]]:
    before, after = words_at(old, place), words_at(new, place)
    for language in dict.fromkeys([*before, *after]):
        was, now = before.get(language, ""), after.get(language, "")
        if was != now:
            yield from ((sign, words) for sign, words in (("-", was), ("+", now)) if words)


def _marks(old: FormTemplate, new: FormTemplate, place: Place) -> Iterator[tuple[str, bool]]:
    if place.part != "item":
        return
    before, after = item_of(old, place), item_of(new, place)
    for mark in MARKS:
        had, has = (bool(one and getattr(one, mark)) for one in (before, after))
        if had != has:
            yield mark, has


def _with_labels(form: FormTemplate, place: Place, labels: Labels) -> FormTemplate:
    if place.part == "signature":
        captions = list(form.signatures)
        captions[place.index] = labels
        return replace(form, signatures=tuple(captions))
    if place.part == "section":
        sections = list(form.sections)
        sections[place.index] = replace(sections[place.index], title=labels)
        return replace(form, sections=tuple(sections))
    if place.part == "item":
        return _with_item(form, place.number, lambda item: replace(item, label=labels))
    if place.part == "choice":
        return _with_item(form, place.number, lambda item: _with_box(item, place.index, labels))
    return replace(form, **{place.part: labels})  # type: ignore[arg-type]


def _with_item(form: FormTemplate, number: str, change: Callable[[Item], Item]) -> FormTemplate:
    sections = tuple(
        replace(
            section,
            items=tuple(change(i) if i.number == number else i for i in section.items),
        )
        for section in form.sections
    )
    return replace(form, sections=sections)


def _with_box(item: Item, index: int, labels: Labels) -> Item:
    choices = list(item.choices)
    choices[index] = replace(choices[index], label=labels)
    return replace(item, choices=tuple(choices))
