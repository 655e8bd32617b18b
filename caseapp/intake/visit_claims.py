"""What was told, as a testimony: its passages, what each one stands behind, what may be shown.

Follows after every change of an intake, so that no claim stands without a source and no
consent without the person who gave it. Knows the parts of an intake, nothing of typing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from caseapp.domain.consent import ConsentOnRecord, Giver, GroundCode, life
from caseapp.domain.dates import UncertainDate, format_date
from caseapp.domain.labels import label
from caseapp.domain.policy import Rule, default_policy
from caseapp.domain.vocabulary import (
    Audience,
    ConsentAnswer,
    ConsentForm,
    EventKind,
    InfoClass,
)
from caseapp.i18n import N_
from caseapp.intake.visit_parts import (
    AUDIENCES,
    CHINESE,
    CITED,
    DOCUMENT,
    EVENT,
    KINSHIP,
    NAME,
    PASSAGES,
    SOURCE,
    Desk,
    Visit,
    make_passage,
    make_source,
)
from caseapp.store.records import (
    Citation,
    Consent,
    Event,
    Excerpt,
    Identifier,
    Kinship,
    NameForm,
    Source,
)

_ASKED: dict[Audience, tuple[InfoClass, ...]] = {
    Audience.DETAINING_STATE: (InfoClass.DETAINEE_NAME, InfoClass.DETAINEE_IDENTIFIERS),
}
_OF_OTHERS = (
    InfoClass.DETAINEE_NAME, InfoClass.DETAINEE_IDENTIFIERS, InfoClass.PHOTO,
    InfoClass.TESTIFIER_RELATION, InfoClass.TESTIMONY,
)  # fmt: skip
"""What a bare "yes" is about. Who told, where people live, their health, their numbers and
their children are asked one by one in the whole table; a state that detains is told of the
detainee alone."""


def asked_classes(audience: Audience) -> tuple[InfoClass, ...]:
    """What the one question of the intake asks for an audience, as far as rules allow it."""
    rule = default_policy().rule
    asked = _ASKED.get(audience, _OF_OTHERS)
    return tuple(one for one in asked if rule(audience, one) is not Rule.NEVER)


def answer(visit: Visit, audience: Audience, given: ConsentAnswer | None, desk: Desk) -> None:
    """Keep what the person who tells allows one audience; None: not asked.

    What was refused in the whole table stays refused, whatever is answered here. Who answers
    again after a withdrawal or an end says it anew, from today on.
    """
    part = f"consent-{audience.value}"
    there = visit.alive(Consent, part)
    over = there is not None and _is_over(there, desk.today)
    answers = _refused_besides(there, audience, None if over else given) if there else {}
    if given is None and over:
        return
    if given is None and not answers:
        visit.drop(part)
        return
    consent = visit.want(Consent, part, audience=audience, about_detainee_id=visit.case.id)
    if given is not None:
        answers |= {one.value: given.value for one in asked_classes(audience)}
    if consent.answers == answers and not (over and given):
        return
    if over:
        consent.withdrawn = consent.until = UncertainDate.unknown()
    consent.answers = answers
    consent.form, consent.given, consent.taken_by = ConsentForm.ORAL, desk.day, desk.taken_by
    consent.language = desk.language.partition("_")[0]


def _refused_besides(
    consent: Consent, audience: Audience, given: ConsentAnswer | None
) -> dict[str, str]:
    """What a consent says of classes that the one question is not about.

    More that was allowed stays allowed only beside a "yes".
    """
    asked = {one.value for one in asked_classes(audience)}
    return {
        info: said
        for info, said in consent.answers.items()
        if info not in asked and (said != ConsentAnswer.ALLOW or given is ConsentAnswer.ALLOW)
    }


def _is_over(consent: Consent, today: date) -> bool:
    """Whether it was withdrawn or has ended: neither its "yes" nor its "no" counts any more."""
    found = life(
        ConsentOnRecord(
            number=consent.serial, giver=Giver.OTHER, audience=consent.audience, answers={},
            given=consent.given, until=consent.until, withdrawn=consent.withdrawn,
        ),
        today,
    )  # fmt: skip
    return found is not None and found.code in (GroundCode.WITHDRAWN, GroundCode.EXPIRED)


def answered(visit: Visit, audience: Audience) -> ConsentAnswer | None:
    """The answer on record to the one question, None if there is none, or no single one."""
    consent = visit.alive(Consent, f"consent-{audience.value}")
    if consent is None or _is_over(consent, date.today()):
        return None
    asked = asked_classes(audience)
    said = {consent.answers.get(one.value) for one in asked}
    only = said.pop() if len(said) == 1 else None
    return ConsentAnswer(only) if only in set(ConsentAnswer) else None


# -- the testimony ---------------------------------------------------------------------------
def passages(visit: Visit, desk: Desk) -> dict[str, str]:
    """What each passage of the testimony says now, "" for nothing. No name stands in it.

    In the language in which the testimony was begun.
    """
    source = visit.alive(Source, SOURCE)
    if source is not None and source.written_in != desk.language:
        desk = Desk(source.written_in, desk.taken_by, desk.today)
    return {
        "who": ". ".join(_of_person(visit, desk)),
        "private": ". ".join(_private(visit, desk)),
        "what": ". ".join(_of_event(visit, desk)),
    }


def _of_person(visit: Visit, desk: Desk) -> Iterable[str]:
    told, t = visit.told, desk.t
    if told.description:
        yield told.description
    elif visit.alive(NameForm, NAME) or visit.alive(NameForm, CHINESE):
        yield t(N_("The name was told"))
    if told.birth.text:
        yield _pair(t("Born"), _date(told.birth, desk))
    if told.home_place:
        yield _pair(t("Home county"), told.home_place)


def _private(visit: Visit, desk: Desk) -> Iterable[str]:
    t = desk.t
    if document := visit.alive(Identifier, DOCUMENT):
        yield _pair(t("Document no."), document.number)
    if visit.told.home_address:
        yield _pair(t("Exact address"), visit.told.home_address)


def _of_event(visit: Visit, desk: Desk) -> Iterable[str]:
    event, t = visit.alive(Event, EVENT), desk.t
    if event is None:
        return
    what = label(event.kind, desk.labels)
    yield _pair(what, _date(event.when, desk)) if event.when.text else what
    for words, value in (
        (t("Where"), event.place),
        (t("Reason given officially"), event.reason_given),
        (t("Reason believed"), event.reason_believed),
    ):
        if value:
            yield _pair(words, value)


def _pair(words: str, value: str) -> str:
    return f"{words}: {value.rstrip('.')}"


def _date(value: object, desk: Desk) -> str:
    return format_date(value, desk.language)  # type: ignore[arg-type]


def tie(visit: Visit, before: dict[str, str], desk: Desk) -> None:
    """Bring testimony, citations, kinship and consents in step with what stands now.

    `before` is what `passages` said ahead of the change: a passage that somebody has written
    anew since is left as it is.
    """
    contact = visit.contact
    visit.intake.contact_id = contact.id if contact else None
    if kinship := visit.alive(Kinship, KINSHIP):
        kinship.contact_id, kinship.of_detainee_id = visit.intake.contact_id, visit.case.id
    for audience in AUDIENCES:
        if consent := visit.alive(Consent, f"consent-{audience.value}"):
            consent.giver_contact_id = consent.about_contact_id = visit.intake.contact_id
            consent.about_detainee_id = visit.case.id
    now = passages(visit, desk)
    source = visit.alive(Source, SOURCE)
    if source is None and any(now.values()):
        source = make_source(visit, desk)
    if source is not None:
        source.testifier_id = visit.intake.contact_id
    if source is not None and visit.own:  # a joined account was weighed against its case
        _say(visit, source, before, now, desk)
        _cite(visit, source, now)


def _say(
    visit: Visit, source: Source, before: dict[str, str], now: dict[str, str], desk: Desk
) -> None:
    for name in PASSAGES:
        part = f"passage-{name}"
        if not now[name]:
            visit.drop(part)
            continue
        passage = visit.alive(Excerpt, part)
        if passage is None or passage.text == before[name]:
            passage = make_passage(visit, name, source, desk)
            passage.text = now[name]


def _cite(visit: Visit, source: Source, now: dict[str, str]) -> None:
    """A citation for each claim that was told, none for what was not."""
    told = claims(visit)
    for form in (visit.alive(NameForm, NAME), visit.alive(NameForm, CHINESE)):
        if form is not None:
            form.source_id = source.id
    for claim, passage in CITED.items():
        part = f"cite-{claim}"
        if claim not in told or not now[passage]:
            visit.drop(part)
            continue
        about = (
            {"event_id": visit.key(EVENT)}
            if claim == "event"
            else {"detainee_id": visit.told.id, "field": claim}
        )
        visit.want(Citation, part, excerpt_id=visit.key(f"passage-{passage}"), **about)


def claims(visit: Visit) -> set[str]:
    """Which claims of `CITED` the intake makes."""
    told = visit.told
    event = visit.alive(Event, EVENT)
    named = visit.alive(NameForm, NAME) or visit.alive(NameForm, CHINESE)
    made = {
        "names": named is not None,
        "description": bool(told.description),
        "birth": bool(told.birth.text),
        "home_place": bool(told.home_place),
        "home_address": bool(told.home_address),
        "identifiers": visit.alive(Identifier, DOCUMENT) is not None,
        "event": event is not None and says_something(event),
    }
    return {claim for claim, is_made in made.items() if is_made}


def says_something(event: Event) -> bool:
    """Whether an event holds more than that something happened."""
    free = (event.when.text, event.place, event.reason_given, event.reason_believed)
    return event.kind is not EventKind.OTHER or any(free)
