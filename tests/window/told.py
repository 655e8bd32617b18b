"""What is typed on that day. All of it is invented (fictitious)."""

from __future__ import annotations

from datetime import date

PASSPHRASE = "five plain words never sung tonight"
VAULT = "Office"
NAME = "Бақытгүл Сәбитқызы"
BORN = "1990 жылдың көктемі"
HOME = "Tekes, village of Aqsu"
DOCUMENT = "654026199003150"
SINCE = "about March 2018"
WHERE = "at home, then the school in Aqsu"
GIVEN, BELIEVED = "none", "had a visa"
TELLER = "Сандуғаш Сәбитқызы"
PHONE = "+7 700 000 00 31"
SECOND = "Қайрат Серікұлы"
"""Taken in by mistake, and undone after a restart."""
THIRD = "Жансая Маратқызы"
"""Never left: the window is closed while it is being typed."""
FOURTH = "Нұрсұлтан Ерланұлы"
"""Nobody was asked about him: his copy waits for a reason."""
REASON = "His mother asked for it on the telephone and signs the letter"
COUPON, NUMBER = "T-0000417", "00-1/00017"
REGISTERED, HOUR = "5 October 2026", "16:20"
DUE = date(2026, 10, 27)
"""15 working days from the day after registration; 26 October is a day off."""
SENDER = "Consular Service Department"
THEIR_WORDS = "no such person is known to them"
LETTER = "Letter of a sister (fictitious)"
SENTENCE = "Менің сіңлім 2018 жылдың наурызынан бері үй қамақта."
TEXT = f"{SENTENCE} Біз одан хат алған жоқпыз."
APPEAL = "Appeal of the office (fictitious)"

SECRETS = [
    *NAME.split(), FOURTH.split()[0], TELLER.split()[0], PHONE, SENTENCE, DOCUMENT, COUPON,
    REASON, THEIR_WORDS,
]  # fmt: skip
"""Must stand nowhere in the clear, but on the paper that was asked for."""
