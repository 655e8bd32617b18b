"""The office's number among the particulars of an appeal."""

from __future__ import annotations

from caseapp.desktop.context import Context
from caseapp.desktop.features.appeals.particulars import Particulars
from caseapp.desktop.features.appeals.words import AppealWords
from caseapp.store.records import Appeal


def test_the_bin_is_one_for_all_languages_and_a_wrong_one_is_warned_of(
    context: Context, shown
) -> None:
    page = Particulars(AppealWords(context.t))
    appeal = Appeal(organisation={"name": {"en": "Office", "ru": "Офис"}})
    page.changed.connect(lambda how, _label, _field: how(appeal))
    page.show_appeal(appeal)
    shown(page)
    field = page.fields["organisation.bin"]
    for typed, warned in (("971240001315", False), ("971240001314", True), ("1234", True)):
        field.editor.setText(typed)
        field.edited.emit(typed)
        field.commit()
        assert appeal.organisation["bin"] == typed
        assert ("not a valid BIN" in field._message.text()) is warned
    page.languages._buttons["ru"].click()
    assert field.text() == "1234"
    assert appeal.organisation["name"] == {"en": "Office", "ru": "Офис"}
