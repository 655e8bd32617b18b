"""Every letter that ships, in every language, filled as appeals fill it: no holes, no seams."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from caseapp.disclosure.passing import policy_of
from caseapp.disclosure.view import CaseView, EarlierView, SignatoryView
from caseapp.disclosure.words import Words
from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import (
    Audience,
    EventKind,
    InfoClass,
    NameScript,
    Relation,
    Sex,
    Tie,
)
from caseapp.dossier.compile.copy import pass_gate
from caseapp.dossier.compile.letter import LetterFacts, LetterWriter
from caseapp.dossier.compile.pages import drawing_words
from caseapp.dossier.document import Dossier, Head, Letter, Text
from caseapp.dossier.letter_fields import ASKED_FIELDS, FIELD_LABELS, FIELDS, GROUPS
from caseapp.dossier.letter_titles import TITLES
from caseapp.dossier.letters import BLANK, load_template, shipped_letters
from caseapp.dossier.parts import ANNEXED, PartKind
from caseapp.dossier.pdf.render import render
from caseapp.store.records import Kinship
from tests.dossier.world import (
    ALL,
    PRODUCED,
    TODAY,
    World,
    event,
    person,
    read_image,
    when,
    world,
)

LETTERS = shipped_letters()
EVERY = {name: str(n) for n, name in enumerate(ANNEXED.values(), 1)}
HERS = SignatoryView(name="Raushan Mysalova", iin="790314400006", address="050000 Almaty",
                     phone="+7 700 000 04 17", initials="R. Mysalova")  # fmt: skip
HIS = SignatoryView(name="Sairan Testbaev", iin="", address="Almaty", phone="+7 700 000 77 88")
SILENT = EarlierView(
    reference="D-2026-000", dated=when("12 January 2026"), bodies={"en": "Ministry of Tests"},
    received=when("14 January 2026"), registration="118", days=139, due=date(2026, 2, 4),
    overdue=True, refused=False, silent=True, reply_dated=UncertainDate.unknown(),
    reply_number="",
)  # fmt: skip
EARLIER = {
    "silent": SILENT,
    "waiting": replace(SILENT, overdue=False, due=date(2026, 7, 1), days=1, registration=""),
    "answered": replace(SILENT, silent=False, reply_dated=when("3 Feb 2026"), reply_number="77"),
    "refused": replace(SILENT, silent=False, refused=True, due=None, overdue=False, days=0),
    "none": None,
}


def one_person(sex: Sex, sentenced: str, years: int, *, consent: bool) -> World:
    """One person with a sentence; her or his name only with `consent`."""
    w = world()
    for key in [k for k in w.records if k.startswith(("in-", "sign-"))]:
        del w.records[key]
    person(w, "one", {NameScript.KK_CYRL: "Айгүл Үлгі", NameScript.EN: "Aigul Ülgi"}, sex=sex,
           birth=when("1980"), home_place="Nilka county", tie=Tie.CITIZEN)  # fmt: skip
    event(w, "one-taken", "one", EventKind.TAKEN, "12 March 2026")
    event(w, "one-sentenced", "one", EventKind.SENTENCED, sentenced, term_years=years)
    w.add("kin-one", Kinship(contact_id=w["raushan"].id, relation=Relation.SISTER,
                             of_detainee_id=w["one"].id))  # fmt: skip
    answers = ALL if consent else ALL | {InfoClass.DETAINEE_NAME.value: "withhold"}
    w.consent("raushan", "one", Audience.HOST_STATE, answers)
    return w


def empty() -> World:
    w = world()
    for key in [k for k in w.records if k.startswith("in-")]:
        del w.records[key]
    return w


def only(*keys: str) -> World:
    w = world()
    for key in [k for k in w.records if k.startswith("in-") and k[3:] not in keys]:
        del w.records[key]
    return w


SITUATIONS: dict[str, Any] = {
    "nobody": empty,
    "a man": lambda: only("asqar"),
    "a woman without a name": lambda: one_person(Sex.FEMALE, "April 2026", 3, consent=False),
    "somebody whose term is over": lambda: one_person(Sex.MALE, "2 May 2018", 5, consent=True),
    "a group": lambda: only("group"),
    "many": world,
}


@cache
def cases(situation: str, language: str) -> tuple[CaseView, ...]:
    file = SITUATIONS[situation]().file()
    gated = pass_gate(file, Audience.HOST_STATE, words=Words(language), policy=policy_of(file),
                      produced_at=PRODUCED, read_image=read_image)  # fmt: skip
    return gated.view.cases


def facts(language: str, signing: tuple[SignatoryView, ...], **more: Any) -> LetterFacts:
    """What is known: everything, unless `more` says less."""
    fields = ("body", "office", "post", "person", "address", "email", "phone")
    organisation = ("name", "address", "email", "phone", "signatory", "signatory_post")
    known: dict[str, Any] = {
        "addressee": {f"addressee_{f}": f"<{f}>" for f in fields} | {"salutation": "Dear"},
        "organisation": {f"organisation_{f}": f"<{f}>" for f in organisation},
        "contact": signing[0] if signing else None,
        "signatories": signing,
        "blank_rows": 0,
        "reference": "D-2026-001",
        "copy_number": 2,
        "dated": Words(language).day(TODAY),
        "status_date": Words(language).day(TODAY),
        "annexes": EVERY,
        "withheld": True,
        "audience": Audience.HOST_STATE,
        "earlier": SILENT,
        "parts": [kind.value for kind in PartKind],
    }
    return LetterFacts(**(known | more))


VARIANTS: dict[str, dict[str, Any]] = {
    "one applicant": {"signing": (HERS,)},
    "many signatories, answered": {"signing": (HERS, HIS), "earlier": EARLIER["answered"]},
    "the organisation, refused": {"signing": (), "earlier": EARLIER["refused"]},
    "without IIN, no parts, waiting": {
        "signing": (HIS,), "annexes": {}, "parts": ["letter"], "withheld": False,
        "earlier": EARLIER["waiting"],
    },
    "before an embassy, nothing earlier": {
        "signing": (), "audience": Audience.DETAINING_STATE, "earlier": None,
    },
}  # fmt: skip


def write(name: str, language: str, situation: str, variant: str) -> tuple[LetterWriter, Letter]:
    more = dict(VARIANTS[variant])
    shown = cases(situation, language)
    relations = {case.id: Relation.WIFE for case in shown if case.names}
    given = facts(language, more.pop("signing"), relations=relations, **more)
    writer = LetterWriter(load_template(name, language), Words(language), shown, given, TODAY)
    return writer, writer.letter()


def plain(text: Text) -> str:
    return "".join("X" if span.style == "token" else span.text for span in text)


def texts(letter: Letter) -> Iterator[str]:
    """Every stretch of the letter, with a mere sign for what is withheld."""
    yield from (letter.title, letter.subject, letter.number, letter.farewell)
    yield from (*letter.addressee, *letter.sender, *letter.signature.lead)
    yield from (letter.signature.name, letter.signature.caption)
    yield from (line.title for line in letter.enclosures)
    paragraphs = (*letter.body, letter.demands_lead, *letter.demands, *letter.closing)
    yield from map(plain, paragraphs)


SEAMS = re.compile(
    r"  | [,.;:)]|\( | $|^ |\(\)|\[\]|[{}]|\*\*|\[\[|\]\]"
    r"|(?<!\.)\.\.(?!\.)|,,|;;|。。|，，|；；|（）|[，。；]\."
)
"""What a hole in a sentence leaves behind."""


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize(("name", "language"), LETTERS)
def test_no_hole_and_no_seam_is_left_in_any_letter(
    name: str, language: str, situation: str
) -> None:
    for variant in VARIANTS:
        for text in texts(write(name, language, situation, variant)[1]):
            assert not SEAMS.search(text), (variant, text)


@pytest.mark.parametrize("situation", [s for s in SITUATIONS if s != "nobody"])
@pytest.mark.parametrize(("name", "language"), LETTERS)
def test_no_line_to_fill_in_stands_where_everything_is_known(
    name: str, language: str, situation: str
) -> None:
    for variant in ("one applicant", "many signatories, answered", "the organisation, refused"):
        writer, letter = write(name, language, situation, variant)
        assert not writer.findings.blanks, (variant, writer.findings.blanks)
        assert not any(BLANK in text for text in texts(letter))


@pytest.mark.parametrize(("name", "language"), LETTERS)
def test_what_is_not_known_is_left_for_the_pen_and_reported(name: str, language: str) -> None:
    nothing = facts(language, (), addressee={}, organisation={}, earlier=None)
    writer = LetterWriter(load_template(name, language), Words(language), (), nothing, TODAY)
    letter = writer.letter()
    assert "salutation" in writer.findings.blanks
    assert any(BLANK in line for line in letter.addressee)


@pytest.mark.parametrize(("name", "language"), LETTERS)
def test_demands_are_numbered_on_without_a_gap(name: str, language: str) -> None:
    for situation in SITUATIONS:
        for variant in VARIANTS:
            letter = write(name, language, situation, variant)[1]
            assert letter.demands, variant
            assert len(set(letter.demand_numbers)) == len(letter.demands)
            assert len(set(letter.demands)) == len(letter.demands), "each asks for something else"


@pytest.mark.parametrize(("name", "language"), LETTERS)
def test_every_annex_of_the_copy_is_among_the_enclosures_under_its_number(
    name: str, language: str
) -> None:
    letter = write(name, language, "many", "many signatories, answered")[1]
    by_number = {number: kind.value for kind, n in ANNEXED.items() for number in [EVERY[n]]}
    listed = [one.part for one in letter.enclosures]
    assert listed[: len(by_number)] == [by_number[str(n)] for n in range(1, len(by_number) + 1)]
    assert {"summary", "enclosures"} <= set(listed)


@pytest.mark.parametrize(("name", "language"), LETTERS)
def test_a_letter_with_usual_content_takes_two_pages_at_most(
    name: str, language: str, tmp_path: Path
) -> None:
    letter = write(name, language, "many", "many signatories, answered")[1]
    head = Head(
        dossier_number="D-1", copy_number=1, audience="host_state", language=language, title="D",
        short_title="D", copy_words="1", addressee_short="M", produced="2026-06-02",
    )  # fmt: skip
    dossier = Dossier(head=head, words=drawing_words(Words(language)), parts=(letter,))
    assert render(dossier, {}, tmp_path / "letter.pdf").pages <= 2


@pytest.mark.parametrize("name", TITLES)
def test_each_letter_says_the_same_in_all_its_languages(name: str) -> None:
    """The same lines under the same conditions, with the same fields in each."""
    languages = [language for other, language in LETTERS if other == name]
    assert languages == ["en", "kk", "ru", "zh_Hans"]
    shapes = []
    for language in languages:
        sections = load_template(name, language).sections
        shapes.append(
            {
                section: [(line.needs, line.needs_empty, line.numbered, line.joins)
                          for line in sections[section]]
                for section in ("body", "demands", "closing", "asked")
            }
        )  # fmt: skip
    assert all(shape == shapes[0] for shape in shapes)


def test_the_titles_name_the_letters_that_ship_and_no_others() -> None:
    assert set(TITLES) == {name for name, _language in LETTERS}


def test_every_field_has_a_name_on_the_screen_and_a_place_among_the_chips() -> None:
    assert set(FIELD_LABELS) == {*FIELDS, *ASKED_FIELDS}
    assert {field for _group, fields in GROUPS for field in fields} == set(FIELDS)
