"""The claim slip of an intake: worded in the language of who takes it home, and written. Qt-free.

Only what a lost slip may tell: numbers, the day, how to reach the office. No name of anybody: the
case's number leads the office to it.
"""

from __future__ import annotations

from collections.abc import Mapping

from caseapp.domain.dates import UncertainDate, format_date
from caseapp.dossier.claim_slip import ClaimSlip
from caseapp.i18n import translator
from caseapp.intake.visit import VisitPage
from caseapp.store.records import Office
from caseapp.store.vault import Vault


def slip_of(vault: Vault, page: VisitPage, language: str) -> ClaimSlip:
    """What stands on the slip of this intake, in one of the languages of the screen."""
    t = translator(language)
    office = next(iter(vault.all(Office)), None)
    day = UncertainDate.on(page.started_at.astimezone().date())
    return ClaimSlip(
        language=language,
        title=t("Claim slip"),
        number=t("No. {number}", number=page.serial),
        code=page.number,
        rows=(
            (t("Case"), page.number),
            (t("Date"), format_date(day, language)),
        ),
        notes=(
            t(
                "This slip says that what you told was written down on this day."
                " It is no promise: nobody can say what will come of it."
            ),
            t("Bring it along, or tell its number, when you come again or call."),
        ),
        office=_reached(office, language) if office else (),
    )


def _reached(office: Office, language: str) -> tuple[str, ...]:
    """Name, address, phone and mail of the office, as far as they are known."""
    lines = (
        _in(office.texts.get("name", {}), language),
        _in(office.texts.get("address", {}), language),
        office.phone,
        office.email,
    )
    return tuple(line for line in lines if line)


def _in(texts: Mapping[str, str], language: str) -> str:
    """A text in the language, else in English, else in any."""
    wanted = (language, language.partition("_")[0], "en", *texts)
    return next((texts[one] for one in wanted if texts.get(one)), "")
