"""What somebody remarked of others in the field of a name. All persons are fictitious."""

from __future__ import annotations

import pytest

from caseapp.domain.vocabulary import Audience, NameScript
from caseapp.store.records import Contact, NameForm
from tests.dossier.test_compile_matrix import one_case
from tests.dossier.world import ALL
from tests.exchange.export.test_every_cell import released

HIDDEN = "[name withheld]"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Мысалова Раушан (подруга Гүлнар Қамбарова)", f"Мысалова Раушан (подруга {HIDDEN})"),
        ("Мысалова Раушан, 8 Гүлнар", f"Мысалова Раушан, 8 {HIDDEN}"),
        ("Мысалова Раушан, 87015551234", "Мысалова Раушан, [details withheld]"),
        ("Мысалова Раушан қызы", "Мысалова Раушан қызы"),
        ("Мысалова Раушан", "Мысалова Раушан"),
    ],
)
def test_a_name_that_is_told_does_not_tell_who_was_remarked_beside_it(
    typed: str, told: str
) -> None:
    w = one_case(Audience.UNITED_NATIONS, ALL)
    w.add("friend", Contact(serial=9, phones=["+7 701 555 12 34"], fictitious=True))
    w.name("friend", "Қамбарова Гүлнар", NameScript.KK_CYRL)
    for form in w.of(NameForm):
        if form.contact_id == w["wife"].id and form.text == "Мысалова Раушан":
            form.text = typed
    facts = released(w, Audience.UNITED_NATIONS, "ru")
    (wife,) = [one for one in facts.cases[0].contacts if one.names]
    assert told in [name.text for name in wife.names]
    assert all(source.author in ("", told) for source in facts.sources.values())


@pytest.mark.parametrize(
    "remark", [" (подруга Гүлнар)", ", подруга Гүлнар", "; Гүлнар", " 8 Гүлнар"]
)
def test_a_remark_beside_a_name_frees_no_word_in_other_texts(remark: str) -> None:
    w = one_case(Audience.UNITED_NATIONS, ALL)
    w.add("friend", Contact(serial=9, fictitious=True))
    w.name("friend", "Қамбарова Гүлнар", NameScript.KK_CYRL)
    w.name("wife", f"Мысалова Раушан{remark}", NameScript.KK_CYRL)
    w["taken"].narrative = "Гүлнар мен Раушан көрді."
    (case,) = released(w, Audience.UNITED_NATIONS).cases
    assert f"{HIDDEN} мен Раушан көрді." in [event.narrative for event in case.events]
