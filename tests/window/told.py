"""What is typed on that day. All of it is invented (fictitious)."""

from __future__ import annotations

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
LETTER = "Letter of a sister (fictitious)"
SENTENCE = "Менің сіңлім 2018 жылдың наурызынан бері үй қамақта."
TEXT = f"{SENTENCE} Біз одан хат алған жоқпыз."
APPEAL = "Appeal of the office (fictitious)"

SECRETS = [NAME.split()[0], NAME.split()[1], TELLER.split()[0], PHONE, SENTENCE, DOCUMENT]
"""Must stand nowhere in the clear, but on the paper that was asked for."""
