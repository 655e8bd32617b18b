"""A person's own name stays whole although a part of it is the name of a relative not shown."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from caseapp.disclosure.text import text_of
from caseapp.domain.vocabulary import Audience
from caseapp.dossier.document import CaseSheets
from caseapp.dossier.reading import compile_for
from caseapp.intake.sample import load_sample
from caseapp.store.casefile import load_appeal_file
from caseapp.store.records import Appeal
from tests.conftest import empty_vault


@pytest.mark.parametrize(
    ("language", "name"), [("zh_Hans", "阿斯哈尔·玉勒格拜"), ("kk", "Асқар Үлгібай")]
)
def test_a_name_that_holds_the_fathers_is_printed_whole_where_he_is_not_shown(
    tmp_path: Path, language: str, name: str
) -> None:
    with empty_vault(tmp_path / "vault", "Sample") as vault:
        load_sample(vault)
        appeal = vault.all(Appeal)[0]
        file = vault.read(lambda session: load_appeal_file(session, appeal.id))
        assert file is not None
        embassy = next(
            to.id for _link, to in file.addressees if to.audience is Audience.DETAINING_STATE
        )
        copy = compile_for(
            file, embassy, language=language, copy_number=1,
            produced_at=datetime(2026, 6, 2, tzinfo=UTC), read_image=vault.read_attachment,
        )  # fmt: skip
    (part,) = [part for part in copy.dossier.parts if isinstance(part, CaseSheets)]
    sheet = next(sheet for sheet in part.sheets if sheet.case_number == "CF-0011")
    assert text_of(sheet.name) == name
