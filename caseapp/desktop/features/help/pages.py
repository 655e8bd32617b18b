"""The pages of the help, as messages to translate. Plain data; one block is one message.

Kinds of blocks: "p" a paragraph, "h" a heading within the page, "1" a step (numbered in
order), "-" a point, "!" a caution.
"""

from __future__ import annotations

from dataclasses import dataclass

from caseapp.i18n import N_

Blocks = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Page:
    """`views` are the names of views from which F1 begins here."""

    key: str
    title: str
    blocks: Blocks
    views: tuple[str, ...] = ()


FIRST = Page(
    "first", N_("First steps"),
    (
        ("p", N_("Everything about detained people, the people who speak for them and your"
                 " sources stays in one encrypted vault on this machine.")),
        ("1", N_("Take an intake: who is missing, what happened, who is telling.")),
        ("1", N_("Attach what proves it: add a source, select a passage, say what it supports.")),
        ("1", N_("Ask each contact what may be shown to whom, and tick it.")),
        ("1", N_("Make an appeal, check it, print each addressee’s own copy.")),
        ("p", N_("There is no Save button: a field is kept when you leave it. What was done can"
                 " be undone, also tomorrow.")),
        ("h", N_("What to do if…")),
        ("-", N_("…you do not find a view: press Ctrl K and type what you want to do.")),
        ("-", N_("…a name is spelled in several ways: search for one spelling that was entered;"
                 " any script works.")),
        ("-", N_("…nobody is sure of a date: write it as it was told, “spring 2017” or “after"
                 " March”; it is understood or kept as text.")),
    ),
    ("today", "cases", "statistics", "preferences"),
)  # fmt: skip
INTAKE = Page(
    "intake", N_("Taking an intake"),
    (
        ("p", N_("An intake fits on one page and takes about two minutes. Everything but a name"
                 " or a description may stay empty.")),
        ("1", N_("Write the name as the document has it, or as it was told.")),
        ("1", N_("Look to the side: people who may be the same appear while you type.")),
        ("1", N_("Say who is telling, how they are related and how to reach them.")),
        ("1", N_("Read the consent aloud and tick what was allowed. What was not asked is"
                 " withheld.")),
        ("1", N_("Print the slip and let it be signed.")),
        ("h", N_("What to do if…")),
        ("-", N_("…the person must leave: what was typed is kept; it waits in Today.")),
        ("-", N_("…the same person is there already: open that case and add what is new.")),
        ("-", N_("…a whole family is listed: use “next person”, the teller stays filled in.")),
    ),
    ("intake", "case"),
)  # fmt: skip
SOURCES = Page(
    "sources", N_("Sources and excerpts"),
    (
        ("p", N_("A source is kept whole, as it was received. An excerpt is a passage of it; a"
                 " claim in a case rests on excerpts.")),
        ("1", N_("Open the source and select the passage.")),
        ("1", N_("Say whom it is about, which claim it supports or contradicts, and how"
                 " credible it is.")),
        ("1", N_("In the case, Evidence shows which claims no source supports yet.")),
        ("-", N_("Reliability belongs to the source, credibility to what it says here. Both may"
                 " be unknown.")),
        ("-", N_("Two sources that copy each other count once: mark them as the same text.")),
        ("h", N_("What to do if…")),
        ("-", N_("…two sources contradict each other: keep both; the case shows it, nothing is"
                 " decided for you.")),
        ("-", N_("…a page is a picture without text: mark a box on it and write what it says.")),
    ),
    ("sources", "source", "review"),
)  # fmt: skip
CONSENT = Page(
    "consent", N_("Consent"),
    (
        ("p", N_("Each person decides what may be shown about them, to whom, and until when."
                 " What nobody allowed is withheld.")),
        ("-", N_("“Allow” prints it, “ask” stops the print until somebody asks, “withhold”"
                 " leaves it out.")),
        ("-", N_("Some things are never shown to some addressees, whatever was allowed; a lock"
                 " marks them.")),
        ("-", N_("Under the table stands what the addressee would see: read it before printing.")),
        ("h", N_("What to do if…")),
        ("-", N_("…somebody withdraws: enter the day. Copies that were handed over stay on"
                 " record; new ones leave it out.")),
        ("-", N_("…a person cannot be asked: leave it withheld and print without the name.")),
    ),
    ("contacts", "contact"),
)  # fmt: skip
APPEALS = Page(
    "appeals", N_("Appeals and copies"),
    (
        ("p", N_("An appeal names persons and addressees. Each addressee gets a copy of their"
                 " own that shows only what may be shown to them.")),
        ("1", N_("Choose the persons, then the addressees, then the letter.")),
        ("1", N_("Check: each finding leads to its cure. While one blocks, nothing is"
                 " printed; a draft always is.")),
        ("1", N_("Print. The copy gets a number and stands in the register for good.")),
        ("1", N_("Enter when it was handed in and what came back. Today says when a reply is"
                 " overdue.")),
        ("h", N_("What to do if…")),
        ("-", N_("…a printed copy has a mistake: mend the case and issue a new copy; the old one"
                 " stays in the register.")),
        ("-", N_("…the wrong person got a copy: note it in the register at once and tell those"
                 " who are named.")),
    ),
    ("appeals", "appeal", "library"),
)  # fmt: skip
UNDO = Page(
    "undo", N_("Undo, trash and history"),
    (
        ("p", N_("Ctrl Z takes back the last thing that was done, whole: a merge, an import, one"
                 " field. The arrow beside it lists what can be undone.")),
        ("-", N_("What you delete goes to the trash and can be taken back from there.")),
        ("-", N_("The history of the vault says who changed what, when, from what to what; one"
                 " step can be undone by itself if nothing changed it since.")),
        ("-", N_("Printed copies are never undone: paper cannot be called back.")),
        ("h", N_("What to do if…")),
        ("-", N_("…you undid too much: Ctrl Shift Z does it again.")),
        ("-", N_("…a step cannot be undone: its field was changed later. Open the history and"
                 " set the field by hand.")),
    ),
    ("trash", "history"),
)  # fmt: skip
SAFETY = Page(
    "safety", N_("Safety"),
    (
        ("p", N_("The vault is encrypted. Without the passphrase or the recovery key nobody can"
                 " read it, and nobody can help you if both are lost.")),
        ("-", N_("Lock with Ctrl L before you leave the machine. Locking ends the program and"
                 " starts it afresh.")),
        ("-", N_("Ctrl Alt Enter ends the program at once, from any window. Settings, Emergency: a"
                 " second key, journeys, what remains.")),
        ("-", N_("Keep the printed recovery sheet in another place than the laptop.")),
        ("-", N_("The program opens no network connection. What you print or export is no"
                 " longer protected.")),
        ("!", N_("What you copy to the clipboard can be read by other programs until you lock.")),
        ("h", N_("What to do if…")),
        ("-", N_("…the laptop is lost: the vault stays shut. Tell those who gave testimony, and"
                 " open your last backup elsewhere.")),
        ("-", N_("…somebody may have learnt the passphrase: say so under Settings, Passphrase, and"
                 " delete the old backups.")),
        ("-", N_("…you forgot the passphrase: choose “Forgot the passphrase?” before it is typed;"
                 " it asks for the sheet, or for two shares.")),
        ("-", N_("…you are made to open it: the sample vault holds invented people only.")),
    ),
)  # fmt: skip
LISTS = Page(
    "lists", N_("Lists that come in"),
    (
        ("p", N_("A spreadsheet becomes cases in four steps. Until the last one nothing is"
                 " written; afterwards one undo takes all of it back.")),
        ("1", N_("File: drop the list anywhere in the window, or choose it. Look whether letters"
                 " and headings were found right.")),
        ("1", N_("Columns: see what each column is taken for, and below how ten rows will be"
                 " read. Type a letter to change one.")),
        ("1", N_("Check: every row is compared with the vault. Decide where a person may be on"
                 " file already.")),
        ("1", N_("Import: read the sentence, press the button, save the report if somebody waits"
                 " for it.")),
        ("-", N_("The file is kept as a source, and each fact cites its row.")),
        ("-", N_("What is not understood is kept in the words of the list, never guessed.")),
        ("h", N_("What to do if…")),
        ("-", N_("…letters look broken: choose another way of writing in the first step.")),
        ("-", N_("…the same list comes again, changed: import it under the same name; its cases"
                 " are updated, none is doubled.")),
        ("-", N_("…you only want to know who is on file: use Check names; it writes nothing.")),
    ),
    ("imports", "lists"),
)  # fmt: skip
PAGES = (FIRST, INTAKE, SOURCES, CONSENT, APPEALS, LISTS, UNDO, SAFETY)
