"""Reads from the sources what the program says: every message that a translator is asked for.

From the syntax trees, because a token reader joins the two halves of a conditional expression
into one. Two domains: "dossier" is paper and the vocabulary, "caseapp" is the screen and the
command line; see docs/glossary.md. Knows no translation.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCREEN, PAPER = "caseapp", "dossier"
DOMAINS = (SCREEN, PAPER)
DIRECT = {
    # The translator that a module calls, by where the module is; the longest path counts.
    "caseapp/": (SCREEN,),
    "caseapp/domain/": (PAPER,),
    "caseapp/dossier/": (PAPER,),
    "caseapp/disclosure/": (PAPER,),
}
MARKED = {
    # Who translates what a module only marks. Reports, verdicts and errors of the paper's rooms
    # are told on the screen; a remark of the domain may be told on both.
    "caseapp/": (SCREEN,),
    "caseapp/domain/": (SCREEN, PAPER),
    "caseapp/domain/labels.py": (PAPER,),
    "caseapp/disclosure/": (PAPER,),
    "caseapp/dossier/compile/": (PAPER,),
    "caseapp/dossier/consent_form.py": (PAPER,),
    "caseapp/dossier/office/words.py": (PAPER,),
}
TRANSLATORS = {"t", "_t", "tr", "_tr", "translate", "_translate"}
FACTORIES = {"translate", "translator"}
METHODS = ("plural", "in_context", "plural_in_context")
TOLD_ON_SCREEN = {"report"}
"""Besides everything named ...Error: what shows it is always the screen's translator."""

TAKES_MESSAGE = {
    "UserError": (0,),
    "Action": (0,),
    "ViewSpec": ("label", "short"),
    "FieldSpec": (1, "label", "hint"),
}
"""Arguments that are message ids by their own documentation, marked or not."""


@dataclass(frozen=True, order=True)
class Message:
    """What a catalogue has a translation for; `context` and `plural` are "" where unused."""

    id: str
    context: str = ""
    plural: str = ""


@dataclass
class Found:
    """Messages of each domain with the files that say them; `faults` are sentences."""

    messages: dict[str, dict[Message, set[str]]] = field(
        default_factory=lambda: {domain: {} for domain in DOMAINS}
    )
    faults: list[str] = field(default_factory=list)

    def add(self, message: Message, domains: tuple[str, ...], file: str) -> None:
        for domain in domains:
            self.messages[domain].setdefault(message, set()).add(file)


def extract(root: Path = ROOT) -> Found:
    """Everything below `root`/caseapp that a translator is or will be asked for."""
    found = Found()
    for path in sorted((root / "caseapp").rglob("*.py")):
        file = path.relative_to(root).as_posix()
        Reader(file, found).read(path.read_text(encoding="utf-8"))
    for messages in found.messages.values():
        _join_plurals(messages)
    return found


def _join_plurals(messages: dict[Message, set[str]]) -> None:
    """Gettext has one entry for an id: the one with a plural also serves the plain call."""
    for message in [m for m in messages if m.plural]:
        files = messages.pop(Message(message.id, message.context), set())
        messages[message] |= files


class Reader(ast.NodeVisitor):
    """Reads the messages of one module."""

    def __init__(self, file: str, found: Found) -> None:
        self._file, self._found = file, found
        (self._direct,) = _by_path(DIRECT, file)
        self._marked = _by_path(MARKED, file)
        self._names: dict[str, str] = dict.fromkeys(TRANSLATORS, self._direct)
        self._on_screen = 0

    def read(self, source: str) -> None:
        tree = ast.parse(source)
        self._learn_names(tree)
        self.visit(tree)

    def _learn_names(self, tree: ast.Module) -> None:
        """Variables that hold a translator, by what is assigned or annotated."""
        for node in ast.walk(tree):
            if isinstance(node, ast.arg) and _is_translator(node.annotation):
                self._names.setdefault(node.arg, self._direct)
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                domain = self._made_by(node.value)
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for target in targets:
                    if domain and (name := _name(target)):
                        self._names[name] = domain

    def _made_by(self, value: ast.expr) -> str:
        """The domain of `translator(language, domain)` and its like; "" for anything else."""
        if not (isinstance(value, ast.Call) and _name(value.func) in FACTORIES):
            return ""
        given = [*value.args[1:2], *(k.value for k in value.keywords if k.arg == "domain")]
        named = given[0].value if given and isinstance(given[0], ast.Constant) else ""
        return str(named) if named in DOMAINS else self._direct

    def visit_Call(self, node: ast.Call) -> None:
        told = _name(node.func) in TOLD_ON_SCREEN or _name(node.func).endswith("Error")
        self._on_screen += told
        self._read_call(node)
        self.generic_visit(node)
        self._on_screen -= told

    def _read_call(self, node: ast.Call) -> None:
        name = _name(node.func)
        marked = (SCREEN,) if self._on_screen else self._marked
        if name == "N_":
            self._take(node, marked, 0)
        elif name == "NC_":
            self._take(node, marked, 1, context=0)
        elif name == "NPC_":
            self._take(node, marked, 1, context=0, plural=2)
        elif name in METHODS and isinstance(node.func, ast.Attribute):
            domain = (self._domain_of(node.func.value) or self._direct,)
            context = None if name == "plural" else 0
            first = 0 if name == "plural" else 1
            plural = first + 1 if name.startswith("plural") else None
            self._take(node, domain, first, context=context, plural=plural)
        elif domain := self._domain_of(node.func):
            self._take(node, (domain,), 0)
        for place in TAKES_MESSAGE.get(name, ()):
            self._take(node, marked, place)

    def _domain_of(self, called: ast.expr) -> str:
        """The domain of a translator that is named or made on the spot."""
        return self._made_by(called) or self._names.get(_name(called), "")

    def _take(
        self,
        node: ast.Call,
        domains: tuple[str, ...],
        place: int | str,
        *,
        context: int | None = None,
        plural: int | None = None,
    ) -> None:
        contexts = list(self._texts(node, context)) if context is not None else [""]
        plurals = list(self._texts(node, plural)) if plural is not None else [""]
        for text in self._texts(node, place):
            for where in contexts:
                for many in plurals:
                    self._found.add(Message(text, where, many), domains, self._file)

    def _texts(self, node: ast.Call, place: int | str) -> Iterator[str]:
        """The literal texts that an argument can be; a computed one has none of its own."""
        if isinstance(place, str):
            given = [keyword.value for keyword in node.keywords if keyword.arg == place]
        else:
            given = node.args[place : place + 1]
        waiting = list(given)
        while waiting:
            value = waiting.pop()
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
                yield value.value
            elif isinstance(value, ast.IfExp):
                waiting += [value.orelse, value.body]
            elif isinstance(value, ast.JoinedStr | ast.BinOp):
                self._found.faults.append(
                    f"{self._file}:{value.lineno}: a message must be one literal text"
                )


def _by_path(table: dict[str, tuple[str, ...]], file: str) -> tuple[str, ...]:
    return table[max((path for path in table if file.startswith(path)), key=len)]


def _name(node: ast.expr) -> str:
    """The last part of a dotted name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _is_translator(annotation: ast.expr | None) -> bool:
    return annotation is not None and _name(annotation) in ("Translate", "Translator")
