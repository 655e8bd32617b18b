"""Letters by e-mail (.eml), and pages that a browser saved in the form of one (.mhtml).

RFC 5322 and RFC 2557. Of a letter: its headers, its words, the names of what is attached; what
is attached is not opened. Only the child process imports this.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from typing import Any, Final

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.documents.article import Article, article_in, article_of, seen_lines
from caseapp.intake.documents.encoding import decode

_HEADERS: Final = ("From", "To", "Cc", "Date", "Subject")
_MOST_PARTS: Final = 500
NO_LETTER: Final = N_("This e-mail cannot be read: it is damaged. Save it anew from the mailbox.")


def mail_text(data: bytes) -> dict[str, Any]:
    """Text, and subject, sender and date of a letter."""
    letter = _parsed(data)
    lines = [f"{name}: {value}" for name in _HEADERS if (value := _header(letter, name))]
    said, attached = [], []
    for part, is_told in _parts(letter):
        kind, name = part.get_content_type(), part.get_filename()
        if kind == "message/rfc822":
            attached.append(f"Attachment: {' '.join((name or _subject(part)).split())} ({kind})")
        elif name or part.get_content_disposition() == "attachment":
            attached.append(f"Attachment: {' '.join((name or '?').split())}"
                            f" ({kind}, {len(_bytes(part))} bytes)")  # fmt: skip
        elif kind == "text/plain":
            said.append(_words(part).strip())
        elif kind == "text/html" and not is_told:
            said.append("\n".join(seen_lines(_words(part))))
    body = "\n\n".join(filter(None, said))
    if not body:
        pages = (one for one in _leaves(letter) if one.get_content_type() == "text/html")
        body = next(("\n".join(seen_lines(_words(page))) for page in pages), "")
    sender, address = parseaddr(_header(letter, "From"))
    date = letter.get("Date")
    when = getattr(date, "datetime", None)
    return {
        "text": "\n".join([*lines, "", body, "", *attached]).strip(),
        "title": _header(letter, "Subject")[:500], "author": (sender or address)[:500],
        "dated": when.date().isoformat() if when is not None else "",
    }  # fmt: skip


def _subject(part: EmailMessage) -> str:
    """What the letter within a letter is about."""
    inner = part.get_payload()
    first = inner[0] if isinstance(inner, list) and inner else None
    return (_header(first, "Subject") if isinstance(first, EmailMessage) else "") or "?"


def archived_page(data: bytes) -> Article:
    """The article of a page that was saved with all that belongs to it, in one file."""
    letter = _parsed(data)
    for part in _leaves(letter):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            charset, raw = part.get_content_charset() or "", _bytes(part)
            article = article_of(_words(part)) if _fits(raw, charset) else article_in(raw)
            address = _header(letter, "Snapshot-Content-Location") or _header(
                part, "Content-Location"
            )
            if address.startswith("http") and not article.address:
                return Article(
                    article.text, article.title, article.author, article.dated, article.site,
                    address[:2000], article.language, article.left_out,
                )  # fmt: skip
            return article
    return Article("")


def _parsed(data: bytes) -> EmailMessage:
    try:
        letter = BytesParser(policy=policy.default).parsebytes(data)
    except (RecursionError, MemoryError):
        raise
    except Exception as error:  # the parser's own faults with broken headers are of all kinds
        raise UserError(NO_LETTER) from error
    assert isinstance(letter, EmailMessage)
    return letter


def _leaves(letter: EmailMessage) -> Iterator[EmailMessage]:
    """What is no container, a letter within the letter counted as one thing."""
    return (part for part, _ in _parts(letter))


def _parts(letter: EmailMessage) -> Iterator[tuple[EmailMessage, bool]]:
    """The leaves, each with whether a plain text beside it says the same (RFC 2046, 5.1.4)."""
    count = 0
    waiting = [(letter, False)]
    while waiting and count < _MOST_PARTS:
        part, is_told = waiting.pop()
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            inner = [one for one in part.iter_parts() if isinstance(one, EmailMessage)]
            if part.get_content_type() == "multipart/alternative":
                is_told |= any(one.get_content_type() == "text/plain" for one in inner)
            waiting += [(one, is_told) for one in reversed(inner)]
        else:
            count += 1
            yield part, is_told


def _header(part: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(part.get(name, "")).split())
    except Exception:  # a header that breaks the parser says nothing
        return ""


def _bytes(part: EmailMessage) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _fits(raw: bytes, charset: str) -> bool:
    """Whether the letters are what the part says they are."""
    try:
        raw.decode(codecs.lookup(charset).name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return False
    return True


def _words(part: EmailMessage) -> str:
    raw, charset = _bytes(part), part.get_content_charset() or ""
    if charset and _fits(raw, charset):
        return raw.decode(charset).replace("\r\n", "\n").replace("\r", "\n")
    return decode(raw)
