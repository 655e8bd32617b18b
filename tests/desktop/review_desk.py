"""A vault in which something of each kind waits to be reviewed. All people are invented."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import (
    Audience,
    Bearing,
    Credibility,
    EventKind,
    IdentifierKind,
    NameScript,
    Relation,
    Sex,
    SourceKind,
)
from caseapp.store.history import Action
from caseapp.store.records import (
    Citation,
    Consent,
    Contact,
    Detainee,
    Event,
    Excerpt,
    Identifier,
    Kinship,
    NameForm,
    Record,
    Source,
)
from caseapp.store.vault import Vault

_HAN = "乌力格"
MADE = Action("Made for a test", undoable=False)
NUMBER = "000000197903050000"


def spellings(owner: UUID, *names: str) -> list[Record]:
    forms: list[Record] = []
    for place, name in enumerate(names):
        script = NameScript.EN if name.isascii() else NameScript.KK_CYRL
        if name[0] > "\u3400":
            script = NameScript.ZH_HANS
        elif "\u0600" <= name[0] <= "\u06ff":
            script = NameScript.KK_ARAB
        forms.append(NameForm(detainee_id=owner, text=name, script=script, position=place))
    return forms


def case(born: str = "", county: str = "", **about: Any) -> Detainee:
    return Detainee(
        fictitious=True, birth=read_date(born), home_place=county,
        home_place_code={"Tekes": "654027", "Nilka": "654028"}.get(county, ""), **about,
    )  # fmt: skip


def happened(owner: Detainee, kind: EventKind, when: str, **about: Any) -> Event:
    return Event(detainee_id=owner.id, kind=kind, when=read_date(when), **about)


def told_by(owner: Detainee, name: str, relation: Relation, phone: str = "") -> list[Record]:
    contact = Contact(fictitious=True, sex=Sex.FEMALE, phones=[phone] if phone else [])
    return [
        contact, NameForm(contact_id=contact.id, text=name, script=NameScript.KK_CYRL),
        Kinship(contact_id=contact.id, of_detainee_id=owner.id, relation=relation),
    ]  # fmt: skip


def fill_review(vault: Vault) -> None:
    """Three pairs, two contradictions, one excerpt without a claim."""
    vault.save(*_chief_pair(), action=MADE)
    vault.save(*_more_pairs(), action=MADE)
    vault.save(*_claims(vault), action=MADE)


def fill_across_scripts(vault: Vault) -> None:
    """A pair of whom nothing is spelled alike, and two whom much speaks for and something
    against."""
    left = case("1979", "Tekes", sex=Sex.MALE)
    right = case("5 March 1979", "Tekes", sex=Sex.MALE, summary="Kept sheep in summer.")
    one = case("1961", "Nilka", sex=Sex.FEMALE)
    two = case("1962", "Nilka")
    records: list[Record] = [
        left, *spellings(left.id, "Мысалбек Сынақұлы", "مىسالبەك سىناقۇلى"),
        right, *spellings(right.id, "米萨勒别克·斯纳克"),
        happened(left, EventKind.TAKEN, "October 2017"),
        happened(right, EventKind.TAKEN, "September 2017"),
        Identifier(detainee_id=right.id, kind=IdentifierKind.PASSPORT, number="G00000001"),
        one, *spellings(one.id, "Сынагүл Үлгібайқызы"),
        two, *spellings(two.id, "Synagul Ulgibay"),
    ]  # fmt: skip
    vault.save(*records, action=MADE)


def _chief_pair() -> list[Record]:
    left = case("1979", "Tekes", sex=Sex.MALE, summary="Taught in the village school.")
    right = case("5 March 1979", "Tekes", sex=Sex.MALE, occupation="herdsman",
                 summary="Kept sheep in summer.")  # fmt: skip
    return [
        left, *spellings(left.id, "Үлгі Сынақұлы", "Ulgi Synaquly", "ٷلگى سىناقۇلى"),
        right, *spellings(right.id, f"{_HAN}·斯纳克", "Ulgi Synaquly"),
        happened(left, EventKind.TAKEN, "October 2017"),
        happened(left, EventKind.SENTENCED, "March 2019", term_years=9),
        happened(right, EventKind.TAKEN, "September 2017", reason_given="journey abroad"),
        Identifier(detainee_id=right.id, kind=IdentifierKind.PRC_RESIDENT_ID, number=NUMBER),
        *told_by(left, "Айман Үлгібай", Relation.WIFE),
        *told_by(right, "Сәуле Сынақ", Relation.OTHER_RELATIVE),
        Kinship(name="Сынақ Үлгібайұлы", relation=Relation.FATHER, of_detainee_id=left.id),
        Kinship(name="斯纳克·乌力格拜", relation=Relation.FATHER, of_detainee_id=right.id),
        Consent(about_detainee_id=left.id, giver_detainee_id=left.id,
                audience=Audience.UNITED_NATIONS, given=read_date("2026")),
    ]  # fmt: skip


def _more_pairs() -> list[Record]:
    one, two = case(county="Nilka"), case("1985", "Nilka")
    father, son = case(sex=Sex.MALE), case(sex=Sex.MALE)
    records: list[Record] = [
        one, two, *spellings(one.id, "Жазба Талғатқызы"), *spellings(two.id, "Жазба Талғатқызы"),
        father, son, *spellings(father.id, "Мысал Ақжол"), *spellings(son.id, "Мысал Ақжолұлы"),
    ]  # fmt: skip
    for owner in (father, son):
        records += told_by(owner, "Гүл Мысал", Relation.SISTER, "+7 700 000 00 01")
    return records


def _claims(vault: Vault) -> list[Record]:
    owner = case("1960", "Nilka", sex=Sex.FEMALE)
    taken = happened(owner, EventKind.TAKEN, "March 2018")
    first = Source(kind=SourceKind.ARTICLE, title="A report of 2019", text="", fictitious=True,
                   dated=read_date("May 2019"))  # fmt: skip
    second = Source(kind=SourceKind.TESTIMONY, title="What the brother told", fictitious=True)
    said = [
        Excerpt(source_id=first.id, text="She was taken from her house in March 2018.",
                place="page 1", credibility=Credibility.PROBABLE),
        Excerpt(source_id=second.id, text="My sister was still at home that summer.",
                place="minute 4", credibility=Credibility.POSSIBLE),
        Excerpt(source_id=second.id, text="She is sixty now.", place="minute 9"),
        Excerpt(source_id=first.id, text="Forty people of the village are missing.",
                place="page 2"),
    ]  # fmt: skip
    return [
        owner, *spellings(owner.id, "Сынақ Жазбақызы"), taken, first, second, *said,
        Citation(excerpt_id=said[0].id, event_id=taken.id),
        Citation(excerpt_id=said[1].id, event_id=taken.id, bearing=Bearing.CONTRADICTS),
        Citation(excerpt_id=said[2].id, detainee_id=owner.id, field="birth",
                 bearing=Bearing.CONTRADICTS),
    ]  # fmt: skip
