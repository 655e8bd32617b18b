"""A finding of the check in words, for the window and the command line alike."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from caseapp.domain.dates import UncertainDate, format_date
from caseapp.domain.labels import label
from caseapp.dossier.letter_fields import FIELD_LABELS
from caseapp.dossier.preflight_findings import Finding, Said
from caseapp.i18n import Translator, translator


def sentence(finding: Finding, t: Translator) -> str:
    """What a finding says, in the language of `t`."""
    words = {name: _word(value, t) for name, value in finding.params.items()}
    return t(finding.words.sentence, **words) if words else t(finding.words.sentence)


def _word(value: object, t: Translator) -> str:
    if isinstance(value, Said):
        return t(value)
    if isinstance(value, UncertainDate):
        known = not value.is_unknown or value.text
        return format_date(value, t.language) if known else t("not known")
    if isinstance(value, StrEnum):
        return label(value, translator(t.language, "dossier"))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(t(FIELD_LABELS.get(str(name), str(name))) for name in value)
    return str(value)
