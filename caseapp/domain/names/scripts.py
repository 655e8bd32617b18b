"""Which script a text is in, and the form of a text in which letters are compared.

For the full-text index and for looking up names as they are spelled. That two spellings in
different scripts are one name is not known here, nor that a Kazakh letter was typed on a
Russian keyboard (қ as к): that is for the matching of names.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from caseapp.domain.vocabulary import NameScript


class Script(StrEnum):
    """ISO 15924 codes. All Han characters count as `Hans`: the forms are not told apart."""

    CYRL = "Cyrl"
    LATN = "Latn"
    ARAB = "Arab"
    HANS = "Hans"


_HAN = (
    "\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U000323af"
)
_LETTERS = {
    Script.CYRL: "\u0400-\u0482\u048a-\u052f\u1c80-\u1c8a\u1d2b\u1d78\ua640-\ua66e\ua680-\ua69d",
    Script.LATN: (
        "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u1d00-\u1d25\u1e00-\u1eff"
        "\u2c60-\u2c7f\ua722-\ua787\ua78b-\ua7ff\uab30-\uab64\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a"
    ),
    Script.ARAB: (
        "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef"
        "\u06fa-\u06fc\u06ff\u0750-\u077f\u0870-\u0887\u0889-\u088e\u08a0-\u08c9"
        "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc"
    ),
    Script.HANS: _HAN,
}
_OF_SCRIPT = re.compile("|".join(f"(?P<{s}>[{letters}])" for s, letters in _LETTERS.items()))
_LETTER = {script: re.compile(f"[{letters}]") for script, letters in _LETTERS.items()}
_ASCII_LETTER = re.compile("[A-Za-z]")
_OTHER_LETTER = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=4_096)
def script_of(character: str) -> Script | None:
    """The script of one letter; None for figures, marks, punctuation and other scripts."""
    match = _OF_SCRIPT.match(character)
    return Script(match.lastgroup) if match and match.lastgroup else None


def detect_script(text: str) -> Script | None:
    """The script of most letters of a text; of equals the one met first. None without letters."""
    if text.isascii():
        return Script.LATN if _ASCII_LETTER.search(text) else None
    counts = {s: n for s, letters in _LETTER.items() if (n := len(letters.findall(text)))}
    if len(counts) < 2:
        return next(iter(counts), None)
    most = max(counts.values())
    best = [script for script, count in counts.items() if count == most]
    return min(best, key=lambda script: _first(script, text))


def _first(script: Script, text: str) -> int:
    found = _LETTER[script].search(text)
    return found.start() if found else len(text)


_LIKELIEST = {
    Script.CYRL: NameScript.KK_CYRL,
    Script.LATN: NameScript.EN,
    Script.ARAB: NameScript.KK_ARAB,
    Script.HANS: NameScript.ZH_HANS,
}


def script_of_name(name: str) -> NameScript:
    """What a name that was just typed is likeliest written in; a person can correct it later.

    Cyrillic letters are taken for Kazakh, Arabic letters too; what has no letters for Latin.
    """
    found = detect_script(name)
    return _LIKELIEST[found] if found else NameScript.EN


def split_by_script(text: str) -> list[tuple[Script | None, str]]:
    """Runs of one script, in order; joined they give the text back.

    Spaces, figures, marks and punctuation belong to the run before them, or to the first
    run if they begin the text. Letters of any other script make runs of None.
    """
    runs: list[tuple[Script | None, str]] = []
    start, current, seen = 0, None, False
    for position, character in enumerate(text):
        script = script_of(character)
        if script is None and not _OTHER_LETTER.match(character):
            continue
        if seen and script is not current:
            runs.append((current, text[start:position]))
            start = position
        current, seen = script, True
    if start < len(text):
        runs.append((current, text[start:]))
    return runs


# Nothing of these is seen or heard: format characters (zero width, bidi controls, byte order
# mark, soft hyphen), variation selectors, fillers, the Arabic tatweel and vowel marks, and
# the Kazakh high hamza in all the encodings it is met in (U+0621, U+0674, combining U+0654,
# U+0655). The hamza stands before its word or behind a letter, by encoding, and is often
# left out; no order could be kept, so it goes.
_DROPPED = re.compile(
    "[\u00ad\u034f\u0600-\u0605\u0610-\u061a\u061c\u0621\u0640\u064b-\u065f\u0670\u0674"
    "\u06d6-\u06dd\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u070f\u0890\u0891\u08e2"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e01ef]"
)
_HIGH_HAMZA = {"\u0675": "ا", "\u0676": "و", "\u0677": "ۇ", "\u0678": "ي"}
_DOTS = "\u00b7\u2022\u2027\u2219\u22c5\u2e31\u2e33\u30fb\uff65\u0387\u16eb\ua78f"
_UNIFIED = {
    # One letter each in Kazakh, Uyghur, Persian and Arabic keyboards' encodings.
    **dict.fromkeys("یىے", "ي"),
    **dict.fromkeys("کڪ", "ك"),
    **dict.fromkeys("ەھہةۀ", "ه"),
    **dict.fromkeys("أإآٱ", "ا"),
    "ؤ": "و",
    "ё": "е",
    "ı": "i",
    **dict.fromkeys(_DOTS[1:], "·"),
}
_OF_HIGH_HAMZA, _OF_UNIFIED = (re.compile(f"[{''.join(of)}]") for of in (_HIGH_HAMZA, _UNIFIED))
_LATIN_MARKED = re.compile("[\u00e0-\u00f6\u00f8-\u017f\u01cd-\u024f\u1e00-\u1eff]")
_MARKS = re.compile("[\u0300-\u036f]+")
_DOT_SPACED = re.compile(r" ?· ?")
_STOP_BETWEEN_HAN = re.compile(f"[.．](?<=[{_HAN}].)(?=[{_HAN}])")
_OTHER_FIGURE = re.compile(r"[^\D0-9]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_PLAIN = re.compile(
    "[\x00-\x7f\u00a0\u00ab\u00b7\u00bb\u0400-\u0481\u048a-\u052f\u2013\u2014\u2018\u2019"
    "\u201c-\u201e\u4e00-\u9fff]*"
)
"""Texts of which nothing goes and nothing is composed, only capitals and ё become other letters:
most texts there are."""


def search_key(text: str) -> str:
    """The form in which two spellings of one text in one script are equal.

    NFKC (so full-width forms become plain) and case folding; figures become ASCII; what is
    not seen goes; the hamza goes; look-alike Arabic letters (ی ي ى, ک ك, ه ە ھ), middle
    dots and ё/е become one; Latin letters lose their marks, and all letters a stress mark.
    Runs of white space become one space. Applying it twice changes nothing.
    """
    if _PLAIN.fullmatch(text):
        text = _plain_key(text)
    else:
        text = _OF_HIGH_HAMZA.sub(_without_hamza, _DROPPED.sub("", text))
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
        text = _OF_UNIFIED.sub(_unified, _DROPPED.sub("", text))
        text = _MARKS.sub("", _LATIN_MARKED.sub(_without_marks, text))
        text = _OTHER_FIGURE.sub(_ascii_figure, text)
    text = _single_spaced(_STOP_BETWEEN_HAN.sub("·", text))
    return _single_spaced(_DOT_SPACED.sub("·", text)) if "·" in text else text


def _plain_key(text: str) -> str:
    return text.lower().replace("ё", "е")


def _single_spaced(text: str) -> str:
    return " ".join(_CONTROLS.sub(" ", text).split())


# A pattern looks a text through ten times faster than `translate` looks each letter up.
def _without_hamza(match: re.Match[str]) -> str:
    return _HIGH_HAMZA[match[0]]


def _unified(match: re.Match[str]) -> str:
    return _UNIFIED[match[0]]


def _without_marks(match: re.Match[str]) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFD", match[0]))


def _ascii_figure(match: re.Match[str]) -> str:
    return str(unicodedata.decimal(match[0]))


_APOSTROPHE = re.compile(
    f"['`\u2018\u2019\u02bb\u02bc\u02b9](?<=[^\\W\\d_].)(?<![{_HAN}].)(?![{_HAN}])(?=[^\\W\\d_])"
)
"""Between letters of one word; a Han character begins and ends words by itself."""
_TOKEN = re.compile(f"[^\\W_{_HAN}]+|(?=[^\\W_])[{_HAN}]")


def index_tokens(text: str) -> list[str]:
    """The words of a text as the full-text index holds them, in order.

    Every Han character is a word of its own; other words are whole. Made of letters and
    figures only, so that no further tokenizer divides them. An apostrophe between letters
    is left out ("Ma'mur" is "mamur").

    Contract: if one text contains another at word boundaries (white space, punctuation, the
    ends, either side of a Han character), the tokens of the part are an unbroken run within
    the tokens of the whole: `index_tokens(f"{a} {b}") == index_tokens(a) + index_tokens(b)`.
    """
    if len(text) > _LONGEST_REMEMBERED:
        return _tokens(text)
    return list(_remembered_tokens(text))


def _tokens(text: str) -> list[str]:
    # Spaces and dots are no words: of a plain text it is all the same how many there are.
    key = _plain_key(text) if _PLAIN.fullmatch(text) else search_key(text)
    return _TOKEN.findall(_APOSTROPHE.sub("", key))


_LONGEST_REMEMBERED = 40


@lru_cache(maxsize=20_000)
def _remembered_tokens(text: str) -> tuple[str, ...]:
    """Words and names come again and again while texts are searched for them."""
    return tuple(_tokens(text))


_QUOTED_OR_WORD = re.compile(r'["“”«»]([^"“”«»]*)["“”«»]|([^\s"“”«»]+)')


def query_terms(text: str) -> list[str]:
    """What a person typed to search, as terms that must all be found.

    Words are parted by white space; what stands in quotation marks is one term. Each term is
    its `index_tokens` joined by spaces: the tokens of one term are to be found side by side.
    All terms' tokens together are the tokens of the typed text, in order.
    """
    terms = (" ".join(index_tokens(m[1] or m[2] or "")) for m in _QUOTED_OR_WORD.finditer(text))
    return [term for term in terms if term]
