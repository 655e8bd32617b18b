"""What leaves and what stays: selections, contacts, restricted notes, file names, the card."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from caseapp.domain.names.scripts import index_tokens
from caseapp.domain.vocabulary import (
    AttachmentRole,
    Audience,
    ConsentAnswer,
    EventKind,
    IdentifierKind,
    NameScript,
    PacketWay,
    Relation,
    SourceKind,
)
from caseapp.exchange.packets import refusals as r
from caseapp.exchange.packets import stations
from caseapp.exchange.packets.choosing import Scope, choose
from caseapp.exchange.packets.making import preview
from caseapp.exchange.packets.stations import own_keys
from caseapp.store.history import Action
from caseapp.store.padding import padded_size
from caseapp.store.records import (
    Attachment,
    Citation,
    Consent,
    Contact,
    ContactNote,
    Detainee,
    Event,
    Excerpt,
    Identifier,
    Intake,
    Kinship,
    NameForm,
    Packet,
    Record,
    Source,
)
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE
from tests.exchange.packets.conftest import Post, opened_up
from tests.store.every_kind import fill

SISTER = "Жанаргүл Куәгерқызы"
SECRETS = (
    SISTER, "Janargul Kuagerqyzy", "+7 700 123 45 67", "7001234567", "sister@example.org",
    "улица Тайная 7", "870101400123", "only for the office",
)  # fmt: skip


def fill_case(vault: Vault) -> Detainee:
    """A case of which a sister tells; she is named in every place where a name can slip in."""
    case = Detainee(
        occupation="оқытушы", summary=f"Her brother, says {SISTER}.",
        family_steps="She went to the police.", restricted_notes="only for the office",
    )  # fmt: skip
    sister = Contact(
        phones=["+7 700 123 45 67"], email="sister@example.org", address="улица Тайная 7",
        restricted_notes="only for the office",
    )  # fmt: skip
    told = Source(kind=SourceKind.TESTIMONY, title=f"Told by {SISTER}", testifier_id=sister.id)
    article = Source(
        kind=SourceKind.ARTICLE, published=True, title="An article",
        text="He was taken. Жанаргүлдің айтуынша, in spring. Call 8 (700) 123-45-67.",
    )  # fmt: skip
    clean = Source(kind=SourceKind.ARTICLE, published=True, title="Another", text="Teacher held.")
    event = Event(detainee_id=case.id, kind=EventKind.TAKEN, narrative="Was taken from home.")
    named = Event(
        detainee_id=case.id, kind=EventKind.OTHER, place="Құлжа",
        narrative="Janargul Kuagerqyzy saw it.",
    )  # fmt: skip
    passages = [Excerpt(source_id=one.id, text="He was taken") for one in (told, article, clean)]
    cited = [Citation(excerpt_id=one.id, event_id=event.id) for one in passages]
    records: list[Record] = [
        case, sister, told, article, clean, event, named, *passages, *cited,
        NameForm(detainee_id=case.id, text="Серікжан Үлгіұлы", script=NameScript.KK_CYRL),
        NameForm(contact_id=sister.id, text=SISTER, script=NameScript.KK_CYRL),
        NameForm(contact_id=sister.id, text="Janargul Kuagerqyzy", script=NameScript.KK_LATN),
        Identifier(contact_id=sister.id, kind=IdentifierKind.KZ_IIN, number="870101400123"),
        Kinship(contact_id=sister.id, relation=Relation.SIBLING, of_detainee_id=case.id),
        Kinship(name="Бала", relation=Relation.CHILD, of_detainee_id=case.id),
        Consent(
            giver_contact_id=sister.id, about_detainee_id=case.id, audience=Audience.PRESS,
            answers={"photo": ConsentAnswer.WITHHOLD.value}, guardian_name=SISTER, note=SISTER,
        ),
        Consent(giver_contact_id=sister.id, about_contact_id=sister.id, audience=Audience.PRESS),
        Intake(detainee_id=case.id, contact_id=sister.id, note=SISTER),
        ContactNote(contact_id=sister.id, detainee_id=case.id, text="She called"),
    ]  # fmt: skip
    vault.save(*records, action=Action("New"))
    vault.attach(
        f"Phone of {SISTER}".encode(), role=AttachmentRole.DOCUMENT_SCAN, detainee_id=case.id,
        action=Action("Attach"), file_name=f"{SISTER}.txt",
    )  # fmt: skip
    vault.attach(
        picture(), role=AttachmentRole.PHOTO, detainee_id=case.id, action=Action("Attach"),
        file_name=f"from {SISTER}.jpg", origin=f"given by {SISTER}",
    )  # fmt: skip
    return case


def picture(**written: bytes) -> bytes:
    """A small JPEG of pixels, with what a camera or a program may write beside them."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "grey").save(out, "JPEG", **written)
    return out.getvalue()


def test_a_photo_that_says_more_than_pixels_stays(two: tuple[Vault, Vault]) -> None:
    one = two[0]
    case = fill_case(one)
    for data in (
        picture(comment=f"taken by {SISTER}".encode()),
        picture() + SISTER.encode(),
        picture(exif=b"Exif\0\0 43.9 81.3"),
        b"no picture",
    ):
        one.attach(data, role=AttachmentRole.PHOTO, detainee_id=case.id, action=Action("Attach"))
    chosen = choose(one, Scope(cases=(case.id,), contacts=False))
    assert chosen.counts["attachment"] == 1
    assert chosen.stays["attachment"] == 5


def squeezed(text: str) -> str:
    return "".join(index_tokens(text))


def test_without_contacts_nothing_by_which_one_is_known_is_in_the_packet(
    two: tuple[Vault, Vault], post: Post
) -> None:
    one, other = two
    case = fill_case(one)
    scope = Scope(cases=(case.id,), contacts=False)
    content = opened_up(post.send(one, other, scope=scope), own_keys(other))
    said = squeezed(content.decode("utf-8", "replace"))
    for secret in SECRETS:
        assert secret.encode() not in content
        assert squeezed(secret) not in said
    told = post.carry(one, other, scope=scope).told
    assert told.refused == []
    assert told.new == {
        "detainee": 1, "name_form": 1, "event": 2, "kinship": 1, "source": 2, "excerpt": 2,
        "citation": 2, "consent": 1, "attachment": 1,
    }  # fmt: skip
    (kept,) = other.all(Detainee)
    assert (kept.occupation, kept.summary) == ("оқытушы", "")
    (consent,) = other.all(Consent)
    assert consent.answers == {"photo": "withhold"}
    assert consent.giver_contact_id is None
    assert other.check() == []


def test_no_contact_of_the_sample_can_be_found_in_a_packet_without_contacts(
    two: tuple[Vault, Vault], sample: Vault, post: Post
) -> None:
    other = two[1]
    post.meet(sample, other)
    fictitious = tuple(one.id for one in sample.all(Detainee) if one.fictitious)
    scope = Scope(cases=fictitious, contacts=False)
    content = opened_up(post.send(sample, other, scope=scope), own_keys(other))
    records = content.decode("utf-8", "replace")
    said = squeezed(records)
    forms = [one for one in sample.all(NameForm) if one.contact_id]
    shown = {squeezed(one.text) for one in sample.all(NameForm) if one.detainee_id}
    words = {form.text for form in forms if squeezed(form.text) not in shown}
    for contact in sample.all(Contact):
        words |= {*contact.phones, *contact.messengers, contact.email, contact.address} - {""}
    words |= {one.number for one in sample.all(Identifier) if one.contact_id}
    assert len(words) > 30
    for word in words:
        short = squeezed(word)
        assert len(short) < 4 or short not in said, word


def test_later_the_contacts_may_follow_and_nothing_is_a_conflict(
    two: tuple[Vault, Vault], post: Post
) -> None:
    one, other = two
    case = fill_case(one)
    post.carry(one, other, scope=Scope(cases=(case.id,), contacts=False))
    told = post.carry(one, other, scope=Scope(cases=(case.id,), restricted=True)).told
    assert told.new["contact"] == 1
    assert told.refused == []
    (kept,) = other.all(Detainee)
    assert told.conflict_count == 0
    assert kept.summary.startswith("Her brother")
    assert kept.restricted_notes == "only for the office"


def test_a_selection_takes_along_what_belongs_to_it_and_nothing_else(
    two: tuple[Vault, Vault], post: Post
) -> None:
    one, other = two
    case = fill_case(one)
    stranger = Detainee(occupation="stranger")
    tie = Kinship(
        detainee_id=stranger.id, relation=Relation.SPOUSE, of_detainee_id=case.id, note="secret"
    )
    extra = Source(kind=SourceKind.ARTICLE, text="of somebody else")
    one.save(stranger, tie, extra, action=Action("New"))
    content = opened_up(post.send(one, other, scope=Scope(cases=(case.id,))), own_keys(other))
    assert b"stranger" not in content
    assert b"secret" not in content
    assert b"somebody else" not in content
    assert b"only for the office" not in content
    told = post.carry(one, other, scope=Scope(cases=(case.id,))).told
    assert told.new["contact"] == told.new["intake"] == told.new["contact_note"] == 1
    assert told.new["attachment"] == 2
    assert told.new["kinship"] == 2
    assert told.refused == []


def test_every_kind_of_record_arrives_as_it_was(two: tuple[Vault, Vault], post: Post) -> None:
    one, other = two
    world = fill(one)
    path = post.send(one, other, scope=Scope(whole=True, restricted=True))
    told = post.take(other, path).told
    assert told.refused == []
    stay = {"office", "saved_view", "policy", "letter_template", "term", "calendar_day", "export",
            "partner_station", "packet", "field_conflict", "import_profile"}  # fmt: skip
    assert world.keys() - told.new.keys() == stay
    for kind in told.new:
        mine = world[kind]
        theirs = other.get(type(mine), mine.id)
        assert theirs is not None
        for name in theirs.__dataclass_fields__:
            if name not in ("version", "created_at", "updated_at", "key", "action"):
                assert getattr(theirs, name) == getattr(mine, name), (kind, name)
    file = other.all(Attachment)[0]
    assert other.read_attachment(file) == one.read_attachment(one.all(Attachment)[0])
    assert other.check() == []


def test_the_file_tells_nothing_from_outside(two: tuple[Vault, Vault], post: Post) -> None:
    one, other = two
    fill_case(one)
    path = post.send(one, other)
    data = path.read_bytes()
    assert data.startswith(b"age-encryption.org/v1\n")
    assert re.fullmatch(r"[0-9a-f]{16}\.packet", path.name)
    assert other.folder.store_id.bytes not in data
    content = opened_up(path, own_keys(other))
    assert len(content) == padded_size(len(content) - 1)
    (note,) = one.all(Packet)
    assert (note.way, note.sequence) == (PacketWay.SENT, 1)
    waiting, _ = one.undoable()
    assert waiting is not None
    assert "packet" not in waiting.label  # what left cannot be undone


def test_the_private_keys_are_in_no_record_no_history_and_no_packet(
    two: tuple[Vault, Vault], post: Post
) -> None:
    one, other = two
    fill_case(one)
    keys = own_keys(one)
    content = opened_up(post.send(one, other), own_keys(other))
    for secret in (keys.age.encode(), keys.seed, keys.seed.hex().encode()):
        assert secret not in content
        for path in one.folder.path.rglob("*"):
            assert not path.is_file() or secret not in path.read_bytes()
    assert repr(keys) == "Keys(…)"
    one.close()
    with Vault.open(one.folder.path, PASSPHRASE) as again:
        assert own_keys(again).verify_key == keys.verify_key


def test_a_preview_counts_what_would_leave_and_writes_nothing(
    two: tuple[Vault, Vault], post: Post
) -> None:
    one, other = two
    case = fill_case(one)
    before = one.generation
    shown = preview(one, Scope(cases=(case.id,), contacts=False), [post.station(one, other)])
    assert one.generation == before
    assert shown.counts["detainee"] == 1
    assert "contact" not in shown.counts
    assert shown.chosen.stays["contact"] == 1
    assert shown.chosen.hidden.field_count > 3
    assert shown.file_count == 1
    assert choose(one, Scope(whole=True)).counts["contact"] == 1


# -- cards -------------------------------------------------------------------------------------
def test_a_card_is_one_line_that_a_changed_letter_breaks(vault: Vault) -> None:
    text = stations.card_text(vault, "Алматы\u202e office\n")
    card = stations.read_card(f"  {text}\n")
    assert card.name == "Алматы office"
    assert card.verify_key == own_keys(vault).verify_key
    for place in range(len("CASEAPP-STATION-1 "), len(text) - 4, 7):
        letter = "A" if text[place] != "A" else "B"
        with pytest.raises(r.BadCardError):
            stations.read_card(text[:place] + letter + text[place + 1 :])


def test_the_words_of_a_station_never_change() -> None:
    """Two versions of the program must show the same words of one card."""
    card = stations.Card("x", "age1" + "q" * 58, "0" * 64)
    assert {language: card.words(language) for language in ("en", "ru", "kk", "zh_Hans")} == WORDS


WORDS = {
    "en": ("breeze", "pond", "mule", "crown", "pink", "engraver", "actor", "envelope"),
    "ru": ("вата", "портрет", "овраг", "долг", "подкова", "зерно", "август", "злак"),
    "kk": ("беделді", "қазына", "трактор", "жапырақ", "ізгілік", "завод", "азық", "зебра"),
    "zh_Hans": ("breeze", "pond", "mule", "crown", "pink", "engraver", "actor", "envelope"),
}  # fmt: skip


def test_words_tell_stations_apart_and_are_the_same_for_the_same_keys(tmp_path: Path) -> None:
    cards = [stations.Card("x", f"age1{n}", "0" * 64) for n in range(2000)]
    assert len({card.words() for card in cards}) == len(cards)
    assert cards[0].words() == stations.Card("other name", "age10", "0" * 64).words()
