"""How one copy is set up, and what becomes of it: from its settings to the papers for the office.

Works on a copy of the sample whose second appeal has come a long way.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

from PIL import Image, ImageDraw
from PySide6.QtWidgets import QFileDialog

from caseapp.desktop.features.appeals import AppealsView, AppealView
from caseapp.desktop.features.appeals.follow_ups import begin_follow_up
from caseapp.desktop.features.appeals.way_edits import attach_scan
from caseapp.desktop.forms.place import bring_into_view
from caseapp.domain.vocabulary import AppealKind
from caseapp.store.queries.appeals import appeal_rows, person_rows
from caseapp.store.records import Dispatch, new_id
from tests.desktop.album.tour import Tour
from tests.desktop.ways_desk import copy_of, long_way, second_appeal, silent

_FAR = 10_000


def copy(tour: Tour) -> Iterator[str]:
    """What a copy is made of, printing all the same, what differs, the reading copy."""
    serials = {row.serial: row.id for row in tour.vault.read(appeal_rows)}
    tour.go("appeal", (serials[1], "copy"))
    view: AppealView = tour.find(AppealView)
    yield "appeal-copy"
    view.ui.settings.verticalScrollBar().setValue(_FAR)
    yield "appeal-copy-end"
    view.ui.go_to("print")
    tour.wait()
    view.main.pane.ask_for_reasons()
    tour.wait()
    yield "appeal-reasons"
    (field,) = view.main.pane.reasons_panel.fields.values()
    field.editor.insert("Her sister asked for it on 3 May, and signs the letter")
    yield "appeal-reasons-given"
    view.main.pane.reasons_panel.left.emit()
    if not tour.compact:
        view.ui.copies.differences_asked.emit()
        tour.wait()
        yield "appeal-differences"
        view.ui.differences.left.emit()
    view.main.pane.language_chosen.emit("kk_Arab")
    tour.wait()
    yield "appeal-reading-copy"
    view.main.heard(frozenset({"consent"}))
    yield "appeal-withdrawn"
    view.main.pane.language_chosen.emit("ru")
    tour.wait()


def ways(tour: Tour) -> Iterator[str]:
    """A dispatch with all that is kept of it, claims, silence, sheets, scans, papers."""
    dispatch, reply = long_way(tour.vault)
    unanswered = silent(tour.vault, date.today() - timedelta(days=10))
    attach_scan(tour.vault, Dispatch, dispatch.id, _coupon(), "coupon.png", "image/png")
    appeal = second_appeal(tour.vault)
    tour.go("appeals")
    tour.go("appeal", (appeal, "ways"))
    view: AppealView = tour.find(AppealView)
    track = view.ui.ways.tracks[copy_of(tour.vault, 1).id]
    yield "appeal-silence"
    row = track.dispatches.row(dispatch.id)
    row.set_open(True)
    yield "appeal-dispatch"
    bring_into_view(row.form.field("forwarded"))
    tour.wait()
    yield "appeal-dispatch-end"
    row.set_open(False)
    track.open_claims(reply)
    tour.wait()
    yield "appeal-claims"
    track.claims.close_table()
    view.ui.ways.verticalScrollBar().setValue(_FAR)
    for sheet in view.ui.ways.sheets.rows.rows()[:1]:
        sheet.set_open(True)
    tour.wait()
    view.ui.ways.verticalScrollBar().setValue(_FAR)
    yield "appeal-sheets"
    view._print_history()
    tour.wait()
    yield "appeal-history-file"
    _close_dialogs(tour)
    tour.go("scan", tour.vault.get(Dispatch, dispatch.id).receipt_id)
    yield "appeal-scan"
    yield from _follow_ups(tour, unanswered.id)
    person = tour.vault.read(lambda session: person_rows(session, appeal))[0].case.id
    tour.go("case", (person, "appeals"))
    yield "case-officials"
    tour.go("appeals")
    tour.find(AppealsView).register_button.click()
    tour.wait()
    yield "appeals-register-file"
    _close_dialogs(tour)


def _follow_ups(tour: Tour, dispatch: UUID) -> Iterator[str]:
    """The complaint, the reminder and the thanks, as they are begun."""
    for kind in (AppealKind.COMPLAINT, AppealKind.REMINDER, AppealKind.THANKS):
        made = new_id()
        begin_follow_up(tour.vault, dispatch, kind, made, f"Follow-up: {kind.value}")
        tour.go("appeal", made)
        yield f"appeal-{kind.value.replace('_', '-')}"


def _coupon() -> bytes:
    """A picture of a coupon, such as a telephone takes (fictitious)."""
    picture = Image.new("RGB", (900, 600), "#e8e4da")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((60, 50, 840, 550), fill="white", outline="#888", width=3)
    for place, line in enumerate(("COUPON T-0000417", "5 September 2023, 16:20", "fictitious")):
        pen.text((110, 110 + 90 * place), line, fill="#222", font_size=44)
    made = BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


def _close_dialogs(tour: Tour) -> None:
    for dialog in tour.program.window.findChildren(QFileDialog):
        dialog.reject()
    tour.wait()
