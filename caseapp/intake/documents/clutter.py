"""What stands around an article in a text that was copied from a web page.

Only lines that say so themselves are left out: skip links, "read more", repeated headlines
before them, a comment form at the end, the credit of a page's maker. They are reported,
never lost. Knows lines of text alone.
"""

from __future__ import annotations

import re

_AROUND = re.compile(
    r"skip to (main )?content|featured|share( this)?|tweet|print|×|x|menu|search|subscribe|"
    r"advertisement|перейти к содержимому|поделиться|печать|реклама|меню|бөлісу|жарнама|"
    r"分享|打印|广告|菜单|跳至内容",
    re.I,
)
_MORE = re.compile(
    r"(more details|read more|continue reading|подробнее|читать далее|толығырақ|阅读更多|更多)"
    r"[.…»›→ ]*",
    re.I,
)
_COMMENTS = re.compile(
    r"(leave a (reply|comment)|post a comment|add a comment|\d* ?comments?|"
    r"добавить комментарий|оставить комментарий|комментарии|пікір қалдыру|пікірлер|发表评论|评论)"
    r"( ?\(\d+\))?:?",
    re.I,
)
_CREDIT = re.compile(
    r"(.* themes? by .*|(proudly )?powered by .*|copyright .*|©.*|all rights reserved\.?|"
    r"все права защищены\.?)",
    re.I,
)
_FORM = re.compile(
    r"log ?in|logged in|e-?mail|your (name|comment|account)|required fields|captcha|submit|"
    r"войти|войдите|авториз|ваше имя|почт|кіру|тіркел|пошта|登录|邮箱|昵称",
    re.I,
)
_SAME = 40
"""A line shorter than that may well be said twice: an answer, a line of a song."""
_LONG = 200
"""A line of that many letters is written by somebody: nothing after it is a form."""


def without_clutter(text: str) -> tuple[str, tuple[str, ...]]:
    """The article, and the lines that were left out, in their order."""
    whole = text.split("\n")
    lines = [" ".join(line.split()) for line in whole]
    out = set(_form(lines)) | set(_headlines(lines))
    for place, line in enumerate(lines):
        if _AROUND.fullmatch(line) or _MORE.fullmatch(line):
            out.add(place)
    out |= set(_credits(lines, out))
    before = ""
    for place, line in enumerate(lines):
        if line and place not in out:
            if line == before and len(line) >= _SAME:
                out.add(place)
            before = line
    kept = [line.rstrip() for place, line in enumerate(whole) if place not in out]
    joined = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")
    return joined, tuple(lines[place] for place in sorted(out) if lines[place])


def _credits(lines: list[str], out: set[int]) -> list[int]:
    """The lines at the very end that only say who made the page."""
    found = []
    for place in reversed(range(len(lines))):
        if not lines[place] or place in out:
            continue
        if not _CREDIT.fullmatch(lines[place]) or len(lines[place]) > 120:
            break
        found.append(place)
    return found


def _form(lines: list[str]) -> range:
    """From the heading of the comments to the end, when a form follows and no long text."""
    for place, line in enumerate(lines):
        if line and _COMMENTS.fullmatch(line) and place > 0:
            after = [other for other in lines[place + 1 :] if other]
            asks = not after or any(_FORM.search(other) for other in after)
            if asks and all(len(other) < _LONG for other in after):
                return range(place, len(lines))
    return range(0)


def _headlines(lines: list[str]) -> list[int]:
    """Headlines of other articles: short lines, said twice or once, before "more details"."""
    out = []
    for place, line in enumerate(lines):
        if not _MORE.fullmatch(line):
            continue
        before, found = place - 1, 0
        first = ""
        while before > 0 and found < 2:
            other = lines[before]
            if other and (len(other) >= _LONG or (first and other != first)):
                break
            if other:
                first = other
                out.append(before)
                found += 1
            before -= 1
    return out
