"""The published JSON Schema is that of the files which are written."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import jsonschema
import pytest

from caseapp.domain.vocabulary import Audience
from caseapp.exchange.export.forms import Form
from caseapp.exchange.export.making import Request, prepare
from caseapp.exchange.export.schema import NAME, schema
from caseapp.store.queries.cases import CaseQuery, case_ids
from caseapp.store.vault import Vault
from caseapp.system.resources import resource


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resource("export", NAME).read_text(encoding="utf-8"))
    return found


def test_the_schema_that_ships_is_the_one_that_is_made(published: dict[str, Any]) -> None:
    """Else run packaging/make_export_schema.py."""
    assert published == schema()
    jsonschema.Draft202012Validator.check_schema(published)


@pytest.mark.parametrize("audience", [Audience.OFFICE, Audience.PARTNERS, Audience.PUBLIC])
def test_a_written_file_fits_the_schema(
    sample: Vault, published: dict[str, Any], audience: Audience
) -> None:
    ids = tuple(sample.read(lambda session: case_ids(session, CaseQuery())))
    asked = Request(form=Form.JSON, audience=audience, ids=ids, whole=True)
    data = json.loads(prepare(sample, asked, date(2026, 6, 2)).data)
    jsonschema.Draft202012Validator(published).validate(data)
    spoiled = {**data, "colour": "red"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(published).validate(spoiled)
