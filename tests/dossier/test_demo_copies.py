"""The copies of the sample's appeal, read as somebody would who wants to learn more.

What may be told is worked out here from the consents alone, by a plain rule that shares no
code with the program, so that a mistake in the program's rules cannot hide itself.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pdfminer.high_level import extract_text
from pikepdf import pdfa

from caseapp.disclosure.leaks import LeakError
from caseapp.disclosure.photos import reencoded
from caseapp.disclosure.protected import Kind, Secret
from caseapp.domain.vocabulary import AttachmentRole, Audience, ConsentAnswer, InfoClass, RiskLevel
from caseapp.dossier import issue
from caseapp.dossier.compile import compile_copy, compile_office_copy
from caseapp.dossier.document import Annex, CaseSheet, CaseSheets, Dossier, WithheldList
from caseapp.dossier.finish import finished
from caseapp.dossier.frozen import thaw
from caseapp.dossier.leak_gate import LeakGate
from caseapp.dossier.register import issued_view
from caseapp.intake.sample import load_sample, sample_files
from caseapp.store.casefile import AppealFile, load_appeal_file
from caseapp.store.records import (
    Appeal,
    Attachment,
    Consent,
    Contact,
    Copy,
    Detainee,
    Identifier,
    Kinship,
    NameForm,
    Signatory,
)
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.dossier.copies import every_copy

AT = datetime(2026, 6, 2, 9, 30, tzinfo=UTC)
MINISTRY, EMBASSY, NATIONS, OFFICE = range(4)
AUDIENCES = (Audience.HOST_STATE, Audience.DETAINING_STATE, Audience.UNITED_NATIONS)


@dataclass(frozen=True)
class Issued:
    """A copy as it lies on the desk of whoever got it, and its entry in the register."""

    path: Path
    record: Copy

    @cached_property
    def data(self) -> bytes:
        return self.path.read_bytes()

    @cached_property
    def pages(self) -> str:
        document = pypdfium2.PdfDocument(self.data)
        try:
            return "\n".join(page.get_textpage().get_text_range() for page in document)
        finally:
            document.close()

    @cached_property
    def mined(self) -> str:
        return extract_text(io.BytesIO(self.data))

    @cached_property
    def strings(self) -> list[str]:
        """Every string and name of the file's objects, bookmarks and metadata included."""
        with pikepdf.open(io.BytesIO(self.data)) as pdf:
            return list(chain.from_iterable(map(_strings, [*pdf.objects, pdf.trailer])))

    @cached_property
    def streams(self) -> list[bytes]:
        with pikepdf.open(io.BytesIO(self.data)) as pdf:
            found = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
            raw = [o.read_raw_bytes() for o in found]
            plain = [o.read_bytes() for o in found if o.get("/Subtype") != "/Image"]
            return [*raw, *plain]

    @cached_property
    def decoded(self) -> bytes:
        return b"\n".join(self.streams)

    @cached_property
    def frozen(self) -> str:
        return "\n".join(_texts(json.loads(self.record.frozen)))

    @cached_property
    def dossier(self) -> Dossier:
        return thaw(self.record.frozen)

    @property
    def sheets(self) -> dict[str, CaseSheet]:
        part = next(p for p in self.dossier.parts if isinstance(p, CaseSheets))
        return {sheet.case_number: sheet for sheet in part.sheets}

    @cached_property
    def readings(self) -> dict[str, str]:
        """The same file read in several ways, folded; each also backwards."""
        ways = {
            "pdfium": self.pages,
            "pdfminer": self.mined,
            "strings": "\n".join(self.strings),
            "frozen": self.frozen,
            "file name": self.path.name,
        }
        forwards = {way: _folded(text) for way, text in ways.items()}
        backwards = {f"{way} backwards": text[::-1] for way, text in forwards.items()}
        return forwards | backwards


@dataclass(frozen=True)
class Desk:
    """The sample vault with its copies."""

    vault: Vault
    copies: tuple[Issued, ...]
    file: AppealFile

    def of(self, kind: type) -> list[Any]:
        return self.vault.all(kind)

    def names(self, owner: Detainee | Contact) -> list[NameForm]:
        return [f for f in self.of(NameForm) if owner.id in (f.detainee_id, f.contact_id)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("demo")
    with Vault.create(folder / "vault", PASSPHRASE, cost=CHEAP) as vault:
        load_sample(vault)
        appeal = next(a for a in vault.all(Appeal) if a.serial == 1)
        made = every_copy(vault, appeal.id, folder, produced_at=AT)
        records = {c.id: c for c in vault.all(Copy, appeal_id=appeal.id)}
        copies = tuple(Issued(c.path, records[c.id]) for c in made)
        file = vault.read(lambda session: load_appeal_file(session, appeal.id))
        assert file is not None
        yield Desk(vault, copies, file)


@pytest.fixture
def embassy(desk: Desk) -> Issued:
    return desk.copies[EMBASSY]


# -- reading -----------------------------------------------------------------------------------
def _strings(item: object) -> Iterator[str]:
    if isinstance(item, pikepdf.String | pikepdf.Name):
        yield str(item)
    elif isinstance(item, pikepdf.Array):
        for part in item:
            yield from () if getattr(part, "is_indirect", False) else _strings(part)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key, part in item.items():
            yield str(key)
            yield from () if getattr(part, "is_indirect", False) else _strings(part)


def _texts(value: Any) -> Iterator[str]:
    """All strings of a JSON value; spans of one paragraph are joined."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from chain.from_iterable(map(_texts, value.values()))
    elif isinstance(value, list):
        if value and all(isinstance(v, dict) and "text" in v and "style" in v for v in value):
            yield "".join(span["text"] for span in value)
        yield from chain.from_iterable(map(_texts, value))


def _folded(text: str) -> str:
    """Composed, small letters, words one blank apart: line ends and ligatures hide nothing."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[\u00ad\u200b-\u200f\ufeff]", "", plain).split())


def _figures(text: str) -> str:
    return re.sub(r"\D", "", text)


def _holds(reading: str, string: str) -> bool:
    """The string stands there as whole words; Chinese has no blanks between words."""
    wanted = _folded(string)
    if any("\u4e00" <= c <= "\u9fff" for c in wanted):
        return wanted in reading or wanted.replace(" ", "") in reading.replace(" ", "")
    return wanted in reading and (
        re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", reading) is not None
    )


def _assert_nowhere(copy: Issued, strings: Iterable[str]) -> None:
    wanted = [s for s in dict.fromkeys(strings) if s.strip()]
    assert wanted
    for string in wanted:
        found = [way for way, text in copy.readings.items() if _holds(text, string)]
        assert not found, f"{string!r} by {found}"
        for encoding in ("utf-8", "utf-16-be"):
            raw = string.encode(encoding)
            hexed = (raw.hex().encode(), raw.hex().upper().encode())
            if len(raw) >= 6:
                assert not any(form in copy.decoded for form in (raw, *hexed)), string


def _assert_no_number(copy: Issued, numbers: Iterable[str]) -> None:
    wanted = [_figures(n)[-10:] for n in numbers if len(_figures(n)) >= 10]
    assert wanted
    for way, text in copy.readings.items():
        figures = _figures(text)
        assert not [n for n in wanted if n in figures], way


# -- what the consents say, by a plain rule ----------------------------------------------------
def _answers(desk: Desk, audience: Audience, info_class: InfoClass, **about: Any) -> set[str]:
    """What living consents about somebody answer for this audience."""
    return {
        consent.answers[info_class.value]
        for consent in desk.of(Consent)
        if consent.audience is audience
        and info_class.value in consent.answers
        and all(getattr(consent, field) == value for field, value in about.items())
        and not consent.withdrawn.text
        and (consent.until.latest is None or consent.until.latest >= AT.date())
    }


def _allowed(desk: Desk, audience: Audience, info_class: InfoClass, **about: Any) -> bool:
    return _answers(desk, audience, info_class, **about) == {ConsentAnswer.ALLOW.value}


def _named_contacts(desk: Desk, audience: Audience) -> set[Any]:
    at_risk = {RiskLevel.HIGH, RiskLevel.CRITICAL}
    return {
        c.id
        for c in desk.of(Contact)
        if _allowed(desk, audience, InfoClass.TESTIFIER_NAME, about_contact_id=c.id)
        and not (audience is Audience.DETAINING_STATE and c.risk in at_risk)
    }


def _of_case(desk: Desk, audience: Audience, info_class: InfoClass) -> list[Detainee]:
    """Fictitious persons of whom this class may be told to this audience."""
    return [
        d
        for d in desk.of(Detainee)
        if d.fictitious and _allowed(desk, audience, info_class, about_detainee_id=d.id)
    ]


def _words_of(forms: Iterable[NameForm]) -> set[str]:
    """Names whole, and the parts that give somebody away alone."""
    forms = list(forms)
    whole = {form.text for form in forms}
    return whole | {str(p["text"]) for form in forms for p in form.parts if len(p["text"]) > 2}


def _signing(desk: Desk, index: int) -> list[Signatory]:
    addressee = desk.file.addressees[index][1].id
    ids = {str(addressee), addressee.hex}
    return [s for s in desk.file.signatories if ids & set(map(str, s.addressee_ids))]


def _leaves_to_the_pen(desk: Desk, audience: Audience, contact: Contact, kind: InfoClass) -> bool:
    answers = _answers(desk, audience, kind, about_contact_id=contact.id)
    return bool(answers - {ConsentAnswer.ALLOW.value})


def _addresses(contact: Contact) -> list[str]:
    return [contact.address, *contact.wordings.get("address", {}).values()]


# -- the embassy's copy ------------------------------------------------------------------------
def test_five_relatives_are_named_to_the_embassy_and_they_are_those_who_wished_it(
    desk: Desk, embassy: Issued
) -> None:
    named = _named_contacts(desk, Audience.DETAINING_STATE)
    english = {
        f.text for f in desk.of(NameForm) if f.contact_id in named and f.script.value == "en"
    }
    assert english == {
        "Raushan Mysalova",
        "Maira Ertegiuly",
        "Bibigul Qiyalova",
        "Orazbek Joramalov",
        "Samat Syzbahan",
    }
    for name in english:
        assert all(_holds(embassy.readings[w], name) for w in ("pdfium", "pdfminer", "frozen"))


def test_nobody_else_is_named_to_the_embassy_in_any_script(desk: Desk, embassy: Issued) -> None:
    named = _named_contacts(desk, Audience.DETAINING_STATE)
    told = {d.id for d in _of_case(desk, Audience.DETAINING_STATE, InfoClass.DETAINEE_NAME)}
    forms = desk.of(NameForm)
    shown = _words_of(f for f in forms if f.contact_id in named or f.detainee_id in told)
    streets = " ".join(chain.from_iterable(_addresses(c) for c in desk.of(Contact)))
    hidden_contacts = [f for f in forms if f.contact_id and f.contact_id not in named]
    hidden_persons = [
        f
        for f in forms
        for d in desk.of(Detainee)
        if f.detainee_id == d.id and d.fictitious and d.id not in told
    ]
    assert len({f.contact_id for f in hidden_contacts}) == 14
    assert len({f.detainee_id for f in hidden_persons}) == 5
    secret = _words_of([*hidden_contacts, *hidden_persons]) - shown
    _assert_nowhere(embassy, (s for s in secret if not _holds(_folded(streets), s)))


def test_relatives_in_the_region_and_children_are_not_named_to_the_embassy(
    desk: Desk, embassy: Issued
) -> None:
    rows = [k for k in desk.of(Kinship) if k.name[:1].isupper()]
    names = {n for k in rows for n in (k.name, *k.wordings.get("name", {}).values())}
    told = {d.id for d in _of_case(desk, Audience.DETAINING_STATE, InfoClass.DETAINEE_NAME)}
    own = _words_of(f for f in desk.of(NameForm) if f.detainee_id in told)
    assert {"Aqerke", "Алан", "Nazerke", "Qanipa", "Ерсултан"} <= names - own
    _assert_nowhere(embassy, names - own)


def test_phones_addresses_and_numbers_are_left_to_the_pen_unless_their_owner_agreed(
    desk: Desk, embassy: Issued
) -> None:
    state, signed = Audience.DETAINING_STATE, {s.contact_id for s in _signing(desk, EMBASSY)}
    numbers, texts, printed = [], [], []
    for contact in desk.of(Contact):
        signs = contact.id in signed
        iins = [i.number for i in desk.of(Identifier) if i.contact_id == contact.id]
        refuses = [
            _leaves_to_the_pen(desk, state, contact, kind)
            for kind in (InfoClass.TESTIFIER_CONTACT, InfoClass.TESTIFIER_IDENTIFIERS)
        ]
        texts += [contact.email, *(m for m in contact.messengers if "@" in m)]
        if signs and not refuses[0]:
            printed += contact.phones
        else:
            numbers += contact.phones
            texts += _addresses(contact)
        if signs and not refuses[1]:
            printed += iins
        else:
            numbers += iins
    assert len(printed) == 6
    assert len(numbers) > 25
    assert "790314400006" in numbers, "she signs, and withholds her number from the embassy"
    _assert_no_number(embassy, numbers)
    _assert_nowhere(embassy, texts)
    assert all(_figures(p) in _figures(embassy.pages) for p in printed)


def test_no_day_on_which_a_relative_was_born_is_told_to_the_embassy(
    desk: Desk, embassy: Issued
) -> None:
    born = [c.birth.earliest for c in desk.of(Contact) if c.birth.earliest]
    days = {f"{day.day} {day:%b} {day.year}" for day in born} | {d.isoformat() for d in born}
    _assert_nowhere(embassy, days)
    assert _holds(embassy.readings["pdfium"], "born 1979")


def test_health_restricted_notes_and_sensitive_passages_stay_out_of_the_embassys_copy(
    desk: Desk, embassy: Issued
) -> None:
    notes = []
    for record in (*desk.of(Detainee), *desk.of(Contact)):
        for name in ("health", "restricted_notes", "risk_note"):
            notes += [getattr(record, name, ""), *record.wordings.get(name, {}).values()]
    passages = [
        text
        for e in desk.file.excerpts.values()
        if e.sensitive
        for text in (e.text, *e.translations.values())
    ]
    assert len(passages) > 30
    _assert_nowhere(embassy, notes)
    _assert_nowhere(embassy, passages)
    for word in ("father-in-law", "daughter-in-law", "video call", "village head"):
        assert not _holds(embassy.readings["pdfium"], word)


def test_no_unpublished_source_is_named_to_the_embassy(desk: Desk, embassy: Issued) -> None:
    hidden = [s for s in desk.file.sources.values() if not s.published]
    published = [s for s in desk.file.sources.values() if s.published]
    assert len(hidden) > 20
    named = [
        text
        for s in hidden
        for name in ("title", "where_kept", "extent")
        for text in (getattr(s, name), *s.wordings.get(name, {}).values())
        if len(text) > 8
    ]
    _assert_nowhere(embassy, named)
    kept = [a for a in desk.of(Attachment) if a.role is AttachmentRole.CAPTURE]
    assert len(kept) > 20
    for reading in (embassy.pages, embassy.mined, embassy.frozen):
        assert not [a for a in kept if a.sha256 in re.sub(r"\s", "", reading).lower()]
    titles = [s.title for s in published if _holds(embassy.readings["pdfium"], s.title)]
    assert "China Targets Kazakh Ethnic Group" in titles


def test_who_may_not_be_named_is_not_hinted_at_by_number_count_or_tie(
    desk: Desk, embassy: Issued
) -> None:
    told = _of_case(desk, Audience.DETAINING_STATE, InfoClass.DETAINEE_NAME)
    public = [d for d in desk.of(Detainee) if not d.fictitious and d.serial != 6]
    assert set(embassy.sheets) == {d.case_number for d in (*told, *public)}
    others = {d.case_number for d in desk.of(Detainee)} - set(embassy.sheets)
    _assert_nowhere(embassy, others)
    nurgul, aigul = embassy.sheets["CF-0021"], embassy.sheets["CF-0012"]
    for sheet in (nurgul, aigul):
        assert (sheet.tie, sheet.statements, sheet.family, sheet.timeline) == ((), (), (), None)
        assert "".join(span.text for span in sheet.status) == "Not stated"
    assert "spouse or children" not in embassy.pages


def test_a_call_that_was_to_be_told_to_nobody_keeps_its_month_alone(embassy: Issued) -> None:
    sheet = embassy.sheets["CF-0011"]
    assert sheet.timeline is not None
    call = next(m for m in sheet.timeline.marks if m.earliest.startswith("2024"))
    assert (call.kind, call.earliest, call.latest) == ("span", "2024-03-01", "2024-03-31")
    assert "14 Mar" not in embassy.pages
    assert "2024-03-14" not in embassy.frozen


def test_only_photos_that_were_allowed_are_in_a_copy(desk: Desk) -> None:
    expected = {EMBASSY: {"Erlan", "Qairat"}}
    photos = [p for p in desk.of(Attachment) if p.role is AttachmentRole.PHOTO]
    drawn = {p.detainee_id: reencoded(desk.vault.read_attachment(p)) for p in photos}
    latin = {
        f.detainee_id: f.parts[0]["text"]
        for f in desk.of(NameForm)
        if f.script.value == "kk-Latn" and f.kind.value == "transliteration"
    }
    for index, audience in enumerate(AUDIENCES):
        may = {d.id for d in _of_case(desk, audience, InfoClass.PHOTO)}
        with_origin = {p.detainee_id for p in photos if p.origin}
        inside = {d for d, data in drawn.items() if data in desk.copies[index].data}
        assert inside == may & with_origin
        assert len(desk.copies[index].record.images) == len(inside)
        if index in expected:
            assert {latin[d] for d in inside} == expected[index]
    raw = [desk.vault.read_attachment(p) for p in photos]
    assert not [r for r in raw for copy in desk.copies if r in copy.data]


def test_the_leak_gate_knows_a_name_whose_words_the_extractor_turned_about(
    desk: Desk, embassy: Issued
) -> None:
    """On the sheet of CF-0020 the Arabic name stands on one line with its Latin label."""
    form = next(
        f
        for f in desk.of(NameForm)
        if f.script.value == "kk-Arab-CN" and f.parts[0]["text"] == "قايرات"
    )
    assert not _holds(embassy.readings["pdfium"], form.text)
    secret = Secret(form.text, InfoClass.DETAINEE_NAME, form.detainee_id, Kind.NAME)
    with pytest.raises(LeakError):
        LeakGate([secret], []).check(embassy.data)
    LeakGate([replace(secret, text="سەرىك ۇلگىباي")], []).check(embassy.data)


# -- the other copies --------------------------------------------------------------------------
@pytest.mark.parametrize("index", [MINISTRY, NATIONS])
def test_the_other_copies_name_only_whom_their_consents_name(desk: Desk, index: int) -> None:
    audience, copy = AUDIENCES[index], desk.copies[index]
    named = _named_contacts(desk, audience)
    signed = {s.contact_id for s in _signing(desk, index)}
    told = {d.id for d in _of_case(desk, audience, InfoClass.DETAINEE_NAME)}
    forms = desk.of(NameForm)
    secret = {
        f.text
        for f in forms
        if (f.contact_id and f.contact_id not in named | signed)
        or any(
            d.id == f.detainee_id and d.fictitious and d.id not in told for d in desk.of(Detainee)
        )
    }
    assert len(secret) > 15
    _assert_nowhere(copy, secret - {f.text for f in forms if f.detainee_id in told})
    silent = [c for c in desk.of(Contact) if c.id not in signed]
    _assert_no_number(copy, [p for c in silent for p in c.phones])
    assert named & {f.contact_id for f in forms if _holds(copy.readings["pdfium"], f.text)}


def test_the_ministry_learns_no_number_of_children_of_one_whose_consent_was_withdrawn(
    desk: Desk,
) -> None:
    for number in ("CF-0019", "CF-0021", "CF-0022"):
        text = "\n".join(
            span.text for f in desk.copies[MINISTRY].sheets[number].particulars for span in f.value
        )
        assert "детей" not in text
        assert desk.copies[MINISTRY].sheets[number].family == ()


def test_a_brother_at_high_risk_is_in_no_copy_that_leaves(desk: Desk) -> None:
    for copy in desk.copies[:OFFICE]:
        relations = [row.relation for row in copy.sheets["CF-0011"].family]
        assert not {"Younger brother", "Младший брат"} & set(relations)
    assert "Младший брат" in [r.relation for r in desk.copies[OFFICE].sheets["CF-0011"].family]


def test_terms_are_judged_on_the_day_of_which_the_letter_speaks(desk: Desk) -> None:
    """A term that ends between that day and the day of production has not ended in the copy."""
    later = compile_copy(
        desk.file,
        desk.file.addressees[EMBASSY][1].id,
        language="en",
        copy_number=2,
        produced_at=AT.replace(month=11),
        read_image=desk.vault.read_attachment,
    )
    sheets = next(p for p in later.dossier.parts if isinstance(p, CaseSheets)).sheets
    daulet = next(s for s in sheets if s.case_number == "CF-0016")
    assert daulet.status[0].text == "Serving a sentence"
    assert daulet.timeline is not None
    assert daulet.timeline.today == "2026-05-31"


# -- the office's copy -------------------------------------------------------------------------
def _told(sheet: CaseSheet) -> Iterator[str]:
    """What a sheet says in words of its own, without numbers of notes."""
    paragraphs = [
        *(s.text for s in sheet.statements),
        *(c.text for s in sheet.statements for c in s.contradictions),
        *(f.value for f in sheet.particulars if not f.label.startswith(("Sex", "Restricted"))),
        sheet.tie,
    ]
    for paragraph in paragraphs:
        yield "".join(span.text for span in paragraph if span.style not in ("note", "strong"))


@pytest.mark.parametrize("index", [EMBASSY, NATIONS])
def test_the_office_list_names_all_that_a_copy_lacks(desk: Desk, index: int) -> None:
    copy = desk.copies[index]
    office = compile_office_copy(
        desk.file,
        [issued_view(desk.file, copy.record, "en")],
        language="en",
        copy_number=4,
        produced_at=AT,
        read_image=desk.vault.read_attachment,
    ).dossier
    part = next(p for p in office.parts if isinstance(p, CaseSheets))
    withheld = next(p for p in office.parts if isinstance(p, WithheldList))
    listed = {
        group.case_number: _folded(" | ".join(r.what[0].text for r in group.rows if r.what))
        for group in withheld.groups
    }
    differences = 0
    for sheet in part.sheets:
        if sheet.case_number not in copy.sheets:
            group = next(g for g in withheld.groups if g.case_number == sheet.case_number)
            assert "person as a whole" in group.rows[0].information
            differences += 1
            continue
        there = set(_told(copy.sheets[sheet.case_number]))
        for text in _told(sheet):
            if text in there or _is_derived(text, sheet):
                continue
            words = _folded(text)[:200].strip(" ;.")
            assert words in listed.get(sheet.case_number, ""), (sheet.case_number, text)
            differences += 1
    assert differences > (40 if index == EMBASSY else 3)


def _is_derived(text: str, sheet: CaseSheet) -> bool:
    """Particulars of an event that is on the list with its own words."""
    custody = {"Taken by", "Legal basis", "Reason given", "Reason believed", "Term", "Court"}
    custody |= {"Counsel", "Expected release", "Identity number"}
    values = {
        "".join(span.text for span in f.value if span.style != "note")
        for f in sheet.particulars
        if f.label in custody
    }
    return text in values or not text.strip()


def test_the_office_copy_holds_what_the_embassys_does_not(desk: Desk) -> None:
    office = desk.copies[OFFICE]
    for text in ("Серік", "Мысалова Раушан", "Похороны прошли под охраной", "диабет"):
        assert _holds(office.readings["pdfium"], text), text
    assert set(office.sheets) == {
        c.case_number for p in desk.file.persons for c in [desk.file.detainees[p.detainee_id]]
    }
    lists = [p for p in office.dossier.parts if isinstance(p, WithheldList)]
    assert len(lists) == 3


def test_nothing_stands_in_english_in_the_russian_list_of_what_is_withheld(desk: Desk) -> None:
    first = next(p for p in desk.copies[OFFICE].dossier.parts if isinstance(p, WithheldList))
    for group in first.groups:
        for row in group.rows:
            assert not re.search(r"\b(about|before|between|unknown|the)\b", row.what[0].text)
            kinds = row.information.split(": ")
            assert len(kinds) == len(set(kinds))


def test_each_passage_is_put_to_the_cases_that_it_speaks_of(desk: Desk) -> None:
    for copy in desk.copies:
        part = next(p for p in copy.dossier.parts if isinstance(p, Annex))
        report = next(e for e in part.entries if "China Targets" in e.title[0].text)
        assert {x.cases for x in report.excerpts} == {"CF-0001", "CF-0003", "CF-0004", "CF-0005"}


# -- the files ---------------------------------------------------------------------------------
@pytest.mark.parametrize("index", range(4))
def test_a_copy_is_a_sound_file_that_tells_nothing_of_where_and_when_it_was_made(
    desk: Desk, index: int
) -> None:
    copy = desk.copies[index]
    with pikepdf.open(io.BytesIO(copy.data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert set(pdf.docinfo.keys()) <= {"/Title", "/Creator", "/Producer"}
    assert pdfa.validate_written(io.BytesIO(copy.data), "2b").passed
    assert not [s for s in copy.strings if re.match(r"D:\d{4}", s)]
    for stream in (copy.data, *copy.streams):
        for telling in (b"SAMPLE-DESCRIPTION", b"SAMPLE-COMMENT", b"Exif\0", b"CreationDate"):
            assert telling not in stream
    assert any(b"SAMPLE-COMMENT" in file.data for file in sample_files()), "the test bites"


@pytest.mark.parametrize("index", range(4))
def test_a_copy_drawn_again_has_the_same_bytes_and_is_known_altered_or_not(
    desk: Desk, index: int
) -> None:
    copy = desk.copies[index]
    assert issue.redraw(desk.vault, copy.record.id) == copy.data
    assert issue.verify_pdf(desk.vault, copy.data).finding is issue.Finding.UNALTERED
    altered = copy.data.replace(b"caseapp", b"caseapq", 1)
    assert altered != copy.data
    assert issue.verify_pdf(desk.vault, altered).finding is issue.Finding.ALTERED


def test_the_same_vault_at_the_same_moment_gives_the_same_bytes(
    desk: Desk, embassy: Issued
) -> None:
    again = compile_copy(
        desk.file,
        desk.file.addressees[EMBASSY][1].id,
        language="en",
        copy_number=embassy.record.number,
        produced_at=AT,
        read_image=desk.vault.read_attachment,
    )
    assert finished(again, None)[0] == embassy.data


@pytest.mark.parametrize("index", range(4))
def test_names_are_copied_out_in_logical_order_in_four_scripts(desk: Desk, index: int) -> None:
    copy = desk.copies[index]
    scripts: dict[str, int] = {}
    for sheet in copy.sheets.values():
        for name in sheet.names:
            assert _in_order(copy.readings, name.text), name.text
            scripts[_script(name.text)] = scripts.get(_script(name.text), 0) + 1
        if sheet.name[0].style == "plain":
            assert _holds(copy.readings["pdfium"], sheet.name[0].text)
            scripts[_script(sheet.name[0].text)] = scripts.get(_script(sheet.name[0].text), 0) + 1
    assert set(scripts) == {"LATIN", "CYRILLIC", "ARABIC", "CJK"}
    assert min(scripts.values()) >= 2


def _in_order(readings: dict[str, str], name: str) -> bool:
    """Letters in logical order. Beside a Latin label on one line an extractor gives the words
    of an Arabic name in the order of the page; each word is whole all the same."""
    turned = " ".join(reversed(name.split()))
    wanted = (name, turned) if _script(name) == "ARABIC" else (name,)
    return any(_holds(readings["pdfium"], form) for form in wanted)


def _script(text: str) -> str:
    return unicodedata.name(text[0]).split()[0]
