"""Hostile recordings and children that went over to them: one sentence, and the window lives."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseapp.desktop.documents.recording import RecordingSurface
from caseapp.desktop.playing import decoder
from caseapp.domain.vocabulary import AttachmentRole
from caseapp.i18n import translator
from caseapp.store.history import Action
from caseapp.store.records import Attachment
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.desktop.recordings import InMemory, clapper, tone
from tests.hostile import bad_players, recordings
from tests.hostile.watching import alive, children, resident

KEPT = Action("Kept for a test")
DAMAGED = "This recording cannot be played. It may be damaged or of an unusual kind."
STOPPED = "Playing this recording took too long or too much, and was stopped."
MOST_MEMORY = 900 << 20
"""Bytes of a child: its libraries, and one picture of 81 million pixels before it is refused."""
CORPUS = recordings.corpus()


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    folder = tmp_path_factory.mktemp("hostile") / "vault"
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as made:
        yield made


def largest_child() -> int:
    """Bytes that a child of this process has in memory."""
    sizes = [0]
    for child in children():
        try:
            sizes.append(int(Path(f"/proc/{child}/statm").read_text().split()[1]) * 4096)
        except OSError:
            continue
    return max(sizes)


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_recording_is_played_or_named_in_one_sentence(pane, vault, jobs, qtbot, name):
    file = vault.attach(
        CORPUS[name], role=AttachmentRole.CAPTURE, action=KEPT, file_name="call.mp4",
        media_type="video/mp4",
    )  # fmt: skip
    most, size = 0, resident()

    def settled() -> bool:
        nonlocal most
        most = max(most, largest_child())
        surface = pane.surface
        return not pane.unshown.isHidden() or (surface is not None and surface.is_ready)

    with alive():
        pane.open_file(file)
        qtbot.waitUntil(settled, timeout=20_000)
        surface = pane.surface
        if isinstance(surface, RecordingSurface):
            surface.player.play()
            surface.player.seek(surface.player.length() * 0.9)
        qtbot.wait(60)
        settled()
        qtbot.waitUntil(lambda: not jobs.running, timeout=20_000)
    told = surface.error if isinstance(surface, RecordingSurface) else None
    if told is not None:
        assert translator("en").error(told) in (DAMAGED, STOPPED)
    elif surface is None:
        assert vault.get(Attachment, file.id).unreadable
    assert most < MOST_MEMORY
    assert resident() - size < 100 << 20
    assert vault.read_attachment(file) == CORPUS[name]
    pane.close_file()


def test_most_of_them_do_reach_the_decoder():
    """Otherwise the test before would tell nothing of it."""
    from caseapp.intake.documents.kinds import is_playable

    assert sum(map(is_playable, CORPUS.values())) >= len(CORPUS) - 3


@pytest.mark.parametrize("function", bad_players.BAD, ids=lambda one: one.__name__)
def test_a_child_that_does_not_keep_to_its_task_is_ended(qtbot, monkeypatch, context, function):
    monkeypatch.setattr(decoder, "_CHILD", f"{bad_players.__name__}:{function.__name__}")
    monkeypatch.setattr(decoder, "PATIENCE", 0.6)
    monkeypatch.setattr(decoder, "_LOADING", 3.0)
    pieces, there, size = InMemory(tone(5)), children(), resident()
    surface = RecordingSurface(context.t, pieces)
    qtbot.addWidget(surface)
    surface.show()
    surface.ready.connect(surface.player.play)
    started = time.monotonic()
    with alive():
        qtbot.waitUntil(lambda: surface.error is not None, timeout=10_000)
        qtbot.wait(40)
    assert time.monotonic() - started < 8
    assert context.t.error(surface.error) == STOPPED
    assert not surface.toggle.isEnabled()
    assert not surface.player.is_playing()
    assert children() == there
    assert resident() - size < 120 << 20
    surface.close_document()
    assert pieces.closed


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux")
def test_what_decodes_is_held_by_the_kernel_and_has_no_file_of_ours(pane, vault, qtbot):
    file = vault.attach(
        clapper(5), role=AttachmentRole.CAPTURE, action=KEPT, file_name="call.avi",
        media_type="video/x-msvideo",
    )  # fmt: skip
    there = children()
    pane.open_file(file)
    qtbot.waitUntil(lambda: pane.surface is not None and pane.surface.is_ready, timeout=20_000)
    pane.surface.player.play()
    qtbot.waitUntil(lambda: pane.surface.player.at() > 0.3, timeout=5000)
    (child,) = children() - there
    about = Path(f"/proc/{child}")
    assert "Seccomp:\t2" in (about / "status").read_text()
    targets = [str(handle.readlink()) for handle in (about / "fd").iterdir()]
    assert not [target for target in targets if target.startswith("socket:")]
    on_disk = [target for target in targets if target.startswith("/") and target != "/dev/null"]
    assert on_disk == []
    assert "libavformat" in (about / "maps").read_text()
    assert "libavformat" not in Path("/proc/self/maps").read_text()
    assert set((about / "environ").read_bytes().split(b"\0")) == {b""}
    pane.close_file()
    qtbot.waitUntil(lambda: children() == there, timeout=3000)
