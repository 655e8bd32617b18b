"""What is told of a vault's state when it is open, and the check that is made beside work."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from caseapp.desktop.check_watch import CheckWatch
from caseapp.desktop.context import Context
from caseapp.desktop.features.today.asking import ask_papers
from caseapp.domain.vocabulary import AttachmentRole
from caseapp.store.damage import keys_of
from caseapp.store.folder import VaultFolder
from caseapp.store.history import Action
from caseapp.store.records import Detainee
from caseapp.store.vault import Vault
from tests.desktop.vaults import CHEAP, PASSPHRASE

Watch = Callable[[Vault], CheckWatch]


@pytest.fixture
def watch(context: Context) -> Iterator[Watch]:
    made: list[CheckWatch] = []

    def make(vault: Vault) -> CheckWatch:
        made.append(CheckWatch(vault, context.jobs, lambda: context, settle_ms=3_600_000))
        made[-1].show_again()
        return made[-1]

    yield make
    for one in made:
        one.deleteLater()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Vault.create(tmp_path / "vault", PASSPHRASE, cost=CHEAP).close()
    return tmp_path / "vault"


def told(context: Context) -> list[str]:
    return [f"{notice.text} {notice.detail}" for notice in context.notices.all]


def test_of_a_sound_vault_nothing_is_told_and_the_check_is_noted(
    context: Context, path: Path, watch: Watch
) -> None:
    with Vault.open(path, PASSPHRASE) as vault:
        watch(vault).consider()
        last = vault.checks.last()
        assert last is not None
        assert last.faults == 0
        assert told(context) == []


def test_what_a_check_finds_is_told_by_name_and_waits_in_today_until_it_is_gone(
    context: Context, path: Path, watch: Watch
) -> None:
    with Vault.open(path, PASSPHRASE) as vault:
        case = Detainee(serial=12, fictitious=True)
        vault.save(case, action=Action("New"))
        made = vault.attach(
            b"x", role=AttachmentRole.OTHER, action=Action("Add"), detainee_id=case.id,
            file_name="letter.jpg",
        )  # fmt: skip
        place = vault._blobs.path(made.id)
        shutil.move(place, path.parent / "aside")
        keeper = watch(vault)
        keeper.consider()
        (words,) = told(context)
        assert "found 1 fault" in words
        assert "letter.jpg" in words
        assert case.case_number in words
        papers = ask_papers(vault, date.today())
        assert papers.check is not None
        assert papers.check.faults == 1
        shutil.move(path.parent / "aside", place)
        vault.checks.unclean = True
        keeper.consider()
        assert ask_papers(vault, date.today()).check is None


def test_an_old_copy_is_told_without_blame_and_can_be_worked_on(
    context: Context, path: Path, watch: Watch, tmp_path: Path
) -> None:
    memory, old = tmp_path / "seen.json", Path(shutil.copytree(path, tmp_path / "old"))
    with Vault.open(path, PASSPHRASE, memory=memory) as vault:
        vault.save(Detainee(fictitious=True), action=Action("New"))
    with Vault.open(old, PASSPHRASE, memory=memory) as vault:
        watch(vault)
        (notice,) = context.notices.all
        assert "1 change is missing here" in notice.text
        assert str(path) in notice.detail
        assert notice.action is not None
        notice.action[1]()
        assert vault.memory.newer is None


def test_a_vault_open_to_look_says_so_and_is_not_checked(
    context: Context, path: Path, watch: Watch
) -> None:
    folder = VaultFolder.load(path)
    vault = Vault.look(folder, keys_of(folder, PASSPHRASE).master)
    watch(vault)
    assert "to look only" in told(context)[0]
    vault.close()
