"""To whom a person may be named: decided by policy and consents, shown as chips with reasons.

The list's card and the page of a case show the same. Knows the domain's decisions and the
file that they rest on, no vault.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from caseapp.desktop.widgets import Chip, FlowLayout, Label
from caseapp.disclosure.grants import GrantBook
from caseapp.disclosure.passing import policy_of
from caseapp.domain.consent import Decision, Ground, GroundCode, decide
from caseapp.domain.vocabulary import Audience, InfoClass
from caseapp.i18n import N_, Translator
from caseapp.store.casefile import AppealFile

SHORT = {
    Audience.HOST_STATE: N_("Host state"),
    Audience.UNITED_NATIONS: N_("UN bodies"),
    Audience.DETAINING_STATE: N_("Detaining state"),
    Audience.PARTNERS: N_("Partners"),
    Audience.PRESS: N_("Press"),
    Audience.PUBLIC: N_("Public"),
}
"""The audiences that are shown, in their order."""

_GROUNDS = {
    GroundCode.ALLOWED_BY_RULE: N_("The rules allow it to everyone of this kind."),
    GroundCode.PUBLISHED: N_("A public source names the person."),
    GroundCode.CONSENT_GIVEN: N_("Consent no. {n} allows it."),
    GroundCode.NEVER: N_("The rules never allow it, whatever was consented to."),
    GroundCode.NO_CONSENT: N_("No consent for them is on record."),
    GroundCode.WITHHELD: N_("Consent no. {n} says: withhold."),
    GroundCode.RELATION_ONLY: N_("Consent no. {n} allows the relation only."),
    GroundCode.TO_BE_ASKED: N_("Consent no. {n} says: ask first."),
    GroundCode.WITHDRAWN: N_("Consent no. {n} was withdrawn."),
    GroundCode.EXPIRED: N_("Consent no. {n} has ended."),
    GroundCode.NOT_YET_GIVEN: N_("Consent no. {n} begins later."),
    GroundCode.UNDATED: N_("Consent no. {n} has no date."),
    GroundCode.NOT_EXPLICIT: N_("Consent no. {n} is for the public and does not name them."),
    GroundCode.NOT_ENTITLED: N_("Who gave consent no. {n} may not speak for the person."),
    GroundCode.AT_RISK: N_("The risk to this person is high."),
    GroundCode.PERSON_NOT_NAMED: N_("The detainee may not be named."),
    GroundCode.NAMES_SOMEBODY: N_("It names somebody in free text."),
    GroundCode.MARKED_SENSITIVE: N_("The passage is marked as sensitive."),
    GroundCode.BEARS_ON_WITHHELD: N_("It also tells something that is withheld."),
    GroundCode.NO_ORIGIN: N_("The origin of the photo is not recorded."),
    GroundCode.UNREADABLE_PICTURE: N_("The photo cannot be read."),
    GroundCode.OFFICE_ONLY: N_("It is for the office only."),
    GroundCode.LEFT_OUT: N_("The office leaves it out of this copy."),
}
_REFUSED = frozenset({GroundCode.NEVER, GroundCode.WITHHELD, GroundCode.RELATION_ONLY})


def may_be_named_to(
    file: AppealFile, detainee_id: UUID, today: date, *, published: bool
) -> dict[Audience, Decision]:
    """For each audience whether its copy may name the person, and why.

    `published`: a public source tells the name.
    """
    return may_be_shown_to(
        file, detainee_id, today, info_class=InfoClass.DETAINEE_NAME, published=published
    )


def may_be_shown_to(
    file: AppealFile, detainee_id: UUID, today: date, *, info_class: InfoClass,
    published: bool = False,
) -> dict[Audience, Decision]:  # fmt: skip
    """The same for any class of information about the person."""
    policy = policy_of(file)
    grants = GrantBook(file, today).detainee(detainee_id)
    return {
        audience: decide(info_class, audience, policy, [grants], today, published=published)
        for audience in SHORT
    }


def mark_of(decision: Decision) -> tuple[str, str]:
    """Icon and tone of a decision."""
    if decision.shown:
        return "check", "ok"
    if decision.to_be_asked:
        return "circle-question-mark", "warn"
    return "ban", "danger" if decision.ground.code in _REFUSED else "quiet"


def ground_words(t: Translator, ground: Ground) -> str:
    """Why something may be shown or not, in one sentence."""
    return t(_GROUNDS.get(ground.code, N_("It is withheld.")), n=ground.consent)


class NamedTo(QWidget):
    """A heading and a chip for each audience; pointing at one tells the reason.

    It is about the name, unless a `title` says what else it is about.
    """

    def __init__(
        self, t: Translator, title: str = "", tip: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._t = t
        self._shown: dict[Audience, Decision] = {}
        heading = Label(title or t("May be named to"), "heading")
        heading.set_tip(
            tip or t("Whose copy of an appeal may print the name, by rules and consents")
        )
        holder = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self._flow = FlowLayout(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(heading)
        column.addWidget(holder)

    def show_decisions(self, decisions: dict[Audience, Decision]) -> None:
        """Show what `may_be_named_to` says."""
        if decisions == self._shown:
            return
        self._shown = decisions
        self._flow.clear()
        for audience, decision in decisions.items():
            chip = self._chip(audience, decision)
            self._flow.addWidget(chip)
            chip.show()

    def _chip(self, audience: Audience, decision: Decision) -> Chip:
        t = self._t
        name, reason = t(SHORT[audience]), ground_words(t, decision.ground)
        words = t("{audience}: ask first", audience=name) if decision.to_be_asked else name
        chip = Chip(words, *mark_of(decision), tip=reason)
        chip.setAccessibleDescription(reason)
        return chip
