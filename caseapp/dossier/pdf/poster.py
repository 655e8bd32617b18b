"""Posters: photograph, name across the page, a few figures, one question, three short texts.

No header and no footer; the copy's code stands small at the foot, so that a poster found can be
traced to its copy. One page a person; words far too long for one go on over others.
"""

from __future__ import annotations

from collections.abc import Sequence

from caseapp.dossier.document import NameShown, Poster, PosterFigure, Posters, Text
from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.canvas import Page
from caseapp.dossier.pdf.compose import Compositor, fitted, plain
from caseapp.dossier.pdf.flow import Cell, Flow, Place, Row, Rule
from caseapp.dossier.pdf.frame import Book
from caseapp.dossier.pdf.grid import HAIR, Paper, mm
from caseapp.dossier.pdf.links import part_anchor
from caseapp.dossier.pdf.photo import HEIGHT, WIDTH, picture
from caseapp.dossier.pdf.styles import Setting
from caseapp.dossier.pdf.text import TextStyle, width_of

PAPER = Paper(
    width=mm(210),
    height=mm(297),
    left=mm(20),
    right=mm(190),
    top=mm(18),
    bottom=mm(272),
    head=mm(12.5),
    foot=mm(276.6),
)
"""A poster is not bound: equal margins."""

_PHOTO = mm(110)
_LEAST_PHOTO = mm(60)
_SHAPE = HEIGHT / WIDTH
_BESIDE = mm(8)
_FIGURE_FIRST, _LABEL_DROP, _RULE_DROP, _NEXT_DROP = 40.0, 1.2, 17.0, 42.5
_PLAIN_PITCH = 6.0
_PLAIN_FOOT = mm(12)
_LEAST_WHITE, _MOST_WHITE = mm(4), mm(26)
_LARGEST, _SMALLEST, _STEP = 66, 30, 2
_CAPS = (_LARGEST, 54, 44, 34, 26)
"""Largest sizes of the name, tried until all stands on one page; the question goes with it."""
_SMALL_TEXT_FROM = 44
_LEAST_QUESTION = 16.0
_THREE_LINES = 40
_MOST_PROBED = 160
_NAME_FOOT = 19.0
_HEAVY = 1.2
_SCRIPT_FIRST, _SCRIPT_FOOT, _SCRIPT_GAP = 34.0, 17.0, mm(6)
_LEAST_SCRIPT = 12.5
_QUESTION_FIRST, _QUESTION_FOOT = 38.0, 18.0
_TEXT_FIRST = 16.0
_TEXT_GAP = mm(8.7)
_FOOT_FIRST, _CODE_FIRST, _NOTICE_FIRST = 11.5, 23.0, 34.0


def draw_posters(book: Book, part: Posters, name: str) -> None:
    """Draw the posters as the part `name`."""
    book.begin_part(name)
    for number, poster in enumerate(part.posters):
        flow = _flow(book, poster)
        if not number:
            _begin(book, flow.page, part, name)
        book.anchor(flow.page, poster.anchor, PAPER.top)
        book.bookmark(poster.bookmark, poster.anchor, 1)
        flow.place(_rows(book, poster))
    if not part.posters:
        _begin(book, book.writer.new_page_of(PAPER.width, PAPER.height), part, name)
    book.end_part(name)


def _begin(book: Book, page: Page, part: Posters, name: str) -> None:
    book.anchor(page, part_anchor(name), 0.0)
    book.bookmark(part.title, part_anchor(name))


def _flow(book: Book, poster: Poster) -> Flow:
    """The poster's page; each that follows has the same foot."""

    def turn() -> Place:
        page = book.writer.new_page_of(PAPER.width, PAPER.height)
        _foot(book, page, poster)
        return Place(page, PAPER.top, PAPER.bottom)

    return Flow(turn, PAPER.left)


def _foot(book: Book, page: Page, poster: Poster) -> None:
    """Whose word it is and where to write; below it the code, small, and the mark of fiction."""
    style = styles.LABEL
    page.rule(PAPER.left, PAPER.foot, PAPER.right, PAPER.foot, HAIR)
    right = fitted(poster.foot[1], style, PAPER.measure / 2)
    left = fitted(poster.foot[0], style, PAPER.measure - right.width - mm(4))
    y = PAPER.foot + _FOOT_FIRST
    page.lines(PAPER.left, y, [left], style.leading)
    page.lines(PAPER.right - right.width, y, [right], style.leading)
    words, head = book.dossier.words, book.dossier.head
    which = f"{words.dossier} {head.dossier_number}".strip()
    code = styles.POSTER_CODE
    room = PAPER.measure - width_of(book.code, code) - mm(4)
    origin = fitted(book.joined(which, head.copy_words), code, room)
    y = PAPER.foot + _CODE_FIRST
    page.lines(PAPER.left, y, [origin], code.leading)
    page.text(PAPER.right, y, book.code, code, align="right")
    if poster.notice:
        line = fitted(poster.notice, styles.NOTICE, PAPER.measure)
        middle = (PAPER.left + PAPER.right - line.width) / 2
        page.lines(middle, PAPER.foot + _NOTICE_FIRST, [line], styles.NOTICE.leading)


# -- rows ------------------------------------------------------------------------------------------
def _rows(book: Book, poster: Poster) -> list[Row]:
    """In the largest sizes that leave the poster on one page."""
    rows: list[Row] = []
    for cap in _CAPS:
        if poster.photo and poster.photo.image:
            rows = _with_photo(book, poster, cap)
        else:
            rows = _without_photo(book.compositor, poster, cap)
        if sum(row.height + row.gap for row in rows) <= PAPER.bottom - PAPER.top:
            break
    return rows


def _with_photo(book: Book, poster: Poster, cap: float) -> list[Row]:
    """From above: photograph and figures, name, other scripts, questions, texts."""
    set_ = book.compositor
    assert poster.photo is not None
    question = styles.POSTER_QUESTION.plain.size * cap / _LARGEST
    below = [
        _name(set_, poster.name, cap),
        *_scripts(set_, poster.names),
        *_questions(set_, poster.questions, max(question, _LEAST_QUESTION)),
        *_texts(set_, poster.texts, _text_setting(cap, styles.POSTER_TEXT)),
    ]
    room = PAPER.bottom - PAPER.top - sum(row.height + row.gap for row in below)
    height = max(min(_PHOTO * _SHAPE, room), _LEAST_PHOTO * _SHAPE)
    jpeg = picture(poster.photo.image, book.images)
    return [_photo(set_, jpeg, height, poster.figures), *below]


def _photo(set_: Compositor, jpeg: bytes, height: float, figures: Sequence[PosterFigure]) -> Row:
    """The photograph in its frame, the figures to its right with rules between them."""
    width = height / _SHAPE
    left = PAPER.left + width + _BESIDE
    room = PAPER.right - left
    cells: list[Cell] = []
    rules: list[float] = []
    first = _FIGURE_FIRST
    for number, figure in enumerate(figures):
        if number:
            rules.append(cells[-1].height + _RULE_DROP)
            first = rules[-1] + _NEXT_DROP
        cells += _figure(set_, figure, left, room, first, styles.POSTER_FIGURE)

    def paint(page: Page, top: float) -> None:
        page.image(jpeg, PAPER.left, top, width, height)
        page.rect(PAPER.left, top, width, height, weight=HAIR)
        for y in rules:
            if top + y < PAPER.bottom:
                page.rule(left, top + y, PAPER.right, top + y, HAIR)

    return Row(tuple(cells), least=height, whole=True, paint=paint)


def _figure(
    set_: Compositor, figure: PosterFigure, x: float, width: float, first: float, style: TextStyle
) -> list[Cell]:
    """The value and its lines below; the last cell ends lowest."""
    large = style is styles.POSTER_FIGURE_LARGE
    label = styles.POSTER_LABEL_LARGE if large else styles.POSTER_LABEL
    cells = [set_.cell(figure.value, style, x, width, first)]
    first = max(cells[0].height, first)
    for number, words in enumerate(figure.lines):
        drop = label.leading if number else label.leading + _LABEL_DROP
        cell = set_.cell(words, label, x, width, first + drop)
        if cell.lines:
            cells.append(cell)
            first = cell.height
    return cells


def _name(set_: Compositor, name: Text, cap: float, drop: float = 66.0) -> Row:
    """The name in the largest size up to `cap` that holds it on one line, else on two or three,
    else in the least."""
    words = plain(name)
    style = _fitting_style(words, cap)
    cell = set_.cell(words, style, PAPER.left, PAPER.measure, 0.0)
    tall = style.size * (1.05 if _is_arabic(words) else 0.74)
    first = max(tall + 18.0, drop * style.size / _LARGEST)
    foot = style.size * 0.5 if _is_arabic(words) else _NAME_FOOT
    return Row((cell._replace(first=first),), foot=foot, with_next=True)


def _fitting_style(words: str, cap: float) -> TextStyle:
    base = styles.POSTER_NAME
    least = min(float(_SMALLEST), cap)

    def of_size(size: float) -> TextStyle:
        return base.but(size=size, leading=size * 1.15 * (1.3 if _is_arabic(words) else 1.0))

    if len(words) > _MOST_PROBED:
        return of_size(least)
    width = width_of(words, base)
    one = min(cap, _LARGEST * PAPER.measure / width * 0.999) if width else cap
    if one >= min(least + 6, cap) or " " not in words:
        return of_size(max(one, least))
    for size in range(round(cap), round(least), -_STEP):
        pieces = [width_of(word, of_size(size)) for word in words.split()]
        lines = _lines(pieces, width_of(" ", of_size(size)))
        if max(pieces) <= PAPER.measure and (lines <= 2 or (lines == 3 and size >= _THREE_LINES)):
            return of_size(size)
    return of_size(least)


def _lines(pieces: Sequence[float], blank: float) -> int:
    """On how many lines words of these widths stand."""
    used, lines = 0.0, 1
    for width in pieces:
        if used and used + blank + width > PAPER.measure:
            lines, used = lines + 1, width
        else:
            used += (blank if used else 0.0) + width
    return lines


def _is_arabic(words: str) -> bool:
    return any("\u0600" <= letter <= "\u08ff" for letter in words)


def _scripts(set_: Compositor, names: Sequence[NameShown]) -> list[Row]:
    """The other scripts side by side under a heavy rule; each on a line of its own if they do
    not fit. A rule stands below in any case."""
    heavy = (Rule(PAPER.left, PAPER.right, _HEAVY),)
    texts = [name.text for name in names if name.text]
    if not texts:
        return [Row(rules=heavy, least=1.0)]
    style, widths = _side_by_side(texts)
    spare = PAPER.measure - sum(widths)
    end = Row(rules=(Rule(PAPER.left, PAPER.right, HAIR),), least=1.0)
    if spare < _SCRIPT_GAP * (len(texts) - 1):
        rows = []
        for number, text in enumerate(texts):
            first = _SCRIPT_FIRST - (8.0 if number else 0.0)
            cell = set_.cell(text, style, PAPER.left, PAPER.measure, first, align="left")
            rows.append(Row((cell,), rules=() if number else heavy, with_next=True))
        return [*rows[:-1], Row(rows[-1].cells, rules=rows[-1].rules, foot=_SCRIPT_FOOT), end]
    gap = spare / (len(texts) - 1) if len(texts) > 1 else 0.0
    cells, x = [], PAPER.left
    for text, width in zip(texts, widths, strict=True):
        cells.append(set_.cell(text, style, x, width + 0.5, _SCRIPT_FIRST, align="left"))
        x += width + gap
    return [Row(tuple(cells), rules=heavy, foot=_SCRIPT_FOOT), end]


def _side_by_side(texts: Sequence[str]) -> tuple[TextStyle, list[float]]:
    """The largest style in which the texts stand beside each other, and their widths in it; the
    full one where they do in none."""
    largest = styles.POSTER_SCRIPT
    if any(len(text) > _MOST_PROBED for text in texts):
        return largest, [PAPER.measure] * len(texts)
    widths = [width_of(text, largest) for text in texts]
    room = PAPER.measure - _SCRIPT_GAP * (len(texts) - 1)
    share = room / sum(widths) if sum(widths) else 1.0
    if share >= 1.0 or share * largest.size < _LEAST_SCRIPT:
        return largest, widths
    smaller = largest.but(size=largest.size * share * 0.999)
    return smaller, [width_of(text, smaller) for text in texts]


def _questions(set_: Compositor, questions: Sequence[str], size: float) -> list[Row]:
    """The first left and strong, the second at the right edge; below each other if too long."""
    setting = styles.POSTER_QUESTION
    first = _QUESTION_FIRST * size / setting.plain.size
    asked = [words for words in dict.fromkeys(questions) if words]
    looks = [
        (setting.plain if number else setting.strong).but(size=size, leading=size * 1.2)
        for number in range(len(asked))
    ]
    widths = [
        width_of(words, style) if len(words) <= _MOST_PROBED else 1e6
        for words, style in zip(asked, looks, strict=True)
    ]
    if len(asked) == 2 and sum(widths) + mm(8) <= PAPER.measure:
        left = set_.cell(asked[0], looks[0], PAPER.left, widths[0] + 0.5, first)
        right = set_.cell(asked[1], looks[1], PAPER.right - widths[1] - 0.5, widths[1] + 0.5, first)
        return [Row((left, right), foot=_QUESTION_FOOT)]
    rows = []
    for words, style in zip(asked, looks, strict=True):
        cell = set_.cell(words, style, PAPER.left, PAPER.measure, first)
        rows.append(Row((cell,), foot=_QUESTION_FOOT / 3))
    return rows


def _text_setting(cap: float, usual: Setting) -> Setting:
    return styles.POSTER_TEXT_SMALL if cap <= _SMALL_TEXT_FROM else usual


def _texts(set_: Compositor, texts: Sequence[Text], setting: Setting) -> list[Row]:
    """Columns of equal width."""
    if not texts:
        return []
    width = (PAPER.measure - (len(texts) - 1) * _TEXT_GAP) / len(texts)
    cells = tuple(
        set_.cell(text, setting, PAPER.left + number * (width + _TEXT_GAP), width, _TEXT_FIRST)
        for number, text in enumerate(texts)
    )
    return [Row(cells)]


def _without_photo(set_: Compositor, poster: Poster, cap: float) -> list[Row]:
    """No frame stands for a photograph that is not there: name and question take its room, and
    what is left of it is spread between them."""
    blocks = [
        [_name(set_, poster.name, cap, 120.0), *_scripts(set_, poster.names)],
        _questions(set_, poster.questions, styles.POSTER_QUESTION_LARGE * cap / _LARGEST),
        _figures_across(set_, poster.figures),
        _texts(set_, poster.texts, _text_setting(cap, styles.POSTER_TEXT_LARGE)),
    ]
    standing = [block for block in blocks if block]
    used = sum(row.height + row.gap for block in standing for row in block)
    spare = (PAPER.bottom - PAPER.top - used - _PLAIN_FOOT) / len(standing)
    rows = standing[0]
    for block in standing[1:]:
        rows += [Row(least=min(max(spare, _LEAST_WHITE), _MOST_WHITE)), *block]
    return rows


def _figures_across(set_: Compositor, figures: Sequence[PosterFigure]) -> list[Row]:
    """Up to four figures beside each other, in larger type."""
    rows = []
    for start in range(0, len(figures), 4):
        some = figures[start : start + 4]
        width = PAPER.measure / max(len(some), 3)
        cells: list[Cell] = []
        for number, figure in enumerate(some):
            x = PAPER.left + number * width
            style = styles.POSTER_FIGURE_LARGE
            cells += _figure(set_, figure, x, width - _PLAIN_PITCH, 58.0, style)
        rows.append(Row(tuple(cells), foot=14.0, rules=(Rule(PAPER.left, PAPER.right, HAIR),)))
    return [*rows, Row(rules=(Rule(PAPER.left, PAPER.right, HAIR),))] if rows else []
