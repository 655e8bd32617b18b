"""Writes a form back as the text of its file: the office edits forms in fields, never in TOML.

What `form_templates.parse_form` reads from the text is the same form again. Comments of a file
that somebody wrote by hand are not kept; its `note` is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from caseapp.dossier.form_templates import Choice, FormTemplate, Item, Section

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_HEAD_LABELS = ("title", "part", "header", "confidential", "urgent")


def form_text(form: FormTemplate) -> str:
    """The text of a form's file, one entry a line. The same form always gives the same text."""
    return "\n".join(_lines(form)) + "\n"


def _lines(form: FormTemplate) -> Iterator[str]:
    yield f"version = {form.version}"
    yield f"unconfirmed = {_flag(form.unconfirmed)}"
    if form.note:
        yield f"note = {_quoted(form.note)}"
    yield f"languages = [{', '.join(map(_quoted, form.languages))}]"
    if form.photo:
        yield f"photo = {_flag(form.photo)}"
    for key in _HEAD_LABELS:
        labels = getattr(form, key)
        if labels:
            yield f"{key} = {_table(labels)}"
    yield "signatures = ["
    yield from (f"  {_table(caption)}," for caption in form.signatures)
    yield "]"
    for section in form.sections:
        yield from _section_lines(section)


def _section_lines(section: Section) -> Iterator[str]:
    yield from ("", "[[section]]", f"number = {_quoted(section.number)}")
    yield f"title = {_table(section.title)}"
    for item in section.items:
        yield from _item_lines(item)


def _item_lines(item: Item) -> Iterator[str]:
    yield from ("", "[[section.item]]", f"number = {_quoted(item.number)}")
    yield f"label = {_table(item.label)}"
    yield f"filler = {_quoted(item.filler.value)}"
    for key in ("compulsory", "confidential"):
        if getattr(item, key):
            yield f"{key} = true"
    if item.alternative:
        yield f"alternative = {_quoted(item.alternative)}"
    if item.choices:
        yield "choices = ["
        yield from (f"  {_table(_choice(choice))}," for choice in item.choices)
        yield "]"


def _choice(choice: Choice) -> Mapping[str, str]:
    audience = {} if choice.audience is None else {"audience": choice.audience.value}
    return {**choice.label, **audience}


def _table(values: Mapping[str, str]) -> str:
    inside = ", ".join(f"{_key(key)} = {_quoted(value)}" for key, value in values.items())
    return f"{{ {inside} }}"


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _quoted(key)


def _quoted(value: str) -> str:
    """A basic string of TOML: JSON's escapes are a part of its own, and it wants one more."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _flag(value: bool) -> str:
    return "true" if value else "false"
