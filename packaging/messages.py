"""Keeps the catalogues of resources/locale in step with what the program says.

    python packaging/messages.py update [LANGUAGE/DOMAIN…]
        add new messages (untranslated), drop those that are gone
    python packaging/messages.py check [LANGUAGE/DOMAIN…]
        say what is missing or wrong; exit code 1 if anything is

Without names all catalogues are meant; one is named as its file is, for example kk/dossier.
What is said is read by message_ids.py. A translation is never guessed from a similar one. Knows
no translation itself; what the words should be is in docs/glossary.md.
"""

from __future__ import annotations

import io
import re
import string
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po
from message_ids import DOMAINS, ROOT, Found, Message, extract

LOCALE = ROOT / "resources" / "locale"
LANGUAGES = ("ru", "kk", "zh_Hans")
NAMES = tuple(f"{language}/{domain}" for language in LANGUAGES for domain in DOMAINS)
END_MARKS = ".!?…:"

HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


# -- catalogues ------------------------------------------------------------------------------
def catalogue_path(language: str, domain: str, folder: Path = LOCALE) -> Path:
    return folder / language / f"{domain}.po"


def read_catalogue(path: Path, language: str) -> Catalog:
    """The catalogue at `path`; an empty one if there is none."""
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merged(messages: dict[Message, set[str]], old: Catalog, language: str) -> Catalog:
    """A catalogue of exactly these messages, sorted, with the translations that `old` has."""
    new = Catalog(locale=language)
    for message in sorted(messages):
        known = old.get(message.id, context=message.context or None)
        new.add(
            _key(message),
            _translation(message, known, new.num_plurals),
            locations=[(file, 0) for file in sorted(messages[message])],
            user_comments=known.user_comments if known else (),
            context=message.context or None,
        )
    return new


def write_catalogue(path: Path, catalogue: Catalog, language: str) -> bool:
    """Write it the same way every time; True if the file is another than before."""
    for entry in catalogue:
        entry.flags.discard("python-format")  # Babel guesses it from any "%"; ours has {places}
    text = io.BytesIO()
    write_po(text, catalogue, width=96, omit_header=True, include_lineno=False)
    header = HEADER.format(language=language, plural_forms=get_plural(language))
    data = header.encode() + text.getvalue()
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True


def _key(message: Message) -> str | tuple[str, str]:
    return (message.id, message.plural) if message.plural else message.id


def _translation(message: Message, known: Entry | None, forms: int) -> str | tuple[str, ...]:
    """What is known of it, in the shape that it needs now."""
    had = [] if known is None or known.fuzzy else _strings(known)
    if not message.plural:
        return had[0] if had else ""
    return tuple(had) if len(had) == forms else ("",) * forms


def _strings(entry: Entry) -> list[str]:
    return [entry.string] if isinstance(entry.string, str) else list(entry.string)


# -- checking --------------------------------------------------------------------------------
def catalogue_faults(messages: dict[Message, set[str]], catalogue: Catalog) -> list[str]:
    """One line for each message that is missing, unknown, fuzzy or badly translated."""
    known = {(m.id, m.context) for m in messages}
    faults = [f"obsolete entry kept: {entry.id!r}" for entry in catalogue.obsolete.values()]
    for entry in catalogue:
        one = entry.id if isinstance(entry.id, str) else entry.id[0]
        if one and (one, entry.context or "") not in known:
            faults.append(f"no longer said: {one!r} {entry.context or ''}".rstrip())
    for message in sorted(messages):
        entry = catalogue.get(message.id, context=message.context or None)
        where = f"{message.id!r} {message.context}".rstrip()
        if entry is None or not any(_strings(entry)):
            faults.append(f"not translated: {where}")
        else:
            faults += [f"{fault}: {where}" for fault in _entry_faults(message, entry, catalogue)]
    return faults


def _entry_faults(message: Message, entry: Entry, catalogue: Catalog) -> Iterator[str]:
    strings = _strings(entry)
    if entry.fuzzy:
        yield "marked fuzzy"
    if len(strings) != (catalogue.num_plurals if message.plural else 1):
        yield "wrong number of plural forms"
    wanted = [places(text) for text in (message.id, message.plural) if text]
    for text in strings:
        if not text:
            yield "a plural form is empty"
        elif places(text) not in wanted:
            yield "other {places} in the translation"
        elif _edges(text) != _edges(message.id) and " " in message.id:
            yield "other spaces or end mark in the translation"
        elif text == message.id and re.search("[a-z]{3}", re.sub(r"{.*?}", "", text)):
            yield "the same as the English"


def places(text: str) -> list[str] | None:
    """The `{named}` places of a message, sorted; None if they cannot be filled."""
    try:
        return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name})
    except ValueError:
        return None


def _edges(text: str) -> tuple[str, str, str]:
    """Spaces before and after, and the mark that ends a sentence, whatever its width."""
    inner = text.strip()
    end = unicodedata.normalize("NFKC", inner[-1:]).replace("。", ".")
    end = "…" if inner.endswith(("…", "...")) else end
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return before, after, end if end in END_MARKS else ""


# -- commands --------------------------------------------------------------------------------
def update(names: Sequence[str] = NAMES) -> list[str]:
    """Bring catalogues in step with the sources; one line for each that changed."""
    found, told = extract(), []
    for name in names:
        language, domain = name.split("/")
        path = catalogue_path(language, domain)
        old = read_catalogue(path, language)
        new = merged(found.messages[domain], old, language)
        if write_catalogue(path, new, language):
            empty = sum(not all(_strings(entry)) for entry in new if entry.id)
            gone = sum(1 for entry in old if entry.id and _absent(entry, new))
            told.append(f"{name}: {empty} to translate, {gone} dropped")
    return told


def _absent(entry: Entry, catalogue: Catalog) -> bool:
    one = entry.id if isinstance(entry.id, str) else entry.id[0]
    return catalogue.get(one, context=entry.context) is None


def faults(names: Sequence[str] = NAMES, found: Found | None = None) -> list[str]:
    """Everything that is wrong in the sources and the catalogues, one line each.

    `found` is what `extract` told, for whoever asks for one catalogue after another.
    """
    found = found or extract()
    lines = list(found.faults)
    for name in names:
        language, domain = name.split("/")
        catalogue = read_catalogue(catalogue_path(language, domain), language)
        messages = found.messages[domain]
        lines += [f"{name}: {fault}" for fault in catalogue_faults(messages, catalogue)]
    return lines


def main(arguments: list[str]) -> int:
    command, names = (arguments[:1] or [""])[0], arguments[1:] or NAMES
    if command not in ("update", "check") or not set(names) <= set(NAMES):
        print(__doc__, f"Catalogues: {' '.join(NAMES)}", sep="\n")
        return 2
    if command == "update":
        print("\n".join(update(names)) or "Nothing changed.")
        return 0
    lines = faults(names)
    print("\n".join(lines) or "Every message is translated.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
