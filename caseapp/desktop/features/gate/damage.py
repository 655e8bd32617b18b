"""A vault that is damaged: which part, and what can be done, best first, each with its button.

Takes the place of the unlocking; nothing here changes the damaged vault.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import icons, text
from caseapp.desktop.context import Context
from caseapp.desktop.features.gate.doors import Doors
from caseapp.desktop.features.gate.pane import WorkPane
from caseapp.desktop.features.gate.vault_list import short_path
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.jobs import Kind
from caseapp.desktop.record_titles import KIND_WORDS
from caseapp.desktop.widgets import Label, Line, Mark, PrimaryButton, QuietButton
from caseapp.errors import UserError
from caseapp.i18n import N_, Translator
from caseapp.store.damage import BackupOffer, Damage, Part
from caseapp.store.salvage import Salvaged
from caseapp.system import files

WIDTH = 560
_TOLD = 4
"""Lines of what a check found that are shown."""
_PAGES = 12
_SHOWN = 8
"""Lines of what was lost that are shown."""

_PARTS = {
    Part.DESCRIPTION: N_("Its description STORE.json is missing or damaged."),
    Part.KEYS: N_("Its key file keys.json is missing or damaged."),
    Part.DATABASE: N_("The passphrase is right. Pages of its database are damaged."),
    Part.MISSING: N_("Its database case.db is missing."),
    Part.HISTORY: N_("Its history of changes does not hold together."),
}


class DamagePage(WorkPane):
    """`opened(Vault)` to look only; `again(Path)`: this vault is to be unlocked (anew);
    `restore_asked(Path)`: a folder with backups, or none chosen (None)."""

    opened = Signal(object)
    again = Signal(object)
    restore_asked = Signal(object)

    def __init__(self, context: Context, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(context, context.t("This vault is damaged"), WIDTH, parent)
        self._doors = doors
        self._damage: Damage | None = None
        self._target: Path | None = None
        self.said = Label("", wrap=True)
        self.details = Label("", "caption", wrap=True, selectable=True)
        self.error = Label("", "error", wrap=True)
        self.ways: list[QWidget] = []
        self._offers = QVBoxLayout()
        self._offers.setSpacing(12)
        self._mark = Mark("triangle-alert", "danger", icons.MEDIUM)
        self.head.insertWidget(0, self._mark, alignment=Qt.AlignmentFlag.AlignTop)
        for part in (self.said, self.details, Line()):
            self.column.addWidget(part)
        self.column.addLayout(self._offers)
        self.column.addWidget(self.error)
        self.column.addWidget(self.work)
        self._add_foot()

    # -- showing ---------------------------------------------------------------------------
    def show_damage(self, damage: Damage) -> None:
        """Another damaged vault, or the same anew."""
        t, self._damage = self._context.t, damage
        place = text.isolated(short_path(damage.path))
        self._mark.set("triangle-alert", "danger")
        self.title.setText(t("This vault is damaged"))
        self.said.setText(
            t("{part} Nothing in {path} was changed.", part=t(_PARTS[damage.part]), path=place)
        )
        self.details.setText(self._found(damage))
        self.details.setVisible(bool(damage.details))
        self.error.hide()
        name = t("{name} saved", name=damage.path.name)
        self._target = files.free_folder(damage.path.parent, name)
        self._clear()
        for heading, explained, icon, words, deed in self._possible(damage):
            self._offer(heading, explained, icon, words, deed)

    def _found(self, damage: Damage) -> str:
        """Page numbers are what two people can compare; else a check's own words."""
        t, pages = self._context.t, damage.pages
        if not pages:
            return "\n".join(damage.details[:_TOLD])
        shown = ", ".join(str(page) for page in pages[:_PAGES])
        more = len(pages) - _PAGES
        if more > 0:
            shown = t("{list} and {n} more", list=shown, n=more)
        return t("Pages that cannot be read: {list}.", list=shown)

    def _possible(self, damage: Damage) -> list[tuple[str, str, str, str, Callable[[], None]]]:
        """Heading, explanation, icon, words of the button, and what it does; best first."""
        t, found = self._context.t, []
        if damage.keys_elsewhere is not None:
            found.append((
                t("A backup has a sound key file"),
                t("It opens with this passphrase. The damaged one is kept beside it."),
                "key-round", t("Put it in place"), self._mend,
            ))  # fmt: skip
        if damage.part is Part.DESCRIPTION and damage.store_id is not None:
            found.append((
                t("The description can be written anew"),
                t("Records are not touched. The vault's name is lost; the damaged file is kept."),
                "file-pen-line", t("Write it anew"), self._mend,
            ))  # fmt: skip
        if damage.backups:
            newest = damage.backups[0]
            found.append((
                t("A backup of {moment}", moment=RecordWords(t).moment(newest.made_at)),
                self._lacks(newest), "rotate-ccw-clock", t("Restore it…"),
                lambda: self.restore_asked.emit(newest.path),
            ))  # fmt: skip
        else:
            found.append((
                t("No backup was found on this computer"),
                t("Connect the stick or disk with the backups."),
                "rotate-ccw-clock", t("Restore a backup…"),
                lambda: self.restore_asked.emit(None),
            ))  # fmt: skip
        if damage.can_salvage and self._target is not None:
            found.append((
                t("Save what can be read"),
                t("Into a new vault, {path}, with a list of what is lost.",
                  path=text.isolated(short_path(self._target))),
                "folder-input", t("Save what can be read"), self._save,
            ))  # fmt: skip
        if damage.can_look:
            found.append((
                t("Look at it as it is"),
                t("Some pages will not open, and nothing can be saved in it."),
                "eye", t("Open to look"), self._look,
            ))  # fmt: skip
        return found

    def _lacks(self, newest: BackupOffer) -> str:
        t = self._context.t
        if newest.lacks is None:
            return t("It becomes a new vault beside this one.")
        if newest.lacks == 0:
            return t("Nothing was changed after it. It becomes a new vault beside this one.")
        return t.plural(
            "It lacks {n} later change. It becomes a new vault beside this one.",
            "It lacks {n} later changes. It becomes a new vault beside this one.", newest.lacks,
        )  # fmt: skip

    def _offer(
        self, heading: str, explained: str, icon: str, words: str, deed: Callable[[], None]
    ) -> None:
        """The first one is the best, so its button is the one for Enter."""
        first = not self.ways
        if first:
            button: QWidget = PrimaryButton(words, icon=icon, on_click=deed)
        else:
            button = QuietButton(words, icon=icon, on_click=deed)
        button.setAccessibleDescription(f"{heading}. {explained}")
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(Label(heading, "strong", wrap=True))
        said.addWidget(Label(explained, "second", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(said, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        self._offers.addWidget(holder)
        self.ways.append(button)

    def _clear(self) -> None:
        self.ways = []
        while self._offers.count():
            item = self._offers.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def focus_first(self) -> None:
        """The best of what can be done."""
        (self.ways[0] if self.ways else self._back).setFocus()

    # -- doing -------------------------------------------------------------------------------
    def _asking(self) -> Sequence[QWidget]:
        return *self.ways, self._back

    def _refused(self, error: UserError) -> None:
        self.error.setText(self._context.t.error(error))
        self.error.show()

    def _mend(self) -> None:
        damage, rescue = self._damage, self._doors.rescue
        assert damage is not None
        self._context.jobs.run(
            lambda _progress: rescue.mend(damage), lambda _none: self.again.emit(damage.path),
            self._refused, kind=Kind.FREE, owner=self,
        )  # fmt: skip

    def _look(self) -> None:
        damage, rescue = self._damage, self._doors.rescue
        assert damage is not None
        self._context.jobs.run(
            lambda _progress: rescue.look(damage), self.opened.emit, self._refused,
            kind=Kind.FREE, owner=self,
        )  # fmt: skip

    def _save(self) -> None:
        damage, target, t = self._damage, self._target, self._context.t
        rescue = self._doors.rescue
        assert damage is not None
        assert target is not None
        self.error.hide()
        self._run(
            lambda progress: rescue.save(damage, target, progress), self._saved,
            t("Saving what can be read…"),
        )  # fmt: skip

    def _saved(self, made: Salvaged) -> None:
        t = self._context.t
        words = lost_words(t, made)
        self.title.setText(
            t("Everything was saved") if made.is_whole else t("What could be read was saved")
        )
        self._mark.set("circle-check" if made.is_whole else "triangle-alert",
                       "ok" if made.is_whole else "warn")  # fmt: skip
        path = text.isolated(short_path(made.path))
        self.said.setText(t("The new vault is {path}. It opens with the same passphrase and"
                            " recovery key. Keep the damaged one until you know that nothing is"
                            " missing.", path=path))  # fmt: skip
        shown = words[:_SHOWN]
        if len(words) > _SHOWN:
            n = len(words) - _SHOWN
            shown.append(t.plural("and {n} line more", "and {n} lines more", n))
        self.details.setText("\n".join(shown))
        self.details.show()
        self._clear()
        self._offer(
            t.plural("{n} record was saved", "{n} records were saved", made.read),
            t("Unlock it as any other."), "lock-open", t("Open it"),
            lambda: self.again.emit(made.path),
        )  # fmt: skip


def lost_words(t: Translator, made: Salvaged) -> list[str]:
    """What is known to be lost, a line each; of the files their names."""
    words = [
        t("{kind}: {n} lost", kind=t(KIND_WORDS.get(one.name, one.name)), n=one.lost)
        for one in made.kinds if one.lost
    ]  # fmt: skip
    if made.history.actions:
        words.append(t("Entries of the history: {n} lost", n=made.history.actions))
    if made.history.changes:
        words.append(t("Changes in the history: about {n} lost", n=made.history.changes))
    words += [
        t("Attached file lost: {name}", name=text.isolated(one.file_name or "–"))
        for one in made.lost_files
    ]
    return words
