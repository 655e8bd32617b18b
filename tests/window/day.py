"""A day at the office, in a real window, by keys alone: `python -m tests.window.day FOLDER`.

From the first start to the printed copy, a lock, a restart, an undo, and a window that is closed
while somebody types. Each step waits until the window is still, is photographed, and looked
at from outside: no socket that leaves the machine, no strange file, no name in the title. After
that the vault is opened with its passphrase and must hold all that was typed. Exit code 0 only
if everything held.
"""

from __future__ import annotations

import html
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from pdfminer.high_level import extract_text

from tests.window import told
from tests.window.held import examine, examine_backup, hold
from tests.window.process import TITLE, Running, readable
from tests.window.screen import SIZE, NotHeldError, Screen, until

S_KEY = "39"
"""Where S is on the keyboard, whatever letter it writes."""
RESTORE, CLOSE = (SIZE[0] - 26, 9), (SIZE[0] - 9, 9)
"""The buttons of a maximised window in openbox's title bar."""


class Day:
    """One vault below `folder`, pictures into `pictures`, each step and its seconds to `steps`."""

    def __init__(
        self, folder: Path, pictures: Path, screen: Screen, steps: list[tuple[str, float]]
    ) -> None:
        self._folder, self._pictures = folder, pictures
        self.steps = steps
        self._since = time.monotonic()
        self.screen = screen
        self.program = self._start()

    def _start(self, scale: int = 1) -> Running:
        place = self._folder / "machine"
        place.mkdir(exist_ok=True)
        self._dialog = ""
        return Running(place, self.screen, scale)

    # -- a step ------------------------------------------------------------------------------
    def still(self) -> None:
        self.program.wait_until_still(f"after step {len(self.steps)}")

    def seen(self, what: str) -> None:
        """Wait, look from outside, keep a picture."""
        self.still()
        name = f"{len(self.steps) + 1:02} {what}"
        self.screen.picture().save(self._pictures / f"{name}.png")
        now = time.monotonic()
        self.steps.append((name, now - self._since))
        self._since = now
        program = self.program
        hold(not program.said(), f"{name}: no warning, no trace of a fault: {program.said()}")
        hold(self.screen.title() == (self._dialog or TITLE), f"{name}: the title tells nothing")
        hold(not program.strange_sockets(), f"{name}: sockets {program.strange_sockets()}")
        hold(not program.strange_files(), f"{name}: files {program.strange_files()}")
        print(f"  {name}", flush=True)

    def keys(self, *names: str) -> None:
        """Press keys, then wait for what they do."""
        self.screen.keys(*names)
        self.still()

    def type(self, words: str, then: str = "Tab") -> None:
        """Type into the field that has the keyboard, and leave it."""
        self.screen.type(words, self.still)
        if then:
            self.keys(then)

    def do(self, words: str) -> None:
        """By the search: what the view in front offers, by its first words."""
        self.ask(f"> {words}")

    def ask(self, words: str) -> None:
        """By the search: type, and take the first."""
        self.keys("ctrl+k")
        self.type(words, then="Return")

    def save_as(self, path: Path, title: str) -> None:
        """Answer the dialog that asks for a file."""
        until(lambda: self.screen.shows(title), f"the dialog “{title}”")
        self._dialog = title
        self.seen(title.lower())
        self.keys("ctrl+a")
        self.type(str(path), then="Return")
        self._dialog = ""
        until(path.is_file, f"the file {path.name}")

    # -- the day -----------------------------------------------------------------------------
    def first_run(self) -> None:
        self.seen("first start")
        self.keys("Down", "Return")
        self.seen("another language by Enter")
        self.keys("Up", "Return")
        self.keys("Return")
        self.type(told.VAULT, then="")
        self.seen("name and place")
        self.keys("Return")
        self.type(told.PASSPHRASE, then="Return")
        self.type(told.PASSPHRASE, then="")
        self.seen("passphrase")
        self.keys("Return")
        until(lambda: any(self.vault.glob("*.db")), "the vault")
        self.recovery_sheet()
        self.seen("an empty vault")

    def recovery_sheet(self) -> None:
        """Saved as a page, and typed back from it: the vault is not entered before."""
        self.seen("recovery sheet")
        self.keys("shift+Tab", "space")
        self.save_as(self.sheet, "Save the pages as")
        self.keys("Tab", "space")
        page = "".join(extract_text(self.sheet).split())
        lines = re.search("12345678((?:[0-9A-Z]{8}){8})", page)
        assert lines is not None
        for start in range(0, 64, 8):
            self.type(lines[1][start : start + 8].lower(), then="")
        self.seen("typed back")
        self.sheet.unlink()
        self.keys("Return")

    @property
    def sheet(self) -> Path:
        return self.program.out / "sheet.pdf"

    @property
    def vault(self) -> Path:
        return self.program.home / "vaults" / told.VAULT

    @property
    def slip(self) -> Path:
        return self.program.out / "slip.pdf"

    @property
    def copy(self) -> Path:
        return self.program.out / "copy.pdf"

    @property
    def second_copy(self) -> Path:
        return self.program.out / "all-the-same.pdf"

    @property
    def history(self) -> Path:
        return self.program.out / "history.pdf"

    def intake(self) -> None:
        self.keys("ctrl+n")
        self.type(told.NAME)
        self.seen("a name in Kazakh")
        self.keys("Tab")
        self.keys("1", "Tab")
        for words in (told.BORN, told.HOME, told.DOCUMENT):
            self.type(words)
        self.keys("space")
        self.type("House", then="")
        self.seen("a list is open")
        self.keys("Tab")
        for words in (told.SINCE, told.WHERE, told.GIVEN, told.BELIEVED):
            self.type(words)
        self.type(told.TELLER)
        self.type("sister")
        self.type(told.PHONE)
        self.type("told by a rel")
        self.keys("Tab")
        for figure in ("1", "2", "3", "3"):
            self.keys(figure, "Tab")
        self.seen("all is told")
        self.keys("ctrl+p")
        self.save_as(self.slip, "Save the claim slip as")
        self.seen("the claim slip is written")
        self.keys("ctrl+Return")
        self.seen("the next person")

    def excerpt(self) -> None:
        """While a passage is chosen the keyboard stands on Kazakh: S writes another letter."""
        self.ask("new source")
        self.type(told.LETTER)
        self.type("letter", then="Tab")
        self.seen("a new source")
        self.keys("Return")
        self.keys("Return")
        self.type(told.TEXT, then="")
        self.seen("the text is typed")
        self.keys("ctrl+Return")
        self.screen.keyboard("kz,us")
        self.keys("ctrl+Home", *["shift+Right"] * len(told.SENTENCE))
        self.seen("a passage is chosen")
        self.keys(S_KEY)
        self.seen("it supports a claim")
        self.keys("ctrl+Return")
        self.screen.keyboard("us,kz")
        self.seen("an excerpt")

    def appeal(self) -> None:
        self.ask("new appeal")
        self.type(told.APPEAL, then="Return")
        self.seen("a new appeal is blocked")
        self.keys("F8", "Return")
        self.keys("Return")
        self.type(told.NAME.split()[0], then="Return")
        self.seen("the person is in it")
        self.keys("F8", "Return")
        self.keys("Return")
        self.type("Ministry", then="")
        self.seen("addressees of the directory")
        self.keys("Return")
        self.seen("the copy as it will be printed")
        self.do("what its copy")
        self.seen("what the copy is made of")
        self.type("Kazakh")
        self.seen("the copy in Kazakh")
        self.keys("ctrl+p")
        self.save_as(self.copy, "Issue this copy and save it as")
        self.seen("the copy is issued")

    def all_the_same(self) -> None:
        """A person about whom nobody was asked keeps the next copy, until somebody says why."""
        self.keys("ctrl+n")
        self.type(told.FOURTH)
        self.keys("ctrl+Return")
        self.ask(told.APPEAL)
        self.do("add a person")
        self.type(told.FOURTH.split()[0], then="Return")
        self.seen("somebody nobody was asked about")
        self.do("print all the same")
        self.type(told.REASON, then="")
        self.seen("a reason is given")
        self.keys("ctrl+p")
        self.save_as(self.second_copy, "Issue this copy and save it as")
        self.seen("printed all the same")

    def handed_in(self) -> None:
        """The coupon from the window of the chancery, then an answer and the history on paper."""
        self.do("on its way")
        self.keys("Return")
        self.seen("what became of it")
        self.keys("Down", "Return")
        self.type(told.COUPON)
        self.type(told.NUMBER)
        self.type(told.REGISTERED)
        self.type(told.HOUR)
        self.seen("the coupon reckons the day")
        self.do("record a reply")
        self.type(told.SENDER)
        self.keys("Tab", "Tab")
        self.type("Event denied")
        self.seen("an answer")
        self.keys(*["Tab"] * 4, "Return")
        self.type("Denied")
        self.keys("Tab")
        self.type(told.THEIR_WORDS)
        self.seen("what it says of one person")
        self.do("print the history")
        self.save_as(self.history, "Save the pages for the office as")
        self.seen("the history is printed")

    def lock(self) -> None:
        """Something is kept, the window locked, and nothing of it is left to read."""
        self.keys("ctrl+n")
        self.type(told.SECOND)
        self.seen("taken in by mistake")
        former = self.program.sockets()
        self.screen.keys("ctrl+l")
        self.program.wait_for_fresh_start(former, "the lock")
        self.seen("locked")
        self.nothing_readable("after the lock")
        self.type(told.PASSPHRASE, then="Return")
        self.seen("unlocked")
        self.keys("ctrl+z")
        self.seen("undone after the restart")

    def close_while_typing(self) -> None:
        self.keys("ctrl+n")
        self.type(told.THIRD, then="")
        self.screen.click(*RESTORE)
        self.still()
        self.screen.resize(700, 420)
        self.seen("made small while typing")
        self.screen.resize(1200, 700)
        self.seen("closed while typing")
        self.screen.keys("alt+F4")
        hold(
            self.program.wait_for_end() == 0,
            f"the program ends without a fault: {self.program.said()}",
        )
        self.nothing_readable("after the end")

    def twice_as_large(self) -> None:
        """The same vault at 200 %, closed by the window's own button."""
        self.program = self._start(scale=2)
        self.seen("200 %, the gate")
        self.type(told.PASSPHRASE, then="Return")
        self.seen("200 %, today")
        self.keys("ctrl+n")
        self.seen("200 %, intake")
        self.ask(told.APPEAL[:12])
        self.seen("200 %, appeal")
        self.screen.click(*CLOSE)
        hold(
            self.program.wait_for_end() == 0,
            f"the program ends without a fault: {self.program.said()}",
        )

    def nothing_readable(self, when: str) -> None:
        program = self.program
        places = [program.home, program.person, program.temporary]
        hold(not readable(places, told.SECRETS), f"{when}: {readable(places, told.SECRETS)}")
        left = [str(one) for one in program.person.rglob("*")]
        hold(not left, f"{when}: nothing is written into the person's own folders: {left}")

    @property
    def stick(self) -> Path:
        return self._folder / "stick"

    def backed_up(self) -> None:
        """To a stick, whose folder is asked for once."""
        self.stick.mkdir()
        self.do("back up now")
        title = "Folder for backups"
        until(lambda: self.screen.shows(title), f"the dialog “{title}”")
        self._dialog = title
        self.seen("folder for backups")
        self.keys("ctrl+a")
        self.type(str(self.stick), then="Return")
        self._dialog = ""
        until(lambda: any(self.stick.glob("backup-*/*/manifest.json")), "a backup")
        self.seen("the backup is made")

    def whole(self) -> None:
        self.first_run()
        self.intake()
        self.excerpt()
        self.appeal()
        self.all_the_same()
        self.handed_in()
        self.backed_up()
        self.lock()
        self.close_while_typing()
        self.twice_as_large()
        left = sorted(path.name for path in self.program.temporary.iterdir())
        hold(not left, f"nothing is left among the temporary files: {left}")
        examine_backup(self.stick)
        examine(self.vault, self.slip, (self.copy, self.second_copy), self.history)


def write_index(pictures: Path, steps: list[tuple[str, float]], verdict: str) -> Path:
    """A page with all pictures in their order."""
    figures = "".join(
        f'<figure><img src="{html.escape(name)}.png"><figcaption>{html.escape(name)}'
        f" ({seconds:.1f} s)</figcaption></figure>"
        for name, seconds in steps
    )
    style = "body{font:14px sans-serif;margin:24px} figure{margin:0 0 24px} img{max-width:100%}"
    page = pictures / "index.html"
    page.write_text(
        f'<!doctype html><meta charset="utf-8"><title>A day</title><style>{style}</style>'
        f"<h1>{html.escape(verdict)}</h1>{figures}",
        encoding="utf-8",
    )
    return page


def main(pictures: Path) -> int:
    """0 if all held."""
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    steps: list[tuple[str, float]] = []
    try:
        with tempfile.TemporaryDirectory() as folder:
            spend_in(Path(folder), pictures, steps)
        verdict, code = "Everything held.", 0
    except NotHeldError as error:
        verdict, code = f"Did not hold: {error}", 1
    print(f"{verdict}\n{write_index(pictures, steps, verdict)}")
    return code


def spend_in(folder: Path, pictures: Path, steps: list[tuple[str, float]]) -> None:
    """The whole day; what was started is ended, and a failure photographed."""
    screen = Screen(folder / "screen")
    try:
        day = Day(folder, pictures, screen, steps)
        try:
            day.whole()
        except NotHeldError:
            steps.append(("99 when it failed", 0.0))
            screen.picture().save(pictures / "99 when it failed.png")
            raise
        finally:
            day.program.stop()
    finally:
        screen.close()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
