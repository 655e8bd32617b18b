"""What forms may know of a case beside its `CaseView`: plain values that passed the gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from caseapp.disclosure.view import Hidden, NameParts, PaperView
from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import Audience, InfoClass, Sex
from caseapp.dossier.document import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquirerView:
    """The petitioner's own particulars, there only if the copy names him or her.

    `citizenship` is a country's code; `contact` is postal address, telephone numbers, e-mail.
    """

    sex: Sex = Sex.UNKNOWN
    birth: UncertainDate = field(default_factory=UncertainDate.unknown)
    citizenship: str = ""
    contact: tuple[str, ...] | Hidden = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCaseView:
    """`names` are the spellings whose parts are stated and may stand alone, in no order.
    `citizenships` are codes of countries: a form words them in its own language. `consents` gives
    by audience the day on which the family consented to naming the person. `follow_up`: the
    petitioner consented for this copy, and may be contacted."""

    names: tuple[NameParts, ...] = ()
    citizenships: tuple[str, ...] = ()
    papers: tuple[PaperView, ...] = ()
    birth_place: Text = ()
    enquirer: EnquirerView = field(default_factory=EnquirerView)
    consents: Mapping[Audience, UncertainDate] = field(default_factory=dict)
    follow_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormViews:
    """All cases of a copy by id.

    `silent` are the classes of which something was left out without a token somewhere in the
    copy: there a form must not call unknown what is only not told.
    """

    audience: Audience
    cases: Mapping[UUID, FormCaseView]
    silent: frozenset[InfoClass]

    def shown(self) -> tuple[str, ...]:
        """Every particular of an enquirer that the copy shows on purpose."""
        contacts = [view.enquirer.contact for view in self.cases.values()]
        return tuple(text for found in contacts if not isinstance(found, Hidden) for text in found)
