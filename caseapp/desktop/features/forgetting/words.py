"""What the page of a forgetting says. Qt-free."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from caseapp.desktop import text
from caseapp.desktop.claim_words import ClaimWords
from caseapp.desktop.forms.specs.labels import LABELS
from caseapp.desktop.record_titles import RecordTitles
from caseapp.desktop.sizes import size_words
from caseapp.disclosure.forgetting import Going
from caseapp.i18n import N_, Translator
from caseapp.store.queries.forgetting import Place

_KINDS = {
    "detainee": N_("The case with all that belongs to it"),
    "contact": N_("The contact with all that he or she told"),
    "attachment": N_("One attached file"),
}


class ForgettingWords:
    """In one language."""

    def __init__(self, t: Translator) -> None:
        self.t = t
        self._words = ClaimWords(t)
        self._titles = RecordTitles(self._words)

    def title(self, what: Going) -> str:
        name = text.isolated(what.names[0]) if what.names else self.t("Name not known")
        number = what.number if what.kind != "contact" else ""
        return " ".join(part for part in (number, name) if part)

    def kind(self, what: Going) -> str:
        return self.t(_KINDS[what.kind])

    def goes(self, what: Going) -> str:
        """ "Case: 1 · File: 2 · 1.2 MB", the most telling first."""
        order = sorted(what.records.items(), key=lambda item: (item[0] != what.kind, -item[1]))
        parts = [f"{self._titles.kind(name)}: {count}" for name, count in order]
        if what.size:
            parts.append(size_words(self.t, what.size))
        return " · ".join(parts)

    def stays(self, what: Going, folder: Path | None) -> Iterator[str]:
        """What stays elsewhere, from facts, a line each."""
        t = self.t
        if what.backups is not None:
            day = self._words.moment(what.backups.made_at)
            where = text.isolated(str(folder)) if folder else t("where it was made")
            yield t("Backups up to {moment}: {place}. Each keeps the person until it is deleted.",
                    moment=day, place=where)  # fmt: skip
        if what.own_backups:
            n = what.own_backups
            yield t.plural(
                "{n} backup in the folder of the vault itself, from an update.",
                "{n} backups in the folder of the vault itself, from updates.", n,
            )  # fmt: skip
        for sent in what.sent:
            moment = self._words.moment(sent.at)
            if sent.kind == "packet":
                yield t("Packet {number} of {moment}: ask its station to forget too, or it comes"
                        " back.", number=sent.name, moment=moment)  # fmt: skip
            else:
                yield t("Export {name} of {moment}", name=text.file_name(sent.name), moment=moment)
        yield t("Paper, and whatever was sent, shown or told.")

    def copies(self, what: Going) -> str:
        n = len(what.copies)
        return self.t.plural(
            "Take the pages of {n} printed copy out of the register too",
            "Take the pages of {n} printed copies out of the register too", n,
        )  # fmt: skip

    def place(self, place: Place) -> str:
        """ "Case · CF-0412 Нұрлан – Summary"."""
        kind = self._titles.kind(place.kind)
        whose = self._titles.subject(place.subject)
        field = LABELS.get((place.kind, place.field), "")
        said = f"{kind} · {whose}" if whose and place.subject else kind
        return f"{said} – {self.t(field)}" if field else said
