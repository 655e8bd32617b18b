"""From chosen cases to the facts that one audience may see: the only way into an export.

For the office everything as it stands in the vault; for anybody else what passes the wall that
paper passes too. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from caseapp.disclosure.case_view import ReadImage
from caseapp.disclosure.gate import WithheldItem
from caseapp.disclosure.grants import GrantBook
from caseapp.disclosure.left_out import NOTHING, LeftOut
from caseapp.disclosure.passing import pass_wall, policy_of
from caseapp.disclosure.words import Words
from caseapp.domain.consent import GroundCode
from caseapp.domain.policy import Policy
from caseapp.domain.vocabulary import Audience, InfoClass
from caseapp.errors import UserError
from caseapp.exchange.export.complete import complete_cases, complete_sources
from caseapp.exchange.export.facts import Released
from caseapp.exchange.export.released import ReleasedFacts
from caseapp.i18n import N_
from caseapp.store.casefile import AppealFile, load_case_file
from caseapp.store.vault import Vault

AS_WRITTEN = ""
"""The language of an export whose texts stand as they were written."""

NOTHING_CHOSEN = N_("No case is chosen, so nothing would be written. Choose at least one.")


def collect(
    vault: Vault,
    ids: Sequence[UUID],
    audience: Audience,
    today: date,
    *,
    language: str = "en",
    texts: str = AS_WRITTEN,
    photos: bool = True,
) -> Released:
    """What an export of these cases made today for `audience` holds.

    `language` is that of the words in brackets for what is withheld; `texts` the one in which
    translated texts are taken where there are translations. Raises UserError if nothing is chosen.
    """
    if not ids:
        raise UserError(NOTHING_CHOSEN)
    office = audience is Audience.OFFICE
    chosen = list(dict.fromkeys(ids))
    file = vault.read(lambda session: load_case_file(session, chosen, to_leave=not office))
    return release(
        file,
        audience,
        today,
        policy=policy_of(file),
        words=WordsOfExport(language, texts),
        read_image=vault.read_attachment,
        photos=photos,
    )


def release(
    file: AppealFile,
    audience: Audience,
    today: date,
    *,
    policy: Policy,
    words: WordsOfExport,
    read_image: ReadImage,
    photos: bool,
) -> Released:
    """The same from what stands behind the cases."""
    if audience is Audience.OFFICE:
        return _for_office(file, today, policy, words)
    everybody = frozenset(one.detainee_id for one in file.persons)
    passed = pass_wall(
        file,
        audience,
        words=words,
        policy=policy,
        today=today,
        read_image=read_image,
        left_out=NOTHING if photos else LeftOut(photos=everybody),
    )
    facts = ReleasedFacts(passed)
    cases, sources = facts.cases(), facts.sources()
    return Released(
        audience=audience,
        policy=policy.number,
        made_on=today,
        language=words.of_words,
        cases=cases,
        sources=sources,
        images=passed.images,
        withheld=tuple(one for one in passed.gate.withheld if not _not_asked_for(one)),
        secrets=facts.secrets(),
        shown=facts.shown(),
    )


class WordsOfExport(Words):
    """The words for what is withheld in one language, the records' own texts in another."""

    def __init__(self, language: str, texts: str) -> None:
        super().__init__(language)
        self.of_words = language
        self.language = texts


def _for_office(file: AppealFile, today: date, rules: Policy, words: WordsOfExport) -> Released:
    return Released(
        audience=Audience.OFFICE,
        policy=rules.number,
        made_on=today,
        language=words.of_words,
        cases=complete_cases(file, GrantBook(file, today), words.language),
        sources=complete_sources(file),
    )


def _not_asked_for(item: WithheldItem) -> bool:
    """A photo that the form cannot hold, or that nobody wanted, was not withheld."""
    return item.info_class is InfoClass.PHOTO and item.ground.code is GroundCode.LEFT_OUT
