"""The screen, the command line and the vocabulary speak every language, completely."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from caseapp.domain.labels import LABELS, label
from caseapp.i18n import LANGUAGES, translator

FOLDER = Path(__file__).resolve().parents[1] / "packaging"
TRANSLATED = [language for language in LANGUAGES if language != "en"]


def _load(name: str) -> ModuleType:
    sys.path.insert(0, str(FOLDER))
    try:
        spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(FOLDER))
    return module


message_ids = _load("message_ids")
messages = _load("messages")


def _read(source: str, file: str = "caseapp/desktop/sample.py") -> object:
    """What is found in a module of that name."""
    found = message_ids.Found()
    message_ids.Reader(file, found).read(source)
    return found


def _ids(found: object, domain: str = "caseapp") -> set[str]:
    return {message.id for message in found.messages[domain]}


# -- the catalogues that ship ----------------------------------------------------------------
@pytest.fixture(scope="module")
def said() -> object:
    """All that the sources say, read once."""
    return message_ids.extract()


@pytest.mark.parametrize("name", messages.NAMES)
def test_every_catalogue_is_complete_and_holds_nothing_else(name: str, said: object) -> None:
    assert messages.faults([name], said) == []


def test_the_tool_knows_the_languages_of_the_program() -> None:
    assert list(messages.LANGUAGES) == TRANSLATED


@pytest.mark.parametrize("name", messages.NAMES)
def test_a_catalogue_is_written_as_the_tool_writes_it(name: str, tmp_path: Path) -> None:
    language, domain = name.split("/")
    path = messages.catalogue_path(language, domain)
    catalogue = messages.read_catalogue(path, language)
    copy = tmp_path / "copy.po"
    messages.write_catalogue(copy, catalogue, language)
    assert copy.read_text(encoding="utf-8") == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_word_of_the_vocabulary_is_translated(language: str) -> None:
    words = translator(language, "dossier")
    english = [
        f"{member!r}: {shown}"
        for members in LABELS.values()
        for member in members
        if re.search("[a-z]", shown := label(member, words))
    ]
    assert english == []


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("n", [0, 1, 2, 5, 11, 21, 22, 101, 1000])
def test_numbers_are_worded_in_the_language(language: str, n: int) -> None:
    years = translator(language).plural("{n} year", "{n} years", n)
    last = n % 10 if n % 100 not in (11, 12, 13, 14) else 0
    russian = "год" if last == 1 else "года" if last in (2, 3, 4) else "лет"
    assert years == {"ru": f"{n} {russian}", "kk": f"{n} жыл", "zh_Hans": f"{n} 年"}[language]


def test_kazakh_is_cyrillic_and_chinese_simplified() -> None:
    for domain in messages.DOMAINS:
        kazakh = messages.read_catalogue(messages.catalogue_path("kk", domain), "kk")
        chinese = messages.read_catalogue(messages.catalogue_path("zh_Hans", domain), "zh_Hans")
        assert not re.search("[äñğüşöıı]", "".join(str(entry.string) for entry in kazakh))
        shown = "".join(str(entry.string) for entry in chinese if entry.id)
        assert not re.search("[們這個來時為說請開關檔錄與應條復證號經]", shown)
        assert not re.search("[А-Яа-я]", shown.replace("Қарапа", ""))  # what is searched for


# -- reading the sources ---------------------------------------------------------------------
@pytest.mark.parametrize(
    "call",
    [
        't("said")',
        'self.t("said", name=name)',
        'self._t("said")',
        'words.t("said")',
        'self._context.t("said")',
        'translate()("said")',
        'translator(language)("said")',
        't("other" if many else "said")',
        'UserError(N_("said"), path=path)',
        'UserError("said")',
        'Action(N_("said"))',
        'ViewSpec(name="x", label="said", icon="y", create=make)',
        'FieldSpec("name", "said")',
        'FieldSpec("name", N_("x"), hint=N_("said"))',
        't.plural("said", "many said", n)',
        'self.t.in_context("place", "said")',
        't.plural_in_context("place", "said", "many said", n)',
        'NC_("place", "said")',
        'NPC_("place", "said", "many said")',
        'progress.report(1, 2, N_("said"))',
        't("said"\n  " in two parts")',
    ],
)
def test_every_form_of_call_is_found(call: str) -> None:
    assert any(found.startswith("said") for found in _ids(_read(call)))


def test_a_translator_is_known_by_what_it_is_made_of() -> None:
    found = _read(
        "class Words:\n"
        "    def __init__(self, say: Translator):\n"
        "        self._labels = translator(language, 'dossier')\n"
        "        self._labels('on paper')\n"
        "        say('on the screen')\n"
    )
    assert _ids(found) == {"on the screen"}
    assert _ids(found, "dossier") == {"on paper"}


def test_a_method_that_is_no_translator_gives_no_message() -> None:
    assert _ids(_read('text.upper("said"); get("said"); text.translate(table)')) == set()


@pytest.mark.parametrize(
    ("file", "domains"),
    [
        ("caseapp/desktop/window.py", {"caseapp"}),
        ("caseapp/store/errors.py", {"caseapp"}),
        ("caseapp/dossier/letters.py", {"caseapp"}),
        ("caseapp/dossier/compile/pages.py", {"dossier"}),
        ("caseapp/domain/labels.py", {"dossier"}),
        ("caseapp/domain/identifiers.py", {"caseapp", "dossier"}),
    ],
)
def test_a_marked_message_goes_where_it_is_shown(file: str, domains: set[str]) -> None:
    found = _read('WORDS = N_("said")', file)
    assert {domain for domain in messages.DOMAINS if _ids(found, domain)} == domains


@pytest.mark.parametrize("call", ['UserError(N_("said"))', 'progress.report(1, 2, N_("said"))'])
def test_errors_and_reports_of_paper_are_told_on_the_screen(call: str) -> None:
    found = _read(call, "caseapp/dossier/compile/plan.py")
    assert _ids(found) == {"said"}
    assert _ids(found, "dossier") == set()


@pytest.mark.parametrize("call", ['t(f"{n} said")', 't("said " + name)', 'N_("a %s" % "b")'])
def test_a_text_put_together_is_told_as_a_fault(call: str) -> None:
    assert len(_read(call).faults) == 1


# -- what counts as a fault ------------------------------------------------------------------
ONE = message_ids.Message("Hello {name}.")
MANY = message_ids.Message("{n} case", "", "{n} cases")


@pytest.mark.parametrize(
    ("translation", "fault"),
    [
        ("Привет, {name}.", None),
        ("", "not translated"),
        ("Привет, {who}.", "other {places}"),
        ("Привет.", "other {places}"),
        ("Привет, {name.", "other {places}"),
        ("Привет, {name}", "end mark"),
        ("Привет, {name}. ", "other spaces"),
        ("Hello {name}.", "same as the English"),
    ],
)
def test_a_bad_translation_is_named(translation: str, fault: str | None) -> None:
    catalogue = messages.Catalog(locale="ru")
    catalogue.add(ONE.id, translation)
    lines = messages.catalogue_faults({ONE: set()}, catalogue)
    assert [fault in line for line in lines] == ([True] if fault else [])


def test_full_stops_of_another_width_are_the_same_mark() -> None:
    catalogue = messages.Catalog(locale="zh_Hans")
    catalogue.add(ONE.id, "你好，{name}。")
    assert messages.catalogue_faults({ONE: set()}, catalogue) == []


def test_missing_plural_forms_fuzzy_and_unknown_entries_are_named() -> None:
    catalogue = messages.Catalog(locale="ru")
    catalogue.add((MANY.id, MANY.plural), ("{n} дело", "", "{n} дел"))
    catalogue.add(ONE.id, "Привет, {name}.", flags=["fuzzy"])
    catalogue.add("Gone", "Ушло")
    lines = "\n".join(messages.catalogue_faults({MANY: set(), ONE: set()}, catalogue))
    assert "a plural form is empty: '{n} case'" in lines
    assert "marked fuzzy: 'Hello {name}.'" in lines
    assert "no longer said: 'Gone'" in lines


def test_an_update_keeps_translations_and_guesses_none(tmp_path: Path) -> None:
    old = messages.Catalog(locale="ru")
    old.add("Open", "Открыть")
    old.add("Open the vault", "Открыть хранилище")
    old.add("{n} % complete", "готово {n} %")
    wanted = {
        message_ids.Message("Open"): {"caseapp/b.py", "caseapp/a.py"},
        message_ids.Message("Open the vaults"): {"caseapp/a.py"},
        message_ids.Message("{n} % complete"): {"caseapp/a.py"},
    }
    new = messages.merged(wanted, old, "ru")
    assert new.get("Open").string == "Открыть"
    assert new.get("Open the vaults").string == ""
    assert new.get("Open the vault") is None
    path = tmp_path / "ru" / "caseapp.po"
    assert messages.write_catalogue(path, new, "ru")
    assert not messages.write_catalogue(path, messages.read_catalogue(path, "ru"), "ru")
    assert "#: caseapp/a.py caseapp/b.py\n" in path.read_text(encoding="utf-8")
