"""May this audience see this item? The policy's rule and the consents of everyone it identifies.

Release = policy AND consent of every person; the strictest wins; what is not on record
was not given. One pure function, `decide`; it knows no record of the store. Who may speak
for whom is told by the caller as `Giver`, because it follows from kinship.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from caseapp.domain.dates import UncertainDate
from caseapp.domain.policy import Policy, Rule
from caseapp.domain.vocabulary import Audience, ConsentAnswer, InfoClass


class Giver(StrEnum):
    """Who gave a consent, seen from the person whose information it concerns."""

    SELF = "self"
    GUARDIAN = "guardian"
    FAMILY = "family"
    """A contact of the case who may speak for a detainee: kin, lawyer, petitioner."""
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentOnRecord:
    """One consent. A class that is not in `answers` was not asked."""

    number: int
    giver: Giver
    audience: Audience
    answers: Mapping[InfoClass, ConsentAnswer]
    given: UncertainDate
    until: UncertainDate = field(default_factory=UncertainDate.unknown)
    withdrawn: UncertainDate = field(default_factory=UncertainDate.unknown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grants:
    """The consents on record of one person whom an item identifies."""

    consents: tuple[ConsentOnRecord, ...] = ()
    is_detainee: bool = False
    minor: bool = False
    at_risk: bool = False


class GroundCode(StrEnum):
    """Why an item is shown or not. The office's copy words these."""

    ALLOWED_BY_RULE = "allowed_by_rule"
    PUBLISHED = "published"
    CONSENT_GIVEN = "consent_given"
    NEVER = "never"
    NO_CONSENT = "no_consent"
    WITHHELD = "withheld"
    RELATION_ONLY = "relation_only"
    TO_BE_ASKED = "to_be_asked"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NOT_YET_GIVEN = "not_yet_given"
    UNDATED = "undated"
    NOT_EXPLICIT = "not_explicit"
    NOT_ENTITLED = "not_entitled"
    AT_RISK = "at_risk"
    PERSON_NOT_NAMED = "person_not_named"
    NAMES_SOMEBODY = "names_somebody"
    MARKED_SENSITIVE = "marked_sensitive"
    BEARS_ON_WITHHELD = "bears_on_withheld"
    NO_ORIGIN = "no_origin"
    UNREADABLE_PICTURE = "unreadable_picture"
    OFFICE_ONLY = "office_only"
    LEFT_OUT = "left_out"
    """The office leaves it out of this copy."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason, with the consent's number and the day that it turns on, where there is one."""

    code: GroundCode
    consent: int = 0
    day: UncertainDate = field(default_factory=UncertainDate.unknown)


@dataclass(frozen=True, slots=True)
class Decision:
    """Shown or not, and on what ground."""

    shown: bool
    ground: Ground

    @property
    def to_be_asked(self) -> bool:
        """The office should ask somebody: a task."""
        return self.ground.code is GroundCode.TO_BE_ASKED


FREED_BY_PUBLICATION = frozenset(
    {InfoClass.DETAINEE_NAME, InfoClass.SOURCE_IDENTITY, InfoClass.TESTIMONY}
)
"""Classes that a public source frees: the name it tells, its own identity and its words."""

ABOUT_RELATIVES = frozenset(
    {
        InfoClass.TESTIFIER_NAME,
        InfoClass.TESTIFIER_RELATION,
        InfoClass.TESTIFIER_CONTACT,
        InfoClass.TESTIFIER_IDENTIFIERS,
        InfoClass.TESTIMONY,
        InfoClass.SOURCE_IDENTITY,
        InfoClass.OTHER_RELATIVES,
        InfoClass.CHILDREN,
    }
)
"""Classes that can bring harm to a relative or witness who is at risk."""

REACHED_BY_HARM = frozenset({Audience.DETAINING_STATE, Audience.PRESS, Audience.PUBLIC})
"""Audiences through which harm reaches a person at high risk, whatever was consented to."""

_DEAD = (
    GroundCode.WITHDRAWN,
    GroundCode.EXPIRED,
    GroundCode.NOT_YET_GIVEN,
    GroundCode.UNDATED,
    GroundCode.NOT_ENTITLED,
    GroundCode.NOT_EXPLICIT,
)
"""Why an "allow" does not count, the most telling first."""


def decide(
    info_class: InfoClass,
    audience: Audience,
    policy: Policy,
    about: Sequence[Grants],
    today: date,
    *,
    published: bool = False,
) -> Decision:
    """May `audience` see an item of `info_class` that identifies the people of `about`?

    `published`: the item rests on a public source. A clear "withhold" for this audience
    and a high risk stand above the policy's "allow" and above publication; "never" stands
    above every consent. For somebody at high risk no rule speaks, only a consent. With the
    rule "consent" and nobody to ask, nothing is shown.
    """
    rule = policy.rule(audience, info_class)
    freed = published and info_class in FREED_BY_PUBLICATION
    if audience is Audience.OFFICE and rule is Rule.ALLOW:
        return Decision(True, Ground(GroundCode.ALLOWED_BY_RULE))
    if rule is Rule.NEVER and not freed:
        return Decision(False, Ground(GroundCode.NEVER))
    verdicts = [_verdict(info_class, audience, person, today) for person in about]
    for ground in verdicts:
        if ground.code in _REFUSALS:
            return Decision(False, ground)
    if freed:
        return Decision(True, Ground(GroundCode.PUBLISHED))
    if rule is Rule.ALLOW:
        for person, ground in zip(about, verdicts, strict=True):
            given = ground.code is GroundCode.CONSENT_GIVEN
            if person.at_risk and info_class in ABOUT_RELATIVES and not given:
                return Decision(False, Ground(GroundCode.AT_RISK))
        return Decision(True, Ground(GroundCode.ALLOWED_BY_RULE))
    for ground in verdicts:
        if ground.code is not GroundCode.CONSENT_GIVEN:
            return Decision(False, ground)
    if not verdicts:
        return Decision(False, Ground(GroundCode.NO_CONSENT))
    return Decision(True, verdicts[0])


_REFUSALS = frozenset(
    {
        GroundCode.WITHHELD,
        GroundCode.RELATION_ONLY,
        GroundCode.TO_BE_ASKED,
        GroundCode.AT_RISK,
    }
)
"""Grounds that also beat a rule "allow" and a publication."""


def refused(info_class: InfoClass, audience: Audience, person: Grants, today: date) -> bool:
    """Did somebody say of this person, for this audience, "withhold" or "ask first"?"""
    return _verdict(info_class, audience, person, today).code in _REFUSALS


def _verdict(info_class: InfoClass, audience: Audience, person: Grants, today: date) -> Ground:
    """What one person's consents say of one class for one audience."""
    if person.at_risk and info_class in ABOUT_RELATIVES and audience in REACHED_BY_HARM:
        return Ground(GroundCode.AT_RISK)
    allowed: Ground | None = None
    asked: Ground | None = None
    dead: list[Ground] = []
    for consent in sorted(person.consents, key=lambda c: c.number):
        answer = consent.answers.get(info_class)
        over = life(consent, today)
        if answer is None:
            continue
        if answer is not ConsentAnswer.ALLOW:
            if consent.audience is audience and not _is_over(over):
                if answer is ConsentAnswer.WITHHOLD:
                    return _refusal(info_class, consent)
                asked = asked or Ground(GroundCode.TO_BE_ASKED, consent.number)
            continue
        if consent.audience not in (audience, Audience.PUBLIC):
            continue
        flaw = over or _flaw(consent, audience, person)
        if flaw is None:
            allowed = allowed or Ground(GroundCode.CONSENT_GIVEN, consent.number)
        else:
            dead.append(flaw)
    if asked:
        return asked
    if allowed:
        return allowed
    return min(dead, key=lambda g: _DEAD.index(g.code), default=Ground(GroundCode.NO_CONSENT))


def _refusal(info_class: InfoClass, consent: ConsentOnRecord) -> Ground:
    """A clear "withhold"; for a name it may still leave the relation free."""
    relation = consent.answers.get(InfoClass.TESTIFIER_RELATION)
    if info_class is InfoClass.TESTIFIER_NAME and relation is ConsentAnswer.ALLOW:
        return Ground(GroundCode.RELATION_ONLY, consent.number)
    return Ground(GroundCode.WITHHELD, consent.number)


def life(consent: ConsentOnRecord, today: date) -> Ground | None:
    """None while a consent is in force, else why it is not. Doubt ends it, never prolongs it."""
    number = consent.number
    if _is_said(consent.withdrawn):
        return Ground(GroundCode.WITHDRAWN, number, consent.withdrawn)
    given = consent.given.earliest or consent.given.latest
    if given is None:
        return Ground(GroundCode.UNDATED, number)
    if given > today:
        return Ground(GroundCode.NOT_YET_GIVEN, number, consent.given)
    if _is_said(consent.until):
        end = consent.until.earliest or consent.until.latest
        if end is None or end < today:
            return Ground(GroundCode.EXPIRED, number, consent.until)
    return None


def _is_over(over: Ground | None) -> bool:
    """A refusal counts even undated; only its withdrawal or its end lifts it."""
    return over is not None and over.code in (GroundCode.WITHDRAWN, GroundCode.EXPIRED)


def _flaw(consent: ConsentOnRecord, audience: Audience, person: Grants) -> Ground | None:
    """Why a living "allow" does not count for this person and audience; None if it does.

    A consent for the public, "for all", reaches every audience but the detaining state:
    that one must be named. A minor's own word is no consent.
    """
    if consent.audience is not audience and audience is Audience.DETAINING_STATE:
        return Ground(GroundCode.NOT_EXPLICIT, consent.number)
    entitled = {Giver.GUARDIAN}
    if not person.minor:
        entitled.add(Giver.SELF)
        if person.is_detainee:
            entitled.add(Giver.FAMILY)
    if consent.giver not in entitled:
        return Ground(GroundCode.NOT_ENTITLED, consent.number)
    return None


def _is_said(value: UncertainDate) -> bool:
    return bool(value.text.strip()) or not value.is_unknown
