"""The sheets of cases for the office alone, with their sources, outside any appeal."""

from __future__ import annotations

from datetime import datetime

from caseapp.disclosure.case_view import ReadImage
from caseapp.disclosure.passing import policy_of
from caseapp.disclosure.words import Words
from caseapp.domain.vocabulary import Audience
from caseapp.dossier.compile.annex import AnnexWriter
from caseapp.dossier.compile.copy import Compiled, pass_gate
from caseapp.dossier.compile.pages import drawing_words, fictitious_notice, sheet_labels
from caseapp.dossier.compile.sheets import SheetWriter
from caseapp.dossier.document import CaseSheets, Dossier, Head, Part
from caseapp.store.casefile import AppealFile


def compile_sheets(
    file: AppealFile, *, language: str, produced_at: datetime, read_image: ReadImage
) -> Compiled:
    """Everything that is on record of the cases of `file` (see `load_case_file`).

    It passes the gate as the office's own, says on every page that it must not be given out,
    and is no copy: it has no number and stands in no register.
    """
    words, policy = Words(language), policy_of(file)
    gated = pass_gate(
        file, Audience.OFFICE, words=words, policy=policy, produced_at=produced_at,
        read_image=read_image,
    )  # fmt: skip
    cases = gated.view.cases
    writer = SheetWriter(words, gated.sources, produced_at.date(), lambda _case: ())
    sheets = CaseSheets(
        annex="",
        title=words.tr("Case sheets"),
        labels=sheet_labels(words),
        sheets=tuple(writer.write(case, n, len(cases)) for n, case in enumerate(cases, 1)),
    )
    parts: list[Part] = [sheets]
    if gated.view.sources:
        parts.append(AnnexWriter(words, gated.sources, cases).write(""))
    tr, number = words.tr, ", ".join(case.case_number for case in cases)
    head = Head(
        dossier_number=number,
        copy_number=0,
        audience=Audience.OFFICE.value,
        language=language,
        title=tr("Case sheets"),
        short_title=tr("Case sheets"),
        copy_words=tr("Office copy"),
        addressee_short=tr("office"),
        produced=produced_at.date().isoformat(),
        notice=fictitious_notice([case.fictitious for case in cases], words),
        office_warning=tr("Office copy. Do not give out."),
    )
    return Compiled(
        dossier=Dossier(head=head, words=drawing_words(words), parts=tuple(parts)),
        images=gated.images,
        withheld=(),
        secrets=(),
        shown=(),
        policy_number=policy.number,
        templates={},
    )
