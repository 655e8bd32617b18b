"""Whatever people consented to, nothing that nobody allowed is in the frozen copy.

The expectation does not use the program's decisions: what no living consent for that very
audience allows, and nothing published tells, must not be there.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseapp.domain.vocabulary import Audience, ConsentAnswer, InfoClass
from caseapp.dossier.compile import compile_copy
from caseapp.dossier.frozen import freeze, thaw
from caseapp.store.records import Consent, Contact, Detainee, Identifier, NameForm, Signatory
from tests.dossier.world import PRODUCED, World, read_image, when, world

GIVERS = ("raushan", "dulat", "serik", "gulnar", "erbol")
CASES = ("asqar", "murat", "saule", "nurgul", None)
PLACES = (
    ("asqar-taken", "narrative"), ("asqar-taken", "place"), ("asqar-sentenced", "court"),
    ("asqar", "occupation"), ("murat-taken", "narrative"), ("group-taken", "narrative"),
    ("unnamed", "description"), ("report", "publisher"), ("twelve", "text"),
    ("saule-taken", "narrative"), ("appeal", "reference"),
)  # fmt: skip

LIVES = ("live", "live", "live", "withdrawn", "expired", "undated", "future")
ADDRESSEES = ("mfa", "embassy", "wgeid")
FAMILY = (("raushan", "asqar"), ("gulnar", "saule"), ("erbol", "nurgul"))
CODES = [c.value for c in InfoClass]

anything = st.tuples(
    st.sampled_from(GIVERS),
    st.sampled_from(CASES),
    st.sampled_from(Audience),
    st.dictionaries(st.sampled_from(CODES), st.sampled_from([a.value for a in ConsentAnswer])),
    st.sampled_from(LIVES),
    st.booleans(),
)
of_family = st.tuples(
    st.sampled_from(FAMILY),
    st.sampled_from(
        [Audience.HOST_STATE, Audience.DETAINING_STATE, Audience.UNITED_NATIONS, Audience.PUBLIC]
    ),
    st.sets(st.sampled_from(CODES), max_size=5),
).map(lambda t: (*t[0], t[1], {c: "allow" for c in CODES if c not in t[2]}, "live", True))
"""Nearly everything allowed: then each class that is not must be held back by itself."""

consents = st.lists(st.one_of(of_family, anything), max_size=8)
frames = st.sampled_from(["{}", "X {}, y", "«{}»"])
planted = st.lists(st.tuples(st.sampled_from(PLACES), st.integers(0, 500), frames), max_size=4)


ANYBODY = GIVERS


def strings(w: World) -> Iterator[tuple[str, InfoClass, tuple[str, ...]]]:
    """Every protected string, the class that may free it, and whose consent can do it."""
    for form in w.of(NameForm):
        if form.detainee_id:
            yield form.text, InfoClass.DETAINEE_NAME, ANYBODY
        else:
            owner = next(g for g in GIVERS if w[g].id == form.contact_id)
            yield form.text, InfoClass.TESTIFIER_NAME, (owner,)
    for contact in w.of(Contact):
        owner = next(g for g in GIVERS if w[g].id == contact.id)
        for text in (*contact.phones, contact.email, contact.address):
            yield text, InfoClass.TESTIFIER_CONTACT, (owner,)
    for number in w.of(Identifier):
        own = InfoClass.DETAINEE_IDENTIFIERS
        if number.detainee_id:
            yield number.number, own, ANYBODY
        else:
            yield number.number, InfoClass.TESTIFIER_IDENTIFIERS, ()
    for case in w.of(Detainee):
        yield case.home_address, InfoClass.EXACT_ADDRESS, ANYBODY
        yield case.health, InfoClass.HEALTH, ANYBODY
        yield case.restricted_notes, InfoClass.TESTIMONY, ()
    yield w["kin-daughter"].name, InfoClass.CHILDREN, ("raushan",)
    yield w["kin-father"].name, InfoClass.OTHER_RELATIVES, ("raushan", "serik")
    for key, teller in (("workshop", "dulat"), ("border", "gulnar"), ("call", "raushan")):
        yield w[key].text, InfoClass.TESTIMONY, (teller,)
        yield w[key].translations["en"], InfoClass.TESTIMONY, (teller,)


NEVER_BEFORE_THE_DETAINING_STATE = {
    InfoClass.HEALTH,
    InfoClass.SOURCE_IDENTITY,
    InfoClass.OTHER_RELATIVES,
    InfoClass.CHILDREN,
    InfoClass.TESTIFIER_CONTACT,
}


def allowed(w: World, audience: Audience) -> set[tuple[str, InfoClass]]:
    """Givers and the classes that a living consent of theirs allows this audience."""
    found: set[tuple[str, InfoClass]] = set()
    for consent in w.of(Consent):
        reaches = consent.audience is audience or (
            consent.audience is Audience.PUBLIC and audience is not Audience.DETAINING_STATE
        )
        given_ = consent.given.earliest
        living = given_ is not None and given_ <= PRODUCED.date()
        if not reaches or not living or consent.withdrawn.text or consent.until.text:
            continue
        giver = next(g for g in GIVERS if w[g].id == consent.giver_contact_id)
        for code, answer in consent.answers.items():
            never = InfoClass(code) in NEVER_BEFORE_THE_DETAINING_STATE
            if answer == "allow" and not (never and audience is Audience.DETAINING_STATE):
                found.add((giver, InfoClass(code)))
    return found


def plain(text: str) -> str:
    """Letters and figures alone, in one case."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalnum())


def texts(frozen: str) -> str:
    """All strings of the frozen document, paragraphs joined."""

    def walk(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            if set(value) == {"text", "style", "target"}:
                yield str(value["text"])
                return
            for key, item in value.items():
                if key not in ("image", "hash"):
                    yield from walk(item)
                    yield "\n"
        elif isinstance(value, list):
            for item in value:
                yield from walk(item)
        elif isinstance(value, str):
            yield value

    return plain("".join(walk(json.loads(frozen))))


def made(records: list, plants: list) -> World:
    w = world()
    for key in [k for k, r in w.records.items() if isinstance(r, Consent | Signatory)]:
        del w.records[key]
    w["appeal"].contact_signatory_id = None
    for giver, case, audience, answers, life, about_self in records:
        more = {
            "live": {},
            "withdrawn": {"withdrawn": when("1 May 2026")},
            "expired": {"until": when("1 May 2026")},
            "undated": {"given": when("")},
            "future": {"given": when("1 July 2026")},
        }[life]
        if case is not None and not about_self:
            more["about_contact_id"] = None
        w.consent(giver, case, audience, answers, **more)
    known = [text for text, _, _ in strings(w) if text]
    for (record, name), index, frame in plants:
        setattr(w[record], name, frame.format(known[index % len(known)]))
    return w


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    consents, planted, st.sampled_from(["mfa", "embassy", "wgeid"]), st.sampled_from(["en", "ru"])
)
def test_what_nobody_allowed_is_in_no_copy(records, plants, addressee, language) -> None:
    w = made(records, plants)
    copy = compile_copy(
        w.file(),
        w[addressee].id,
        language=language,
        copy_number=1,
        produced_at=PRODUCED,
        read_image=read_image,
    )
    frozen = freeze(copy.dossier)
    assert thaw(frozen) == copy.dossier
    shown = texts(frozen)
    free = allowed(w, w[addressee].audience)
    for text, info_class, givers in strings(w):
        if text and not any((giver, info_class) in free for giver in givers):
            assert plain(text) not in shown, text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(consents, st.sampled_from(ADDRESSEES))
def test_every_token_in_a_copy_is_accounted_for(records, addressee) -> None:
    w = made(records, [])
    copy = compile_copy(
        w.file(),
        w[addressee].id,
        language="en",
        copy_number=1,
        produced_at=PRODUCED,
        read_image=read_image,
    )
    printed = {
        span["text"]
        for span in _spans(json.loads(freeze(copy.dossier)))
        if span["style"] == "token"
    }
    assert printed <= {item.token for item in copy.withheld if item.token}


def _spans(value: object) -> Iterator[dict]:
    if isinstance(value, dict):
        if set(value) == {"text", "style", "target"}:
            yield value
        for item in value.values():
            yield from _spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from _spans(item)
