"""What stands around an article in a text that was copied from a web page.

Only lines that say so themselves are left out: skip links, menus, "read more", headlines of
other articles, words about cookies, a comment form at the end, the credit of a page's maker.
They are told with their places, so that a person can take them back in. Knows lines of text
alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_AROUND = re.compile(
    r"(skip|jump) to (main |the )?(content|navigation|search)|featured|share( this| on \w+)?:?|"
    r"tweet|print|×|x|menu|search|subscribe|advertisement|sponsored|listen to (this )?article|"
    r"(back to|to the) top|(facebook|twitter|telegram|whatsapp|vkontakte|linkedin|e-?mail|"
    r"copy link)|\d+ min(ute)?s? read|"
    r"перейти к (содержимому|содержанию|основному содержанию)|поделиться:?|печать|реклама|меню|"
    r"поиск|подписаться|наверх|"
    r"бөлісу:?|жарнама|іздеу|мәзір|жазылу|басып шығару|мазмұнға өту|"
    r"分享(到)?[:：]?|打印|广告|菜单|搜索|跳至(正文|内容)|返回顶部|关闭",
    re.I,
)
_MENU = re.compile(
    r"home( ?page)?|about( us)?|contacts?( us)?|news|world|politics|economy|society|"
    r"culture|sports?|opinion|videos?|photos?|log ?in|sign (in|up)|register|menu|search|archive|"
    r"donate|more|"
    r"главная|о нас|контакты|новости|мир|политика|экономика|общество|культура|спорт|мнения|видео|"
    r"фото|войти|регистрация|архив|ещё|еще|"
    r"басты бет|біз туралы|байланыс|жаңалықтар|әлем|саясат|экономика|қоғам|мәдениет|спорт|пікір|"
    r"首页|关于我们|联系我们|新闻|国际|国内|政治|经济|社会|文化|体育|视频|图片|登录|注册|"
    r"(қазақша|русский|english|中文|ئۇيغۇرچە|türkçe|кк|рус|қаз|eng|kz|ru|en)",
    re.I,
)
_MORE = re.compile(
    r"(more details|read more|continue reading|see also|подробнее|читать (далее|полностью)|"
    r"толығырақ|阅读(更多|全文)|更多|查看更多)[.…»›→> ]*",
    re.I,
)
_RELATED = re.compile(
    r"(related (articles?|posts?|stories|news|links)|related|read (also|next|more)|see also|"
    r"more (from|on|in) .{2,40}|you (may|might) also like|most (read|popular)|latest (news|posts)|"
    r"recommended( for you)?|recent (posts|comments)|"
    r"читайте также|по теме|другие новости|новости по теме|самое читаемое|популярное|"
    r"рекомендуем|последние новости|ещё по теме|"
    r"(сондай-ақ|тағы да) оқыңыз(дар)?|ұқсас мақалалар|тақырып бойынша|соңғы жаңалықтар|"
    r"相关(阅读|文章|新闻|链接|报道)|推荐阅读|延伸阅读|热门(文章|新闻)|最新(文章|新闻)|"
    r"مۇناسىۋەتلىك (خەۋەرلەر|ماقالىلەر))[:：]?",
    re.I,
)
_READ_ALSO = re.compile(
    r"(read (also|more|next)|see also|related|читайте также|по теме|сондай-ақ оқыңыз|"
    r"тағы да оқыңыз|相关(阅读|报道)|延伸阅读)\s*[:：>»].{3,150}",
    re.I,
)
_COOKIES = re.compile(
    r"(?=.*(cookie|файлы куки|куки-файл|曲奇))(?=.*(we use|uses? |this (web)?site|accept|consent|"
    r"agree|settings|preferences|policy|использу|согла|принима|қолдан|келіс|使用|同意|接受)).*",
    re.I,
)
_LETTER = re.compile(
    r"((subscribe to|sign up (for|to)) (our|the) .{0,40}(newsletter|updates|channel).{0,60}|"
    r"(follow|join) us on \w+.{0,40}|подпи(шитесь|сывайтесь) на наш.{0,60}|"
    r"біздің .{0,30}(арнаға|каналға|парақшаға) жазылыңыз.{0,20}|"
    r"(欢迎)?(订阅|关注)我们.{0,30})",
    re.I,
)
_COMMENTS = re.compile(
    r"(leave a (reply|comment)|post a comment|add a comment|join the discussion|\d* ?comments?|"
    r"добавить комментарий|оставить комментарий|комментарии|комментарий|пікір (қалдыру|жазу)|"
    r"пікірлер|发表(评论|回复)|评论|留言|ئىنكاس( قالدۇرۇش)?)"
    r"( ?\(\d+\))?:?",
    re.I,
)
_CREDIT = re.compile(
    r"(.* themes? by .*|(proudly )?powered by .*|copyright .*|©.*|all rights reserved\.?|"
    r"(terms of use|privacy policy)( *[|·] *.*)?|"
    r"все права защищены\.?|барлық құқықтар? қорғалған\.?|版权所有.*|.*icp备.*)",
    re.I,
)
_FORM = re.compile(
    r"log ?in|logged in|e-?mail|your (name|comment|account)|required fields|captcha|submit|"
    r"войти|войдите|авториз|ваше имя|почт|кіру|тіркел|пошта|登录|邮箱|昵称",
    re.I,
)
_PICTURE = re.compile(
    r"\S.{0,60}?\b\d{2,4} ?[x×] ?\d{2,4}(?:[ _-]\d{1,2})?(?=[^\W\d_]|[“\"«])", re.I
)
_PICTURE_FILE = re.compile(r"[\w .()@-]{1,80}\.(jpe?g|png|webp|gif)", re.I)
_SAME = 40
"""A line shorter than that may well be said twice: an answer, a line of a song."""
_LONG = 200
"""A line of that many letters is written by somebody: nothing after it is a form."""
_HEADLINE = 140
_MOST_RELATED = 12
_LEAST_MENU = 4
_SENTENCE_END = (".", "!", "?", "。", "！", "？", "؟", "…", ":", "：", ",", ";")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words that were left out; they stood before the character `at` of what was kept."""

    at: int
    text: str


def without_clutter(text: str) -> tuple[str, tuple[LeftOut, ...]]:
    """The article, and what was left out, in its order."""
    whole = text.split("\n")
    lines = [" ".join(line.split()) for line in whole]
    out = set(_form(lines)) | set(_headlines(lines)) | set(_menu(lines))
    for place, line in enumerate(lines):
        if line and _says_so(line):
            out.add(place)
    out |= set(_related(lines, out))
    out |= set(_credits(lines, out))
    out |= set(_twice(lines, out))
    return _apart(whole, lines, out)


def _says_so(line: str) -> bool:
    """Whether a line is by its own words no part of an article."""
    if _AROUND.fullmatch(line) or _MORE.fullmatch(line) or _READ_ALSO.fullmatch(line):
        return True
    if len(line) < 2 * _LONG and _COOKIES.fullmatch(line):
        return True
    return bool(_LETTER.fullmatch(line) or _PICTURE_FILE.fullmatch(line))


def _apart(whole: list[str], lines: list[str], out: set[int]) -> tuple[str, tuple[LeftOut, ...]]:
    """Kept lines with one empty line at most between two; the rest with its places in them."""
    kept: list[str] = []
    starts: list[int] = []
    left: list[tuple[int, str]] = []
    length, empty = 0, False
    for place, line in enumerate(whole):
        words = line.rstrip()
        if place in out:
            if lines[place]:
                left.append((len(starts), lines[place]))
            continue
        if not words:
            empty = bool(kept)
            continue
        picture = _PICTURE.match(words)
        if picture is not None and len(words) > picture.end() + _SAME:
            left.append((len(starts), picture[0]))
            words = words[picture.end() :]
        if empty:
            kept.append("")
            length += 1
        kept.append(words)
        starts.append(length)
        length, empty = length + len(words) + 1, False
    text = "\n".join(kept)
    starts.append(len(text))
    return text, tuple(LeftOut(starts[at], words) for at, words in left)


def _menu(lines: list[str]) -> list[int]:
    """Short lines at the very beginning, most of which are words of menus."""
    run: list[int] = []
    for place, line in enumerate(lines):
        if not line:
            continue
        if len(line) > 30 or line.endswith(_SENTENCE_END):
            break
        run.append(place)
    while run and not (_MENU.fullmatch(lines[run[-1]]) or _AROUND.fullmatch(lines[run[-1]])):
        run.pop()
    usual = [place for place in run if _MENU.fullmatch(lines[place])]
    return run if len(usual) >= _LEAST_MENU and 2 * len(usual) >= len(run) else []


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
    last = _last(lines, bool)
    form = _last(lines, lambda line: _FORM.search(line) is not None)
    for place in range(max(1, _last(lines, lambda line: len(line) >= _LONG)), last + 1):
        asks = place == last or place < form
        if asks and lines[place] and _COMMENTS.fullmatch(lines[place]):
            return range(place, len(lines))
    return range(0)


def _last(lines: list[str], fits: Callable[[str], bool]) -> int:
    """Where the last line of a kind stands; -1 if none does."""
    return next((at for at in reversed(range(len(lines))) if fits(lines[at])), -1)


def _related(lines: list[str], out: set[int]) -> list[int]:
    """A heading such as "related articles" with the headlines beneath it, up to a sentence."""
    found = []
    for place, line in enumerate(lines):
        if place in out or not line or not _RELATED.fullmatch(line):
            continue
        beneath: list[int] = []
        for other in range(place + 1, len(lines)):
            words = lines[other]
            if not words or other in out:
                continue
            if len(words) > _HEADLINE or words.endswith(_SENTENCE_END):
                break
            beneath.append(other)
            if len(beneath) > _MOST_RELATED:
                break
        if 0 < len(beneath) <= _MOST_RELATED:
            found += [place, *beneath]
    return found


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


def _twice(lines: list[str], out: set[int]) -> list[int]:
    """Longer lines that say again what the line before them said."""
    found, before = [], ""
    for place, line in enumerate(lines):
        if line and place not in out:
            if line == before and len(line) >= _SAME:
                found.append(place)
            before = line
    return found
