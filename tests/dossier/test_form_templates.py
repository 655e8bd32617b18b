"""Forms as data: what ships can be read, an office's own stands above it, mistakes are named."""

from __future__ import annotations

import pytest

from caseapp.domain.vocabulary import Audience
from caseapp.dossier.compile.forms import FILL
from caseapp.dossier.form_templates import Filler, form_for, parse_form, shipped_form, shipped_forms
from caseapp.dossier.parts import FORMS
from caseapp.errors import UserError
from caseapp.store.records import LetterTemplate
from caseapp.system.resources import resource

SHIPPED = resource("forms", "wgeid.toml").read_text(encoding="utf-8")


def row(number: int, text: str = SHIPPED, **more) -> LetterTemplate:
    return LetterTemplate(name="form.wgeid", language="en", number=number, text=text, **more)


def test_every_filler_is_known_to_the_program_and_used_by_a_form() -> None:
    used = {item.filler for name in shipped_forms() for item in shipped_form(name).items()}
    assert set(FILL) == set(Filler)
    unused = set(Filler) - used
    assert unused <= {Filler.NATIONALITY, Filler.ETHNICITY}, unused


def test_there_is_a_form_for_every_part_that_is_one() -> None:
    assert shipped_forms() == sorted(kind.value for kind in FORMS)


@pytest.mark.parametrize("name", shipped_forms())
def test_unconfirmed_wording_is_marked_with_what_it_is_to_be_compared_with(name: str) -> None:
    form = shipped_form(name)
    assert form.unconfirmed
    assert form.note
    assert form.languages[0] == "en"
    assert len(form.signatures) == 2


def test_the_working_group_on_disappearances_asks_for_six_items_in_six_sections() -> None:
    form = shipped_form("wgeid")
    asked = [item.number for item in form.items() if item.compulsory]
    assert [number.partition(".")[0] for number in asked] == ["1", "2", "3", "4", "5", "6"]
    assert form.language_for("ru") == "ru"
    assert form.language_for("zh_Hans") == "en"


def test_the_red_cross_request_asks_for_consent_by_recipient() -> None:
    form = shipped_form("tracing")
    choices = [c.audience for item in form.items() for c in item.choices]
    assert choices == [
        Audience.PARTNERS, Audience.HOST_STATE, Audience.DETAINING_STATE, Audience.PUBLIC,
    ]  # fmt: skip
    assert form.languages == ("en", "ru", "kk")
    assert form.photo


def test_the_offices_newest_version_stands_above_the_shipped_one() -> None:
    own = SHIPPED.replace("Identity of the person", "Who it is")
    rows = [row(2), row(3, own), row(9, deleted_at=None, note="x")]
    rows[2].name = "form.wgad"
    form = form_for(rows, "wgeid")
    assert (form.version, form.origin, form.sections[0].title["en"]) == (3, "office", "Who it is")
    assert form.unconfirmed
    assert not form_for([row(4, confirmed=True)], "wgeid").unconfirmed
    assert form_for([], "wgeid").origin == "shipped"


def test_a_form_that_is_in_the_trash_does_not_count() -> None:
    gone = row(5, "rubbish")
    gone.deleted_at = gone.created_at
    assert form_for([gone], "wgeid").origin == "shipped"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("version = 1", "version = 0", "version"),
        ("version = 1", 'version = "1"', "version"),
        ("version = 1", "version = true", "version"),
        ("unconfirmed = true", 'unconfirmed = "yes"', "unconfirmed"),
        ('languages = ["en", "ru"]', 'languages = ["ru"]', "languages"),
        ('languages = ["en", "ru"]', 'languages = ["en", "kk"]', "kk"),
        ('languages = ["en", "ru"]', "languages = 3", "languages"),
        ('filler = "names.main"', 'filler = "names.maiden"', "item 1.1"),
        ('filler = "names.main"', "filler = [1]", "item 1.1"),
        ('number = "1.2"', 'number = "1.1"', "1.1"),
        ('number = "1.2"', 'number = ""', "item number"),
        ('alternative = "5.2"', 'alternative = "8.8"', "5.1"),
        ('number = "1.2"', 'number = "1.2"\ncolour = "red"', "colour"),
        ('number = "1.2"', 'number = "1.2"\nchoices = "red"', "1.2"),
        ('ru = "Личность"', 'ru = " "', "section 1"),
        ('ru = "Личность"', "ru = 5", "section 1"),
        ("[[section]]", "[[part]]", "part"),
        ("signatures = [", "signatures = [] #", "mistake"),
        ("version = 1", "version = = 1", "mistake"),
    ],
)
def test_a_mistake_in_a_form_is_told_by_its_place(old: str, new: str, told: str) -> None:
    assert old in SHIPPED
    with pytest.raises(UserError) as caught:
        parse_form(SHIPPED.replace(old, new, 1), "wgeid")
    sentence = caught.value.message.format(**caught.value.params)
    assert "“wgeid” has a mistake" in sentence
    assert told in sentence


@pytest.mark.parametrize("text", ["", "a", "version = 1", "[[section]]", "section = 3", "\x00"])
def test_what_is_no_form_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(UserError):
        parse_form(text, "wgeid")


@pytest.mark.parametrize("name", ["nothing", "../letters/wgeid", "Wgeid", ""])
def test_there_is_no_form_of_another_name(name: str) -> None:
    with pytest.raises(UserError):
        shipped_form(name)
