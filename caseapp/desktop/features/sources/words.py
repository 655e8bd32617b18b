"""How sources, excerpts and what they are cited for are worded, in one language. Qt-free."""

from __future__ import annotations

from caseapp.desktop import text
from caseapp.desktop.forms.specs.labels import LABELS
from caseapp.desktop.forms.words import RecordWords
from caseapp.domain.vocabulary import Bearing, Credibility, NameScript, Reliability, SourceKind
from caseapp.matching.known_already import LikelyCase
from caseapp.matching.words import EvidenceWords
from caseapp.store.queries.cases import CaseRow
from caseapp.store.queries.source_page import CitationRow, ContactChoice
from caseapp.store.queries.sources import SourceRow, primary
from caseapp.store.records import Attachment, Event, Source

KIND_ICONS = {
    SourceKind.ARTICLE: "newspaper", SourceKind.TESTIMONY: "mic",
    SourceKind.OFFICIAL_DOCUMENT: "file-badge", SourceKind.VERDICT: "gavel",
    SourceKind.LETTER: "mail", SourceKind.PHOTO: "image",
    SourceKind.SOCIAL_MEDIA: "message-square-text", SourceKind.DATABASE: "database",
    SourceKind.INTERVIEW: "messages-square", SourceKind.REPORT: "file-text",
    SourceKind.OTHER: "file",
}  # fmt: skip

BEARINGS = {Bearing.SUPPORTS: ("check", "ok"), Bearing.CONTRADICTS: ("x", "danger")}
"""Icon and tone."""

RELIABILITY_TONES = {
    Reliability.A: "ok", Reliability.B: "ok", Reliability.C: "quiet", Reliability.D: "warn",
    Reliability.E: "danger", Reliability.F: "quiet",
}  # fmt: skip

CLAIM_FIELDS = (
    "name", "birth", "sex", "home_place", "birth_place", "tie", "occupation", "citizenships",
    "ethnicity", "education", "family_status", "dependants", "health", "family_steps",
)  # fmt: skip
"""Facts of a person that an excerpt can be cited for, the usual ones first."""

_SECOND = (NameScript.ZH_HANS, NameScript.KK_CYRL, NameScript.KK_ARAB, NameScript.EN)
_NAMES = ("name", "names")


class SourceWords(RecordWords):
    """Adds what is said of sources."""

    def title(self, title: str) -> str:
        """Of who has none it is said."""
        return title or self.t("Without a title")

    def language_code(self, tag: str) -> str:
        """Short, for a switch: "kk" of "kk-Arab-CN"."""
        return primary(tag)

    def reliability(self, grade: Reliability) -> str:
        """ "C · fairly reliable"."""
        return f"{grade.value} · {self.label(grade)}"

    def credibility(self, grade: Credibility) -> str:
        """ "3 · Possibly true: fits what is known, not confirmed."."""
        t = self.t
        why = {
            Credibility.CONFIRMED: t("Confirmed: other sources that do not lean on each other"),
            Credibility.PROBABLE: t("Probably true: it fits what is known, in more than one way"),
            Credibility.POSSIBLE: t("Possibly true: it fits what is known, and is not confirmed"),
            Credibility.DOUBTFUL: t("Doubtful: it can be, but nothing else says so"),
            Credibility.IMPROBABLE: t("Improbable: what is known speaks against it"),
            Credibility.UNJUDGED: t("Cannot be judged: nothing to compare it with"),
        }
        return f"{grade.value} · {why[grade]}"

    def about(self, source: Source) -> str:
        """The line under the title: where from, when, how much, captured when and by whom."""
        t = self.t
        parts = [
            self.text(source, "author"),
            self.text(source, "publisher") or self.label(source.kind),
            self.value(source.dated),
            self.text(source, "extent"),
            self._captured(source),
        ]
        if source.url:
            parts.append(t("from the internet"))
        return " · ".join(part for part in parts if part)

    def _captured(self, source: Source) -> str:
        on, by = self.value(source.captured), source.captured_by
        if on and by:
            return self.t("captured {date} by {name}", date=on, name=text.isolated(by))
        return self.t("captured {date}", date=on) if on else ""

    def spoken(self, row: SourceRow) -> str:
        """A whole line of the list for a screen reader."""
        t = self.t
        parts = [
            str(row.serial), self.title(row.title), self.label(row.kind), row.publisher,
            self.value(row.dated), self.reliability(row.reliability),
            t.plural("{n} excerpt", "{n} excerpts", row.excerpts),
            t("fictitious") if row.fictitious else "",
        ]  # fmt: skip
        return ", ".join(part for part in parts if part)

    # -- people ------------------------------------------------------------------------------
    def person(self, row: CaseRow) -> str:
        """The main name of a case; who has none is described."""
        if row.names:
            return row.names[0][1]
        return row.description or self.t("Name not known")

    def second_name(self, row: CaseRow) -> str:
        """A spelling in another script, "" if there is none."""
        others = dict(row.names[1:])
        chosen = next((others[script] for script in _SECOND if script in others), "")
        return chosen or next(iter(others.values()), "")

    def apart(self, row: CaseRow) -> str:
        """What tells namesakes apart: number, birth, county."""
        born = self.value(row.birth)
        parts = [row.number, self.t("born {date}", date=born) if born else "", row.home_place]
        return " · ".join(part for part in parts if part)

    def why(self, case: LikelyCase) -> str:
        """What speaks for a case being the one that is named, and what against it."""
        said = EvidenceWords(self.t, text.isolated).card(case.evidence)
        return "; ".join(line for line, _speaks_for in said)

    def contact(self, row: ContactChoice) -> str:
        return row.names[0] if row.names else self.t("Name not known")

    def contact_apart(self, row: ContactChoice) -> str:
        """What tells namesakes apart: number, birth, region."""
        born = self.value(row.birth)
        parts = [
            self.t("contact {number}", number=row.serial),
            self.t("born {date}", date=born) if born else "",
            row.region,
        ]
        return " · ".join(part for part in parts if part)

    # -- claims ------------------------------------------------------------------------------
    def event(self, event: Event) -> str:
        """ "Taken into custody, October 2017"."""
        when = self.value(event.when)
        place = self.text(event, "facility") or self.text(event, "place")
        said = f"{self.label(event.kind)}, {when}" if when else self.label(event.kind)
        return f"{said} · {place}" if place else said

    def field(self, name: str) -> str:
        """What a fact of a person is called."""
        if name in _NAMES:
            return self.t("Name")
        return self.t(LABELS.get(("detainee", name), name))

    def claim(self, cited: CitationRow) -> str:
        """What an excerpt is cited for, in words."""
        return self.event(cited.event) if cited.event is not None else self.field(cited.field)

    def bearing(self, bearing: Bearing) -> str:
        return self.label(bearing)

    # -- files -------------------------------------------------------------------------------
    def file_kind(self, file: Attachment) -> str:
        """What a file is seen as: "Pages", "Scan", "Recording", else its name."""
        t, kind = self.t, file.media_type
        if kind == "application/pdf":
            return t("Pages")
        if kind.startswith("image/"):
            return t("Scan")
        if kind.startswith(("audio/", "video/")):
            return t("Recording")
        return t("File")
