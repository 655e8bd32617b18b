"""A letter filled with an example, for looking at while its template is written. Qt-free.

Everybody in the example is fictitious; the addressee is one that the letter goes to, where the
directory has one.
"""

from __future__ import annotations

from collections.abc import Mapping

from caseapp.dossier.letters import FIELDS, Findings, Template, fill, fill_plain
from caseapp.store.records import Addressee

SHOWN = (
    "addressee", "sender", "number", "title", "subject", "salutation", "body", "demands",
    "closing", "farewell", "signature-lead", "signature-name",
)  # fmt: skip

_EN = {
    "addressee_body": "Ministry of the Example",
    "addressee_post": "To the Minister",
    "addressee_address": "1 Example Street, Astana",
    "salutation": "Dear Minister,",
    "organisation_name": "Example Office",
    "organisation_address": "12 Example Street, Almaty",
    "organisation_phone": "+7 700 000 00 00",
    "contact_name": "Aigul Ülgi",
    "contact_iin": "000000000000",
    "contact_address": "12 Example Street, Almaty",
    "contact_phone": "+7 700 000 00 01",
    "contact_initials": "A. Ülgi",
    "signatories": "five signatories",
    "persons_of": "three persons",
    "period": "between March and October 2017",
    "status_date": "1 June 2026",
    "date": "1 June 2026",
    "status_sentence": "two are in prison and of one nothing is known",
    "groups_sentence": "One entry is a family of four.",
    "tie_sentence": "One of them is a citizen of Kazakhstan.",
    "citizens": "one citizen of Kazakhstan",
    "urgent": "one case",
    "urgent_list": "Serik Ülgi, CF-0002: 3 May 2026",
    "ongoing": "two cases",
    "persons_named": "Serik Ülgi, born 1974; Aidos Ülgi, born 1980; Samal Ülgi, born 1969",
    "release_over": "the term of one person has ended without news of a release",
    "release_soon": "the term of one person can end by 1 December 2026",
    "release_list": "Aidos Ülgi, CF-0003: 2 May 2026; Samal Ülgi, CF-0004: October 2026",
    "earlier_reference": "3/2026",
    "earlier_date": "12 January 2026",
    "earlier_body": "Ministry of the Example",
    "earlier_received": "14 January 2026",
    "earlier_registration": "000-118",
    "earlier_days": "138 days have passed",
    "earlier_due": "4 February 2026",
}
_RU = {
    "addressee_body": "Министерство примера",
    "addressee_post": "Министру",
    "addressee_address": "г. Астана, ул. Примерная, 1",
    "salutation": "Уважаемый господин Министр!",
    "organisation_name": "Офис «Пример»",
    "organisation_address": "г. Алматы, ул. Примерная, 12",
    "organisation_phone": "+7 700 000 00 00",
    "contact_name": "Айгүл Үлгі",
    "contact_iin": "000000000000",
    "contact_address": "г. Алматы, ул. Примерная, 12",
    "contact_phone": "+7 700 000 00 01",
    "contact_initials": "А. Үлгі",
    "signatories": "пять подписавшихся",
    "persons_of": "трёх человек",
    "period": "с марта по октябрь 2017 года",
    "status_date": "1 июня 2026 года",
    "date": "1 июня 2026 года",
    "status_sentence": "двое отбывают срок, о судьбе одного ничего не известно",
    "groups_sentence": "Одна запись говорит о семье из четырёх человек.",
    "tie_sentence": "Один из них – гражданин Казахстана.",
    "citizens": "один гражданин Казахстана",
    "urgent": "одно дело",
    "urgent_list": "Серик Үлгі, CF-0002: 3 мая 2026 г.",
    "ongoing": "два дела",
    "persons_named": "Серик Үлгі, род. 1974; Айдос Үлгі, род. 1980; Самал Үлгі, род. 1969",
    "release_over": "у одного человека срок истёк, а вестей об освобождении нет",
    "release_soon": "у одного человека срок может окончиться до 1 декабря 2026 г.",
    "release_list": "Айдос Үлгі, CF-0003: 2 мая 2026 г.; Самал Үлгі, CF-0004: октябрь 2026 г.",
    "earlier_reference": "3/2026",
    "earlier_date": "12 января 2026 г.",
    "earlier_body": "Министерство примера",
    "earlier_received": "14 января 2026 г.",
    "earlier_registration": "000-118",
    "earlier_days": "прошло 138 дней",
    "earlier_due": "4 февраля 2026 г.",
}
_ALWAYS = {
    "annex_persons": "1", "annex_sheets": "2", "annex_sources": "3", "annex_signatures": "4",
    "annex_wgeid": "5", "annex_wgad": "6", "annex_tracing": "7",
    "organisation_bin": "000000000000", "reference": "12/2026", "copy": "1", "withheld": "yes",
    "to_host_state": "yes", "earlier_overdue": "yes", "earlier_silent": "yes",
}  # fmt: skip


def example_values(language: str, addressee: Addressee | None) -> Mapping[str, str]:
    """A value for every field, in Russian or else in English."""
    values = dict.fromkeys(FIELDS, "") | _ALWAYS | (_RU if language == "ru" else _EN)
    if addressee is not None:
        for key in ("body", "office", "post"):
            values[f"addressee_{key}"] = addressee.texts.get(key, {}).get(language, "")
        values["salutation"] = addressee.texts.get("salutation", {}).get(language, "")
        values["addressee_address"] = addressee.address.get(language, "")
        values["addressee_person"] = addressee.person
    return values


def example(template: Template, values: Mapping[str, str]) -> str:
    """The letter as plain text, a blank line between its parts."""
    findings = Findings()
    parts = []
    for section in SHOWN:
        if section == "demands":
            lines = _demands(template, values, findings)
        else:
            lines = fill_plain(template, section, values, findings)
        if lines:
            parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _demands(template: Template, values: Mapping[str, str], findings: Findings) -> tuple[str, ...]:
    """The lead-in, and the demands numbered on."""
    lines, number = [], 0
    for line in fill(template, "demands", values, findings):
        number += line.numbered
        words = "".join(span.text for span in line.text)
        lines.append(f"{number}. {words}" if line.numbered else words)
    return tuple(lines)
