"""How a line of the list of contacts and the card beside it are worded."""

from __future__ import annotations

from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.named_to import SHORT
from caseapp.domain.vocabulary import NameScript, RiskLevel
from caseapp.i18n import N_
from caseapp.store.queries.contacts import ConsentState, ContactRow

CONSENT_STATES = {
    ConsentState.IN_FORCE: N_("in force"),
    ConsentState.WITHDRAWN: N_("withdrawn"),
    ConsentState.EXPIRED: N_("ended"),
    ConsentState.NONE: N_("none"),
}
CONSENT_MARKS = {
    ConsentState.IN_FORCE: ("file-check", "ok"),
    ConsentState.WITHDRAWN: ("ban", "danger"),
    ConsentState.EXPIRED: ("clock", "warn"),
    ConsentState.NONE: ("minus", "quiet"),
}
RISK_MARKS = {
    RiskLevel.CRITICAL: ("shield-alert", "danger"),
    RiskLevel.HIGH: ("shield-alert", "danger"),
    RiskLevel.MODERATE: ("shield", "warn"),
    RiskLevel.LOW: ("shield-check", "quiet"),
    RiskLevel.NOT_ASSESSED: ("shield-question-mark", "quiet"),
}
SILENT_MARK = ("phone-off", "danger")
_SECOND = (NameScript.EN, NameScript.RU, NameScript.KK_ARAB, NameScript.ZH_HANS)


class ListWords(RecordWords):
    """Adds what is said of a line."""

    def name(self, row: ContactRow) -> str:
        return row.names[0][1] if row.names else self.t("Name not known")

    def second_name(self, row: ContactRow) -> str:
        """A spelling in another script; "" if there is none."""
        others = dict(row.names[1:])
        chosen = next((others[script] for script in _SECOND if script in others), "")
        return chosen or next(iter(others.values()), "")

    def tie(self, row: ContactRow) -> str:
        """ "wife · Асқар Үлгібай · CF-0011", else the role."""
        if not row.ties:
            return self.label(row.role)
        first = row.ties[0]
        words = f"{self.label(first.relation)} · {first.name or first.number}"
        more = len(row.ties) - 1
        return f"{words} +{more}" if more else words

    def consent(self, row: ContactRow) -> str:
        """ "3 allowed · 1 to ask"; withdrawn, ended, none."""
        if row.consent is not ConsentState.IN_FORCE:
            return self.t(CONSENT_STATES[row.consent])
        parts = []
        if row.allowed:
            parts.append(self.t("{n} allowed", n=len(row.allowed)))
        if row.to_ask:
            parts.append(self.t("{n} to ask", n=len(row.to_ask)))
        return " · ".join(parts) or self.t("nothing allowed")

    def consents(self, row: ContactRow) -> str:
        """Each audience that a consent in force speaks of, a line each; else the state."""
        t = self.t
        lines = [
            t("{audience}: something is allowed", audience=t(short))
            if audience in row.allowed
            else t("{audience}: ask first", audience=t(short))
            for audience, short in SHORT.items()
            if audience in row.allowed or audience in row.to_ask
        ]
        return "\n".join(lines) or self.consent(row)

    def risk(self, row: ContactRow) -> str:
        return self.t("do not contact") if row.do_not_contact else self.label(row.risk)

    def spoken(self, row: ContactRow) -> str:
        """A whole line for a screen reader."""
        t = self.t
        parts = [
            self.name(row),
            self.tie(row),
            row.region,
            t("risk: {level}", level=self.label(row.risk)),
            t("do not contact") if row.do_not_contact else "",
            t("consent: {state}", state=self.consent(row)),
            t("fictitious") if row.fictitious else "",
        ]
        return ", ".join(part for part in parts if part)
