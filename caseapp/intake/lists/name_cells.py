"""The names in one cell: several spellings, other names in brackets, titles, odd dots.

Every spelling is kept as it is written. What is no name is given back as words. Knows no cell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from caseapp.domain.names.scripts import Script, detect_script, script_of_name, split_by_script
from caseapp.domain.vocabulary import NameKind, NameScript
from caseapp.intake.lists.remarks import RemarkKind
from caseapp.intake.lists.rows import NameText
from caseapp.intake.lists.words import titles

K = RemarkKind
_LONGEST = 120
_MOST_WORDS = 7


@dataclass(slots=True)
class FoundNames:
    """`rest` are words of the cell that are no name; remarks with their parameters."""

    names: list[NameText] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    remarks: list[tuple[RemarkKind, dict[str, str]]] = field(default_factory=list)


_BETWEEN = re.compile(r"\s+/\s+|\s*[;；\n|]\s*|\s*/\s*(?=[^\W\d_])|、")
_AKA = re.compile(
    r"[\s,]*\b(?:a\.?k\.?a\.?|also(?: known as| called| spelled)?|он же|она же|также известен как|"
    r"также известна как|басқаша)\b[\s.:]*|又名|化名",
    re.I,
)
_BRACKETS = re.compile(r"\s*[(（\[【]([^()（）\[\]【】]*)[)）\]】]\s*")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_PARTED = re.compile(f"[()（）\\[\\]【】/;；\n|、]|{_AKA.pattern}", re.I)
_DOTS = re.compile(f"(?<=[{_HAN}])\\s*[·•‧∙⋅・･．.\u0387\u2e31]\\s*(?=[{_HAN}])")
"""Between Chinese characters: the middle dot in all the signs that are typed for it."""
_SEVERAL = re.compile(
    r"\b(?:and|family|children|others|и|с семьей|с детьми|и др|және|отбасы|бала-шағасы)\b"
    r"|&|一家|等人",
    re.I,
)
"""Words of a cell that speaks of more than one person."""
_BLANKS = re.compile(r"[^\S\n]+")
_SPACED_DOT = re.compile(r"\s*[•‧∙⋅・･]\s*")


def read_names(words: str, options: Mapping[str, str]) -> FoundNames:
    """The spellings in a cell; options as in `targets.OPTIONS`. A cell without letters is rest."""
    found = FoundNames()
    split = options.get("split")
    text = _DOTS.sub("·", words if split else _BLANKS.sub(" ", words))
    pieces = [text] if split == "none" else text.split("\n") if split == "lines" else _pieces(text)
    for place, piece in enumerate(pieces):
        _add(found, piece, options, whole=split in ("none", "lines"), first=place == 0)
    if len(found.names) > 1 and split != "lines":
        told = " · ".join(name.text for name in found.names)
        found.remarks.append((K.NAMES_SEVERAL, {"count": str(len(found.names)), "given": told}))
    return found


def _pieces(text: str) -> list[str]:
    """Parted by signs, brackets, "also known as", and where the script becomes another."""
    if not _PARTED.search(text):
        return _by_script(text)
    inside = [match[1] for match in _BRACKETS.finditer(text)]
    outside = _BRACKETS.sub(" ; ", text)
    pieces: list[str] = []
    for part in (*_BETWEEN.split(_AKA.sub(" ; ", outside)), *inside):
        for one in _BETWEEN.split(_AKA.sub(" ; ", part)):
            pieces += _by_script(one)
    return [piece for piece in pieces if piece]


def _by_script(text: str) -> list[str]:
    """ "Asqar Ülgibai 阿斯哈尔" is two spellings; Latin and Cyrillic words in one are left."""
    if text.isascii():
        return [_trimmed(text)]
    scripts = {script for script, _run in split_by_script(text)}
    if len(scripts) < 2 or not scripts & {Script.HANS, Script.ARAB}:
        return [_trimmed(text)]
    runs: list[tuple[str, str]] = []
    for script, run in split_by_script(text):
        kind = script.value if script in (Script.HANS, Script.ARAB) else ""
        if runs and runs[-1][0] == kind:
            runs[-1] = (kind, runs[-1][1] + run)
        else:
            runs.append((kind, run))
    return [_trimmed(run) for _kind, run in runs]


def _trimmed(text: str) -> str:
    return text.strip(" \t\r\n,，、-–—:：\u00a0\u3000'\"“”«»")


def _add(
    found: FoundNames, piece: str, options: Mapping[str, str], *, whole: bool, first: bool
) -> None:
    name = " ".join(piece.split()) if not whole else piece.strip()
    if not whole:
        name = _without_title(found, _SPACED_DOT.sub("·", name))
    if not name:
        return
    written = detect_script(name)
    if not whole and not _may_be_name(name, written, first=first):
        found.rest.append(name)
        if not any(c.isalpha() for c in name):
            found.remarks.append((K.NAME_NO_LETTERS, {"given": name}))
        return
    if any(name == one.text for one in found.names):
        return
    told = options.get("script")
    fits = told is not None and written is _SCRIPTS[NameScript(told)]
    script = NameScript(told) if told and fits else script_of_name(name)
    kind = NameKind(options.get("kind", NameKind.MAIN))
    found.names.append(NameText(name, script, kind))
    if not whole and _SEVERAL.search(name):
        found.remarks.append((K.NAME_SEVERAL_PEOPLE, {"given": name}))
    if (turned := turned_round(name)) is not None:
        found.remarks.append((K.NAME_BACKWARDS, {"given": name, "read": turned}))


_SCRIPTS = {
    NameScript.KK_CYRL: Script.CYRL, NameScript.KK_LATN: Script.LATN,
    NameScript.KK_ARAB: Script.ARAB, NameScript.ZH_HANS: Script.HANS, NameScript.RU: Script.CYRL,
    NameScript.EN: Script.LATN, NameScript.UG_ARAB: Script.ARAB,
}  # fmt: skip


def _may_be_name(text: str, script: Script | None, *, first: bool) -> bool:
    """The first words of a cell are a name unless they cannot be; later ones must look like one."""
    if len(text) > _LONGEST or len(text.split()) > _MOST_WORDS:
        return False
    if first:
        return any(map(str.isalpha, text))
    if any(c.isdecimal() for c in text):
        return False
    if script in (Script.HANS, Script.ARAB):
        return sum(map(str.isalpha, text)) >= 2
    return text[0].isupper() and len(text.split()) <= 4


def _without_title(found: FoundNames, name: str) -> str:
    """The name without "Mr" before it or 先生 behind it, which is told."""
    words = name.split(" ")
    while len(words) > 1 and words[0].rstrip(".,").lower() in titles():
        _title(found, words.pop(0))
    name = " ".join(words)
    if not name.isascii() and name[-2:] in titles():
        for title in titles():
            if name.endswith(title) and len(name) > len(title) + 1:
                _title(found, title)
                return name[: -len(title)]
    return name


def _title(found: FoundNames, title: str) -> None:
    found.rest.append(title)
    found.remarks.append((K.NAME_TITLE, {"given": title}))


# -- written backwards -------------------------------------------------------------------------
_TURNED_HAN = ("克别", "克白", "丽古", "木提", "江拜", "尔都", "汗提", "汗拉", "拉米孜", "合拜尼")
"""Frequent ends of Chinese forms of Kazakh and Uyghur names, as they stand in a turned name."""


@lru_cache(maxsize=10_000)
def turned_round(name: str) -> str | None:
    """The name read from its end, if that is likely how it was meant; else None.

    Copying out of a program for right-to-left writing turns words round: "raqsA", 克别….
    """
    script = detect_script(name)
    if script is Script.HANS:
        turned = any(name.startswith(end) for end in _TURNED_HAN)
        return name[::-1] if turned and len(name) > 3 else None
    if script in (Script.LATN, Script.CYRL):
        words = [word for word in re.findall(r"[^\W\d_]+", name) if len(word) > 2]
        turned = bool(words) and all(w[-1].isupper() and w[:-1].islower() for w in words)
        return name[::-1] if turned else None
    return None
