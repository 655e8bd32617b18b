"""What the window says of a form: its places, their words, what two versions say differently.

Qt-free. The words of the form itself are in its own languages, never translated here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from caseapp.dossier.form_edits import MARKS, Place, differences, item_of, places, words_at
from caseapp.dossier.form_templates import FormTemplate, Item
from caseapp.dossier.parts import TITLES, PartKind
from caseapp.i18n import N_, Translator

HEAD_NAMES: Mapping[str, str] = {
    "title": N_("Title of the form"),
    "part": N_("Its name in the contents"),
    "header": N_("Head of its pages"),
    "confidential": N_("Note on confidential items"),
    "urgent": N_("Words of the urgent mark"),
}
MARK_NAMES: Mapping[str, str] = {"compulsory": N_("compulsory"), "confidential": N_("confidential")}
MARK_LOOKS: Mapping[str, tuple[str, str]] = {
    "compulsory": ("asterisk", "info"), "confidential": ("lock", "plum"),
}  # fmt: skip
"""Icon and tone of each mark."""

_ASKED = frozenset({"section", "item", "choice"})
"""Parts of what a form asks; the others are words of the form itself."""


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line of the table. `depth` 0 is a section, 1 an item or words of the form, 2 a box.

    `words` in the first language of the form that the reader of the screen is likely to read,
    `others` in the rest; `marks` are (word, icon, tone).
    """

    place: Place
    number: str
    words: str
    others: str
    marks: tuple[tuple[str, str, str], ...]
    depth: int

    def spoken(self) -> str:
        """For a screen reader."""
        said = (self.number, self.words, self.others, *(word for word, _i, _t in self.marks))
        return ", ".join(part for part in said if part)


def form_name(t: Translator, name: str) -> str:
    """What a form is called in lists."""
    return t(TITLES[PartKind(name)])


def form_lines(t: Translator, form: FormTemplate) -> list[FormLine]:
    """The form as a table: what it asks, then the words of the form itself."""
    listed = sorted(places(form), key=lambda place: place.part not in _ASKED)
    return [_line(t, form, place) for place in listed]


def _line(t: Translator, form: FormTemplate, place: Place) -> FormLine:
    labels = dict(words_at(form, place))
    first = labels.pop(form.language_for(t.language))
    item = item_of(form, place) if place.part == "item" else None
    depth = {"section": 0, "choice": 2}.get(place.part, 1)
    others = [*labels.values()]
    if place.part not in _ASKED:
        others.insert(0, place_name(t, form, place))
    return FormLine(
        place, _number(form, place), first, " · ".join(others),
        _marks(t, item) if item else (), depth,
    )  # fmt: skip


def _number(form: FormTemplate, place: Place) -> str:
    if place.part == "section":
        return form.sections[place.index].number
    return place.number if place.part == "item" else ""


def _marks(t: Translator, item: Item) -> tuple[tuple[str, str, str], ...]:
    found = []
    for mark in MARKS:
        if getattr(item, mark):
            words = t(MARK_NAMES[mark])
            if mark == "compulsory" and item.alternative:
                words = t("compulsory, or {number}", number=item.alternative)
            found.append((words, *MARK_LOOKS[mark]))
    return tuple(found)


def place_name(t: Translator, form: FormTemplate, place: Place) -> str:
    """What a place is called: "Item 1.3"."""
    if place.part in HEAD_NAMES:
        return t(HEAD_NAMES[place.part])
    if place.part == "signature":
        return t("Caption {n} at the foot", n=place.index + 1)
    if place.part == "section":
        whole = len(form.sections) > place.index
        number = form.sections[place.index].number if whole else str(place.index + 1)
        return t("Section {number}", number=number)
    if place.part == "choice":
        return t("Item {number}, box {n}", number=place.number, n=place.index + 1)
    return t("Item {number}", number=place.number)


def form_differences(
    t: Translator, old: FormTemplate, new: FormTemplate
) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """What the newer version says otherwise: names of places, each with its lines."""
    return [
        (
            place_name(t, new, one.place),
            (*one.lines, *(("+" if on else "-", t(MARK_NAMES[mark])) for mark, on in one.marks)),
        )
        for one in differences(old, new)
    ]
