"""What a saving process does, step by step, and what a vault must hold after any number of steps.

Everything follows from a seed and the number of the step, so that whoever kills the process
knows the one right content for each number.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import select

from caseapp.domain.vocabulary import AttachmentRole, EventKind, NameScript
from caseapp.store.history import Action
from caseapp.store.records import Attachment, Contact, Detainee, Event, NameForm
from caseapp.store.vault import Vault

State = dict[UUID, tuple[Any, ...]]

WITNESS = "Куәгер-Zhaqsylyq-جاقسىلىق-证人"
"""In every step's texts: must be in no file."""


@dataclass(frozen=True)
class Plan:
    """The steps of one seed. Step 1 makes the tally, a record that every step counts on."""

    seed: int

    def key(self, step: int, what: str) -> UUID:
        return uuid5(NAMESPACE_URL, f"{self.seed}/{step}/{what}")

    def kind(self, step: int) -> str:
        if step == 1:
            return "case"
        return random.Random(f"{self.seed}/{step}").choice(("case", "case", "edit", "attach"))

    def case_before(self, step: int) -> int:
        """The newest step that made a case."""
        return next(n for n in range(step - 1, 0, -1) if self.kind(n) == "case")

    def names(self, step: int) -> list[str]:
        count = random.Random(f"{self.seed}/{step}/names").randint(1, 4)
        return [f"{WITNESS} {step} {n}" for n in range(count)]

    def scan(self, step: int) -> bytes:
        return f"{WITNESS} {step}\n".encode() * random.Random(step).randint(1, 3000)

    # -- doing ---------------------------------------------------------------------------------
    def do(self, vault: Vault, step: int) -> None:
        """One user action. It is acknowledged when this returns."""
        match self.kind(step):
            case "case":
                self._make_case(vault, step)
            case "edit":
                self._edit_case(vault, step)
            case _:
                vault.attach(
                    self.scan(step), id=self.key(step, "scan"), action=Action(f"step {step}"),
                    role=AttachmentRole.DOCUMENT_SCAN, file_name=f"{WITNESS} {step}.jpg",
                )  # fmt: skip

    def _tally(self, vault: Vault, step: int) -> Contact:
        tally = vault.get(Contact, self.key(0, "tally")) or Contact(id=self.key(0, "tally"))
        tally.restricted_notes = str(step)
        return tally

    def _make_case(self, vault: Vault, step: int) -> None:
        case = Detainee(id=self.key(step, "case"), summary=f"{WITNESS} {step}")
        names = [
            NameForm(
                id=self.key(step, f"name {n}"), detainee_id=case.id, text=name,
                script=NameScript.KK_CYRL,
            )
            for n, name in enumerate(self.names(step))
        ]  # fmt: skip
        event = self._event(step, case.id)
        tally = self._tally(vault, step)
        vault.save(*names, event, tally, case, action=Action(f"step {step}"))

    def _event(self, step: int, case_id: UUID) -> Event:
        return Event(
            id=self.key(step, "event"), detainee_id=case_id, kind=EventKind.TAKEN,
            narrative=f"{WITNESS} {step} " * 40,
        )  # fmt: skip

    def _edit_case(self, vault: Vault, step: int) -> None:
        made = self.case_before(step)
        case = vault.get(Detainee, self.key(made, "case"))
        name = vault.get(NameForm, self.key(made, "name 0"))
        assert case is not None
        assert name is not None
        case.occupation = name.text = f"{WITNESS} edited by {step}"
        tally = self._tally(vault, step)
        event = self._event(step, case.id)
        vault.save(case, event, name, tally, action=Action(f"step {step}"))

    # -- what must be there --------------------------------------------------------------------
    def after(self, steps: int) -> State:
        """The content after exactly `steps` steps."""
        state: State = {}
        for step in range(1, steps + 1):
            kind = self.kind(step)
            if kind == "attach":
                state[self.key(step, "scan")] = ("scan", f"{WITNESS} {step}.jpg")
                continue
            state[self.key(0, "tally")] = ("tally", str(step))
            made = step if kind == "case" else self.case_before(step)
            case = self.key(made, "case")
            state[self.key(step, "event")] = ("event", case, f"{WITNESS} {step} " * 40)
            if kind == "case":
                state[case] = ("case", f"{WITNESS} {step}", "")
                for n, name in enumerate(self.names(step)):
                    state[self.key(step, f"name {n}")] = ("name", case, name)
            else:
                edited = f"{WITNESS} edited by {step}"
                state[case] = ("case", f"{WITNESS} {made}", edited)
                state[self.key(made, "name 0")] = ("name", case, edited)
        return state

    def found(self, vault: Vault) -> State:
        """The content of a vault, read without the store's own listing."""
        queries = {
            "scan": select(Attachment.id, Attachment.file_name),
            "tally": select(Contact.id, Contact.restricted_notes),
            "event": select(Event.id, Event.detainee_id, Event.narrative),
            "case": select(Detainee.id, Detainee.summary, Detainee.occupation),
            "name": select(NameForm.id, NameForm.detainee_id, NameForm.text),
        }
        state: State = {}
        for kind, query in queries.items():
            for key, *values in vault.read(lambda s, q=query: s.execute(q).all()):
                state[key] = (kind, *values)
        return state
