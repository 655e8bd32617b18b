"""Who exchanges packets: the own keys of this vault, the cards of stations, the words to compare.

A card is a small text with a name and two public keys, signed with the second, so that a
changed letter shows. It proves nothing of who made it: that is what the words are for, which
both sides read to each other by a way that an adversary does not control.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nacl import bindings as sodium
from nacl.exceptions import CryptoError
from pyrage import RecipientError, x25519

from caseapp.exchange.packets.refusals import BadCardError, KnownStationError, OwnCardError
from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.records import PartnerStation, utc_now
from caseapp.store.records.values import canonical
from caseapp.store.vault import Vault
from caseapp.system.word_lists import LISTS, word_list

OWN_KEYS: Final = "packet_keys"
"""Name in `meta` of what no record, history or packet may ever hold."""
WORDS: Final = 8
"""Words to compare: 10 bits each, so that nobody can make keys until the words are alike."""
LONGEST_CARD: Final = 4096
_LONGEST_NAME: Final = 120
_MARK: Final = "CASEAPP-STATION-1"
_SIGNED_AS: Final = b"case-file station card 1\n"
_WORDS_PERSON: Final = b"case-file words1"
_ALL_WORDS: Final = 1024


@dataclass(frozen=True, slots=True)
class Keys:
    """The private keys of this vault. Never shown, never logged."""

    age: str
    seed: bytes

    def __repr__(self) -> str:
        return "Keys(…)"

    @property
    def recipient(self) -> str:
        """The public age key."""
        return str(x25519.Identity.from_str(self.age).to_public())

    @property
    def verify_key(self) -> str:
        """The public Ed25519 key, 64 hexadecimal digits."""
        return sodium.crypto_sign_seed_keypair(self.seed)[0].hex()

    def sign(self, label: bytes, message: bytes) -> bytes:
        """Ed25519 over label and message: 64 bytes. A label is never used for two things."""
        secret = sodium.crypto_sign_seed_keypair(self.seed)[1]
        return sodium.crypto_sign(label + message, secret)[: sodium.crypto_sign_BYTES]


def verified(verify_key: str, label: bytes, message: bytes, signature: bytes) -> bool:
    """Whether this key signed this message under this label."""
    try:
        sodium.crypto_sign_open(signature + label + message, bytes.fromhex(verify_key))
    except (CryptoError, ValueError):
        return False
    return True


def own_keys(vault: Vault) -> Keys:
    """The keys of this vault, made when they are first asked for."""

    def make() -> str:
        seed = sodium.randombytes(sodium.crypto_sign_SEEDBYTES)
        return json.dumps({"age": str(x25519.Identity.generate()), "seed": seed.hex()})

    kept = json.loads(vault.own_note(OWN_KEYS, make))
    return Keys(kept["age"], bytes.fromhex(kept["seed"]))


@dataclass(frozen=True, slots=True)
class Card:
    """What a station tells others of itself: its name and its two public keys."""

    name: str
    recipient: str
    verify_key: str

    def words(self, language: str = "en") -> tuple[str, ...]:
        """The words that both sides compare; both must choose the same language."""
        said = f"{self.recipient}\n{self.verify_key}".encode()
        digest = hashlib.blake2b(said, digest_size=WORDS * 2, person=_WORDS_PERSON).digest()
        shown = word_list(words_language(language))
        pairs = zip(digest[::2], digest[1::2], strict=True)
        return tuple(shown[(high << 8 | low) % _ALL_WORDS] for high, low in pairs)


@lru_cache(maxsize=8)
def words_language(language: str) -> str:
    """The language of the words for a screen in `language`: English where there is no list."""
    return language if language in LISTS else "en"


def own_card(vault: Vault, name: str = "") -> Card:
    """The card of this vault; `name` is how the others shall call it, else the machine's name."""
    keys, shown = own_keys(vault), name or vault.station or vault.name
    return Card(shown[:_LONGEST_NAME], keys.recipient, keys.verify_key)


def card_text(vault: Vault, name: str = "") -> str:
    """The own card as one line of text, for a file or a QR code."""
    card = own_card(vault, name)
    said = canonical([card.name, card.recipient, card.verify_key]).encode()
    signature = own_keys(vault).sign(_SIGNED_AS, said)
    return f"{_MARK} {base64.urlsafe_b64encode(signature + said).decode()}"


def read_card(text: str) -> Card:
    """The card in a text. BadCardError for anything else."""
    try:
        mark, coded = text.split()
        if mark != _MARK or len(text) > LONGEST_CARD:
            raise BadCardError
        data = base64.b64decode(coded, altchars=b"-_", validate=True)
        signature, said = data[: sodium.crypto_sign_BYTES], data[sodium.crypto_sign_BYTES :]
        name, recipient, verify_key = json.loads(said)
        if not all(isinstance(one, str) for one in (name, recipient, verify_key)):
            raise BadCardError
        if len(verify_key) != 64 or str(x25519.Recipient.from_str(recipient)) != recipient:
            raise BadCardError
    except (ValueError, RecipientError, RecursionError):
        raise BadCardError from None
    if not name.strip() or not verified(verify_key.lower(), _SIGNED_AS, said, signature):
        raise BadCardError
    return Card(_shown(name), recipient, verify_key.lower())


def _shown(name: str) -> str:
    """A name on one line: what cannot be printed is a blank."""
    printable = "".join(c if c.isprintable() else " " for c in name)
    return " ".join(printable.split())[:_LONGEST_NAME]


def card_of(station: PartnerStation) -> Card:
    """The card that a station was made of."""
    return Card(station.name, station.recipient, station.verify_key)


def add_station(vault: Vault, card: Card, words_compared_by: str = "") -> PartnerStation:
    """Take in the card of another station; confirmed if somebody has compared its words.

    Raises OwnCardError or KnownStationError.
    """
    if card.verify_key == own_keys(vault).verify_key:
        raise OwnCardError
    for known in vault.all(PartnerStation):
        if card.verify_key == known.verify_key or card.recipient == known.recipient:
            raise KnownStationError(name=known.name)
    station = PartnerStation(
        name=card.name, recipient=card.recipient, verify_key=card.verify_key,
        confirmed_by=words_compared_by.strip(),
        confirmed_at=utc_now() if words_compared_by.strip() else None,
    )  # fmt: skip
    vault.save(station, action=Action(N_("Take in the card of {name}"), {"name": card.name}))
    return station


def confirm(vault: Vault, station: PartnerStation, by: str) -> PartnerStation:
    """Note who compared the words of a station aloud."""
    station.confirmed_by, station.confirmed_at = by.strip(), utc_now()
    vault.save(station, action=Action(N_("Confirm the words of {name}"), {"name": station.name}))
    return station


def is_confirmed(station: PartnerStation) -> bool:
    """Whether packets may go to and come from this station."""
    return bool(station.confirmed_by) and station.confirmed_at is not None
