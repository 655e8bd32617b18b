"""The command line speaks the screen's language; what programs read stays the same."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import pytest

from caseapp.cli import main
from caseapp.cli.parser import build_parser
from caseapp.domain.labels import label
from caseapp.domain.vocabulary import NameScript, Status
from caseapp.i18n import LANGUAGES, translator
from caseapp.store.history import Action
from caseapp.store.records import Detainee, NameForm
from tests.conftest import PASSPHRASE, empty_vault

ASKED = {"ru": "ru_RU", "kk": "kk_KZ", "zh_Hans": "zh_CN"}
LITERAL = re.compile(
    r"CASEAPP_\w+|'office'|'preflight'|\bdemo\b|zh_Hans|kk_Arab|\bpublic\b|Excel|[.]?xlsx?|[.]csv|keys[.]json|[.]ods|[A-Z]{3,}"
)
"""What a person types as it stands."""


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CASEAPP_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)


@pytest.fixture
def closed_vault(tmp_path: Path) -> Path:
    """A vault with one case of which nothing but a name is known."""
    path = tmp_path / "vault"
    with empty_vault(path) as vault:
        case = Detainee()
        name = NameForm(detainee_id=case.id, text="Асқар", script=NameScript.KK_CYRL)
        vault.save(case, name, action=Action("Add"))
    return path


@pytest.mark.parametrize("language", [x for x in LANGUAGES if x != "en"])
def test_help_has_no_english_sentence_of_ours(language: str) -> None:
    parser = build_parser(translator(language))
    commands = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    said = [parser.description, parser.epilog]
    for command in commands.choices.values():
        said += [command.description, *(action.help for action in command._actions)]
    ours = [text for text in said if text and text != "show this help message and exit"]
    assert len(ours) > 20
    assert [text for text in ours if re.search("[A-Za-z]{3}", LITERAL.sub("", text))] == []


@pytest.mark.parametrize("language", ASKED)
def test_a_mistake_is_said_in_the_language_of_the_machine(
    language: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANG", f"{ASKED[language]}.UTF-8")
    missing = tmp_path / "nothing"
    assert main(["check", str(missing)]) == 2
    sentence = translator(language)(
        "There is no vault at {path}. Check the folder, or connect the disk it is on.",
        path=missing,
    )
    assert capsys.readouterr().err.strip() == sentence


@pytest.mark.parametrize("language", ASKED)
def test_a_list_has_words_for_people_and_codes_for_programs(
    language: str,
    closed_vault: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANG", f"{ASKED[language]}.UTF-8")
    assert main(["list", str(closed_vault), "cases"]) == 0
    assert label(Status.UNKNOWN, translator(language, "dossier")) in capsys.readouterr().out
    assert main(["list", str(closed_vault), "cases", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "unknown"


def test_settings_that_cannot_be_read_hide_no_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> None:
        raise PermissionError(path)

    monkeypatch.setattr("caseapp.cli.screen.load_settings", refused)
    monkeypatch.setenv("LANG", "kk_KZ.UTF-8")
    assert main(["check", str(tmp_path / "nothing")]) == 2
    assert str(tmp_path / "nothing") in capsys.readouterr().err
