"""What the wizard says of a row: whose it is, what would change, what is odd, without codes."""

from __future__ import annotations

from caseapp.desktop.features.imports.words import ImportWords
from caseapp.domain.identifiers import WRONG_CHECK_DIGIT
from caseapp.i18n import translator
from caseapp.intake.lists.cells import Column
from caseapp.intake.lists.mapping import ColumnMapping
from caseapp.intake.lists.plan import Said
from caseapp.intake.lists.remarks import Remark, RemarkKind
from caseapp.intake.lists.rows import RowReading
from caseapp.intake.lists.targets import Target
from caseapp.intake.lists.updating import CHANGED

RUSSIAN = ImportWords(translator("ru"))


def test_fields_codes_and_doubts_stand_in_the_language_of_the_screen() -> None:
    said = RUSSIAN.said(Said(CHANGED, {"field": "sex", "old": "male", "new": "female"}))
    assert said == "пол: было «мужской», стало «женский»."
    doubt = Remark("ID", RemarkKind.NUMBER_DOUBTFUL, {"given": "12", "doubt": WRONG_CHECK_DIGIT})
    assert WRONG_CHECK_DIGIT not in RUSSIAN.remark(doubt)
    assert translator("ru")(WRONG_CHECK_DIGIT) in RUSSIAN.remark(doubt)


def test_a_row_without_a_name_is_called_by_its_description_or_by_how_it_begins() -> None:
    described = Column(ColumnMapping("Who", Target.DESCRIPTION)).read("a teacher").values
    cells = {"No.": "7", "Who": "a teacher", "Other": "long " * 100}
    assert RUSSIAN.who(RowReading(2, values=tuple(described), cells=cells)) == "a teacher"
    beginning = RUSSIAN.who(RowReading(2, cells=cells))
    assert beginning.startswith("7 · a teacher · long")
    assert beginning.endswith("long…")
    assert len(beginning) < 120
