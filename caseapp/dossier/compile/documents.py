"""The two kinds of documents: an addressee's copy and the office's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from caseapp.disclosure.case_view import ReadImage
from caseapp.disclosure.left_out import LeftOut
from caseapp.disclosure.passing import policy_of, secrets_of, shown_names
from caseapp.disclosure.photos import FOR_POSTERS, LARGEST
from caseapp.disclosure.words import Words
from caseapp.domain.policy import Policy
from caseapp.domain.vocabulary import Audience
from caseapp.dossier import letter_choice
from caseapp.dossier.compile.assembly import Assembly, for_addressee
from caseapp.dossier.compile.copy import Compiled, Gated, consented, pass_gate
from caseapp.dossier.compile.facts import Facts
from caseapp.dossier.compile.letter import LetterFacts
from caseapp.dossier.compile.letter_text import searched
from caseapp.dossier.compile.pages import CopyFacts, drawing_words, head, verification
from caseapp.dossier.compile.particulars import signing
from caseapp.dossier.compile.sentences import main_name
from caseapp.dossier.compile.withheld import IssuedView, withheld_list
from caseapp.dossier.compile.withheld_words import said_again
from caseapp.dossier.document import Dossier, Part
from caseapp.dossier.letters import Template, wording_of
from caseapp.dossier.parts import FORMS, PartKind, parts_of
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.casefile import AppealFile
from caseapp.store.records import Addressee, AppealAddressee

_OFFICE_PARTS = (
    PartKind.CONTENTS, PartKind.SUMMARY, PartKind.PERSONS, PartKind.SHEETS, PartKind.ANNEX,
)  # fmt: skip


def compile_copy(
    file: AppealFile,
    addressee_id: UUID,
    *,
    language: str,
    copy_number: int,
    produced_at: datetime,
    read_image: ReadImage,
    policy: Policy | None = None,
) -> Compiled:
    """The copy of an appeal for one of its addressees, as that addressee may see it.

    `produced_at` is the day on which consents are judged. Raises UserError if the appeal
    has no such addressee, or no letter in that language.
    """
    pair = _addressee(file, addressee_id)
    rules = policy or policy_of(file)
    words = Words(language)
    gated = pass_gate(
        file,
        pair[1].audience,
        words=words,
        policy=rules,
        produced_at=produced_at,
        read_image=read_image,
        left_out=LeftOut.of(pair[0]),
        largest=FOR_POSTERS if PartKind.POSTERS in parts_of(*pair) else LARGEST,
    )
    template = _template(file, pair, language, gated)
    facts = Facts(file, gated, words, produced_at)
    second = None
    if pair[0].second_language not in ("", language):
        spoken = Words(pair[0].second_language)
        other = _template(file, pair, spoken.language, gated)
        second = other, Facts(file, gated, spoken, produced_at)
    assembly, letter = for_addressee(
        file, gated, words, facts, rules, template, pair, parts_of(*pair), copy_number, second
    )
    letters = [one for one in (letter, assembly.second_letter) if one is not None]
    has_letter = PartKind.LETTER in assembly.kinds
    parts = assembly.parts()
    return Compiled(
        dossier=Dossier(
            head=head(assembly.copy_facts, words), words=drawing_words(words), parts=parts
        ),
        images=gated.images,
        withheld=gated.gate.withheld,
        secrets=secrets_of(gated),
        shown=(
            *shown_names(gated),
            *(w for one in letters for w in _shown_particulars(one.facts, assembly.kinds)),
            *assembly.forms.shown(),
        ),
        policy_number=rules.number,
        templates={
            **(dict(one.template_version() for one in letters) if has_letter else {}),
            **assembly.forms.versions,
        },
        blanks=tuple(dict.fromkeys(b for one in letters for b in one.findings.blanks)),
        unconfirmed=tuple(dict.fromkeys(u for one in letters for u in one.findings.unconfirmed)),
        letter_values=letter.plain_values(),
        consented=consented(gated.gate),
    )


def compile_office_copy(
    file: AppealFile,
    copies: Iterable[IssuedView],
    *,
    language: str,
    copy_number: int,
    produced_at: datetime,
    read_image: ReadImage,
    policy: Policy | None = None,
) -> Compiled:
    """The complete copy that stays: every item, and what each issued copy withholds and why."""
    rules = policy or policy_of(file)
    words = Words(language)
    gated = pass_gate(
        file,
        Audience.OFFICE,
        words=words,
        policy=rules,
        produced_at=produced_at,
        read_image=read_image,
    )
    writer = Facts(file, gated, words, produced_at)
    tr = words.tr
    cases = {case.id: (main_name(case, words), case.case_number) for case in gated.view.cases}
    facts = CopyFacts(
        dossier_number=writer.reference(),
        copy_number=copy_number,
        audience=Audience.OFFICE.value,
        language=language,
        short_title=tr("Office copy"),
        addressee=tr("our office"),
        addressee_short=tr("office"),
        produced=produced_at.date().isoformat(),
        produced_words=words.day(produced_at.date()),
        policy=writer.policy_words(rules),
        template="",
        entries=len(gated.view.cases),
        signatures=0,
        sources=len(gated.view.sources),
        sender=writer.sender(),
        notice=writer.notice(()),
    )
    assembly = Assembly(
        file=file,
        gated=gated,
        words=words,
        facts=writer,
        rules=rules,
        kinds=_OFFICE_PARTS,
        copy_facts=facts,
    )
    parts: list[Part] = list(assembly.parts())
    for issued in copies:
        about = (item.case_id for item in issued.withheld)
        said = said_again(file, about, Words(issued.language), words)
        parts.append(withheld_list(issued, cases, words, said))
    parts.append(verification(facts, words))
    top = replace(
        head(facts, words),
        copy_words=tr("Office copy"),
        office_warning=tr("Office copy. Do not give out."),
    )
    return Compiled(
        dossier=Dossier(head=top, words=drawing_words(words), parts=tuple(parts)),
        images=gated.images,
        withheld=(),
        secrets=(),
        shown=(),
        policy_number=rules.number,
        templates={},
    )


def _addressee(file: AppealFile, addressee_id: UUID) -> tuple[AppealAddressee, Addressee]:
    pair = file.addressee(addressee_id)
    if pair is None:
        raise UserError(
            N_("This appeal does not go to that addressee. Add it to the appeal first.")
        )
    return pair


def _template(
    file: AppealFile, pair: tuple[AppealAddressee, Addressee], language: str, gated: Gated
) -> Template:
    """The letter that applies to this copy, searched for what may not stand in it."""
    name = letter_choice.letter_of_copy(file, *pair)
    template = wording_of(file.appeal.letters, file.letters, name, language).template()
    signing_it = signing(file, pair[1], gated.plan.refuses)
    signers = frozenset(s.contact_id or s.id for s in signing_it)
    return searched(template, gated.builder.scrubber, signers)


_SIGNED = frozenset({PartKind.LETTER, PartKind.SIGNATURES, *FORMS})
"""Parts on which those who sign can stand."""


def _shown_particulars(facts: LetterFacts, kinds: Collection[PartKind]) -> list[str]:
    """Strings that stand by the act of signing, where anything is signed, or are the sender's and
    the addressee's own."""
    found = [*facts.addressee.values(), *facts.organisation.values()]
    for signatory in facts.signatories if _SIGNED.intersection(kinds) else ():
        found += [signatory.name, signatory.iin, signatory.address, signatory.phone]
        found.append(signatory.initials)
    return [text for text in dict.fromkeys(found) if text]
