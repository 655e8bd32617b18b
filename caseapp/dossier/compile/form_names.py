"""What somebody is called: the items of a form on names, in all scripts and in their parts.

From views to words; sees no record.
"""

from __future__ import annotations

from collections.abc import Sequence

from caseapp.disclosure.names import best_form, one_a_script
from caseapp.disclosure.text import plain
from caseapp.disclosure.view import CaseView, NameParts
from caseapp.domain.vocabulary import InfoClass, NameKind, NameScript
from caseapp.dossier.compile.form_context import Context, Filled
from caseapp.dossier.compile.sentences import main_name
from caseapp.dossier.form_templates import Item


def names_main(c: Context, case: CaseView, item: Item) -> Filled:
    """The name as the form's language writes it, and in brackets as the document has it."""
    if not case.names:
        return Filled(paragraphs=(main_name(case, c.words),))
    first, document, _, _ = _names(c, case)
    brackets = c.words.tr("{name} ({other})", name=first, other=document)
    return c.answer([plain(brackets if document else first)])


def names_other(c: Context, case: CaseView, item: Item) -> Filled:
    """One spelling for each other script, letters and others apart; then former, other names."""
    if not case.names:
        return c.answer([], {InfoClass.DETAINEE_NAME} if case.name_hidden else ())
    _, _, scripts, others = _names(c, case)
    lines = [line for some in (scripts, others) for line in _by_direction(c, some)]
    return c.answer(map(plain, lines))


def _by_direction(c: Context, names: Sequence[Spelling]) -> list[str]:
    """Names in letters on one line; each other on its own, or names of scripts that run
    from the right and from the left would change places."""
    lettered = [text for text, script in names if script not in _APART]
    apart = [text for one in _APART for text, script in names if script is one]
    return [c.words.marks.semicolon.join(lettered), *apart]


_APART = (NameScript.ZH_HANS, NameScript.KK_ARAB, NameScript.UG_ARAB)
"""Scripts that stand on a line of their own, so that no name of theirs is broken."""


Spelling = tuple[str, NameScript]


def _names(c: Context, case: CaseView) -> tuple[str, str, list[Spelling], list[Spelling]]:
    """The first spelling, that of the document if it is another, other scripts, other names."""
    forms = [(name.text, name.script, name.kind) for name in case.names]
    main, others = one_a_script(forms, c.language)
    first, *scripts = main
    document = next((form for form in scripts if form[2] is NameKind.DOCUMENT), None)
    return (
        first[0],
        document[0] if document and first[2] is not NameKind.DOCUMENT else "",
        [f[:2] for f in scripts if f is not document or first[2] is NameKind.DOCUMENT],
        [form[:2] for form in others],
    )


def _stated(c: Context, case: CaseView) -> NameParts:
    """The parts of the spelling that the form's language prints first; empty without any."""
    stated = {parts.form: parts for parts in c.of(case).names if parts.form}
    best = best_form(stated, c.language)
    return stated[best] if best else NameParts()


def names_family(c: Context, case: CaseView, item: Item) -> Filled:
    """The family name; where nobody stated which part that is, the whole name with these words."""
    tr, name = c.words.tr, _stated(c, case)
    if name.family:
        return c.answer([plain(name.family)])
    if name.given and name.father:
        return c.answer([plain(tr("father’s given name: {name}", name=name.father))])
    if not case.names:
        return names_main(c, case, item)
    return c.answer([plain(tr("whole name: {name}", name=_names(c, case)[0]))])


def names_given(c: Context, case: CaseView, item: Item) -> Filled:
    """Given name and, beside a family name, the father's name."""
    name = _stated(c, case)
    if not name.given:
        return Filled(paragraphs=(plain(c.words.tr("see the item above")),), known=bool(case.names))
    parts = (name.given, name.father if name.family else "")
    return c.answer([plain(" ".join(filter(None, parts)))])
