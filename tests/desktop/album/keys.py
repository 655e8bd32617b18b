"""Passphrase and recovery: how it stands, a key that was made, shares, typing back, changing."""

from __future__ import annotations

from collections.abc import Iterator

from caseapp.desktop.features.keys.view import KeysView
from tests.desktop.album.tour import Tour
from tests.desktop.vaults import PASSPHRASE


def pages(tour: Tour) -> Iterator[str]:
    tour.go("keys")
    view: KeysView = tour.find(KeysView)
    yield "keys-none"
    view.unfold("make")
    view.body.secret.edit.setText(PASSPHRASE)
    view.body.secret.edited.emit()
    view.body._make()
    tour.wait()
    yield "keys-sheet"
    view.body.shown.choose("shares")
    yield "keys-shares"
    lines = [label.text() for label in view.body.shown._lines]
    view.body._show("try")
    view.body.entry.choose("sheet")
    for field, line in zip(view.body.entry.sheet.lines[:3], lines, strict=False):
        field.setText(line)
    view.body.entry.sheet.lines[3].setText("0000 0001")
    view.body.entry.sheet._look()
    yield "keys-try"
    view.unfold("known")
    view.body.pair.suggest()
    yield "keys-known"
    view.fold()
