"""Where lines break, and what stands on them."""

from __future__ import annotations

import random
import time
import unicodedata

import pytest

from caseapp.dossier.pdf.text import Line, Span, TextStyle, layout, one_line, width_of
from caseapp.dossier.pdf.text.breaking import even, greedy
from caseapp.dossier.pdf.text.tokens import tokens

SERIF = TextStyle("serif", 11, 15, kerning=True)
SANS = TextStyle("sans", 8.5, 11)
LOREM = (
    "Мы просим сообщить, где находится наш родственник, на каком законном основании он "
    "удерживается и каково состояние его здоровья, а также передать семье копию приговора."
)


def logical(line: Line) -> str:
    """The line's text; right-to-left lines turned round, ligatures unfolded."""
    text = line.text[::-1] if line.rtl else line.text
    return unicodedata.normalize("NFKC", text)


def texts(lines: object) -> list[str]:
    return [line.text for line in lines]  # type: ignore[attr-defined]


def test_lines_hold_the_text_and_keep_to_the_measure() -> None:
    for fit in ("greedy", "even"):
        lines = layout(LOREM, SERIF, 200, fit=fit)  # type: ignore[arg-type]
        assert " ".join(texts(lines)) == LOREM
        assert all(line.width <= 200.001 for line in lines)
        assert len(lines) > 3


def test_even_lines_are_more_even_than_greedy_ones() -> None:
    def unevenness(fit: str, measure: float) -> float:
        lines = layout(LOREM, SERIF, measure, fit=fit)[:-1]  # type: ignore[arg-type]
        return sum((measure - line.width) ** 2 for line in lines)

    gained = [unevenness("greedy", m) - unevenness("even", m) for m in range(120, 300, 10)]
    assert max(gained) > 500


def test_even_breaking_finds_the_least_sum_of_squares() -> None:
    chance = random.Random(1)
    for _ in range(200):
        widths = [chance.uniform(5, 40) for _ in range(9)]
        gaps = [0.0] + [3.0] * 8
        assert cost(even(widths, gaps, 60), widths, gaps) == pytest.approx(
            min(cost(starts, widths, gaps) for starts in all_breaks(9)), abs=1e-6
        )


def all_breaks(count: int) -> list[list[int]]:
    return [[0] + [n for n in range(1, count) if mask >> n & 1] for mask in range(0, 1 << count, 2)]


def cost(starts: list[int], widths: list[float], gaps: list[float]) -> float:
    total = 0.0
    for start, end in zip(starts, [*starts[1:], len(widths)], strict=True):
        width = sum(widths[start:end]) + sum(gaps[start + 1 : end])
        if width > 60 + 1e-6 and end - start > 1:
            return float("inf")
        if end < len(widths):
            total += (60 - width) ** 2
        elif width < 15:
            total += 4 * (15 - width) ** 2
    return total


def test_a_last_line_of_one_short_word_is_avoided() -> None:
    text = "Просим сообщить о судьбе задержанного в апреле да"
    width = width_of(text, SERIF) - 1
    assert texts(layout(text, SERIF, width))[-1] == "да"
    assert texts(layout(text, SERIF, width, fit="even"))[-1] == "апреле да"


def test_greedy_breaking_fills_each_line() -> None:
    assert greedy([10, 10, 10, 10], [0, 2, 2, 2], 22) == [0, 2]
    assert greedy([10, 10, 10, 10], [0, 2, 2, 2], 22, indent=1) == [0, 1, 3]
    assert greedy([], [], 22) == [0]


def test_an_empty_text_has_one_empty_line() -> None:
    (line,) = layout("", SERIF, 100)
    assert line.width == 0
    assert line.text == ""
    assert len(layout([], SERIF, 100)) == 1


def test_line_ends_in_the_text_end_lines() -> None:
    assert texts(layout("a\nb\r\nc\u2028d\n", SERIF, 100)) == ["a", "b", "c", "d", ""]
    assert texts(layout([Span("a\nb", SERIF), Span("c", SANS)], SERIF, 100)) == ["a", "bc"]
    assert one_line("a\nb", SERIF).text == "a b"


def test_no_break_spaces_and_hyphens_hold() -> None:
    lines = layout("по\u00a0статьёй\u00a076 и дальше", SERIF, width_of("по статьёй 76", SERIF) + 1)
    assert texts(lines)[0] == "по статьёй 76"
    token_texts = ["2017\u20112018", "x-ray", "№\u00a05"]
    text = " ".join(token_texts)
    assert [text[t.start : t.end] for t in tokens(text)] == token_texts


def test_words_break_after_a_hyphen_or_a_slash_between_letters() -> None:
    text = "Синьцзян-Уйгурский автономный/особый 2017-05-12"
    pieces = [text[t.start : t.end] for t in tokens(text)]
    assert pieces == ["Синьцзян-", "Уйгурский", "автономный/", "особый", "2017-05-12"]


@pytest.mark.parametrize("fit", ["greedy", "even"])
def test_a_word_is_broken_at_its_hyphen_only_where_a_third_of_the_line_would_be_empty(
    fit: str,
) -> None:
    text = "автономный район и округ Или-Казахский автономный"
    width = width_of("автономный район и округ Или-", SERIF) + 1
    spans = [Span("автономный район ", SERIF), Span(text[17:], SERIF.but(language="ru"))]
    for given in (text, spans):
        lines = texts(layout(given, SERIF, width, fit=fit))  # type: ignore[arg-type]
        assert "Или-Казахский автономный" in lines
    long = "округ Синьцзян-Уйгурский"
    width = width_of("Уйгурский Уйг", SERIF)
    lines = texts(layout(long, SERIF, width, fit=fit))  # type: ignore[arg-type]
    assert lines == ["округ", "Синьцзян-", "Уйгурский"]
    width = width_of("округ Синьцзян-", SERIF) + 1
    assert texts(layout(long, SERIF, width, fit="greedy")) == ["округ Синьцзян-", "Уйгурский"]


def test_a_footnote_number_stays_with_its_word() -> None:
    note = SERIF.but(superior=True)
    spans = [Span("слово слово слово.", SERIF), Span("12", note), Span(" слово", SERIF)]
    width = width_of("слово слово слово.", SERIF) + 0.5
    assert texts(layout(spans, SERIF, width)) == ["слово слово", "слово.¹² слово"]


def test_links_of_spans_know_where_they_stand() -> None:
    spans = [Span("см. ", SERIF), Span("приложение 1", SERIF, link="annex"), Span(".", SERIF)]
    (line,) = layout(spans, SERIF, 300)
    (link,) = line.links
    assert link.target == "annex"
    assert link.left == pytest.approx(width_of("см. x", SERIF) - width_of("x", SERIF), abs=0.1)
    assert link.right == pytest.approx(line.width - width_of(".", SERIF))


def test_a_link_over_two_lines_has_a_part_on_each() -> None:
    lines = layout([Span("один два три четыре", SERIF, link="x")], SERIF, 60)
    assert len(lines) > 1
    assert all(line.links[0].target == "x" for line in lines)
    assert all(line.links[0].right == pytest.approx(line.width) for line in lines)


def test_an_arabic_name_in_a_latin_line_is_not_broken() -> None:
    text = "Он назвал имя: نۇرلان ئابدۇللا قادىر (1974)"
    for width in range(110, 260, 10):
        joined = [line.text for line in layout(text, SERIF, width)]
        assert any("رىداق اللۇدبائ نالرۇن" in unfold(line) for line in joined), width


def unfold(text: str) -> str:
    # In visual order the ligature's letters must be turned before they are unfolded.
    return "".join(unicodedata.normalize("NFKC", char)[::-1] for char in text)


def test_an_arabic_name_wider_than_the_line_is_broken_at_its_spaces() -> None:
    lines = layout("نۇرلان ئابدۇللا قادىر", SERIF, 50, base=0)
    assert [logical_letters(line) for line in lines] == ["نۇرلان", "ئابدۇللا", "قادىر"]


def logical_letters(line: Line) -> str:
    return unicodedata.normalize("NFKC", line.text[::-1])


def test_lines_of_a_right_to_left_paragraph_follow_one_another_logically() -> None:
    text = "نۇرلان ئابدۇللا قازاقىستان پۇقراسى ئىدى"
    lines = layout(text, SERIF, 90)
    assert all(line.rtl for line in lines)
    assert " ".join(logical(line) for line in lines) == text


def test_a_date_in_an_arabic_line_keeps_its_digits_in_order() -> None:
    (line,) = layout("ئۇ 2017-جىلى كەلدى", SERIF, 300)
    assert line.text == "ىدلەك ىلىج-2017 ۇئ"


def test_brackets_and_quotes_are_mirrored_in_arabic_lines() -> None:
    (line,) = layout("(نۇر) «تاۋ»", SERIF, 300)
    # What is drawn, from left to right; glyphs are named by what they look like.
    assert line.text == "«ۋات» (رۇن)"


def test_chinese_closing_marks_never_begin_and_opening_marks_never_end_a_line() -> None:
    text = "依照《中华人民共和国监狱法》第四十七条、第四十八条，准许其与家属通信（会见）。" * 3
    for width in range(60, 240, 7):
        for line in layout(text, SERIF, width):
            assert line.text[0] not in "》、，）。", (width, line.text)
            assert line.text[-1] not in "《（", (width, line.text)


def test_chinese_breaks_between_characters_but_not_inside_latin_words_and_numbers() -> None:
    text = "截至2026年5月31日掌握Nurlan的情况"
    pieces = {text[t.start : t.end] for t in tokens(text)}
    assert {"Nurlan"} <= pieces
    assert {"截", "至", "的"} <= pieces


def test_a_number_keeps_its_measure_word_and_a_token_stays_whole() -> None:
    text = "2026年5月31日，12名人员和〔姓名不公开〕、（来源3）"
    pieces = [text[t.start : t.end] for t in tokens(text)]
    assert pieces[:4] == ["2026年", "5月", "31日，", "12名"]
    assert "〔姓名不公开〕、" in pieces
    assert pieces[-3:] == ["（来", "源", "3）"]


def test_the_words_of_every_chinese_copy_are_not_parted() -> None:
    text = "伊犁哈萨克自治州和自治区，邮编010000，1985年11月14日生，在此出生"
    pieces = [text[t.start : t.end] for t in tokens(text)]
    for whole in ("自治州", "自治区，", "邮编", "14日生，", "出生"):
        assert whole in pieces


def test_a_wide_blank_ends_a_line_and_takes_no_room_there() -> None:
    lines = layout("第四份　使馆", SERIF, 45)
    assert texts(lines) == ["第四份　", "使馆"]
    assert lines[0].width == pytest.approx(3 * 11 * 0.95)


def test_two_full_width_marks_in_a_row_lose_half_a_square() -> None:
    square = 11 * 0.95
    single = width_of("中。", SERIF) + width_of("「中", SERIF)
    assert width_of("中。「中", SERIF) == pytest.approx(single - square / 2)
    assert width_of("中》。", SERIF) == pytest.approx(width_of("中》", SERIF) + square / 2)


def test_an_opening_bracket_at_the_start_of_a_line_hangs_out() -> None:
    (line,) = layout("（括号）", SERIF, 200)
    assert line.offset == pytest.approx(-0.46 * 11 * 0.95)


def test_a_chinese_paragraph_does_not_end_with_a_single_character() -> None:
    text = "现居哈萨克斯坦阿拉木图市的亲属"
    width = width_of(text[:-1], SERIF) + 1
    assert texts(layout(text, SERIF, width)) == [text[:-2], text[-2:]]


def test_spread_lines_of_a_chinese_letter_reach_the_measure() -> None:
    text = "上述人员中，3人为哈萨克斯坦公民，11人曾持有哈萨克斯坦居留许可。" * 4
    lines = layout(text, SERIF, 200, fit="spread", indent=22)
    assert lines[0].offset == 22
    assert lines[0].width == pytest.approx(200 - 22)
    for line in lines[1:-1]:
        assert line.width + line.offset == pytest.approx(200)
    assert lines[-1].width < 200


def test_chinese_quotes_take_the_chinese_form_in_chinese_text_only() -> None:
    chinese = one_line("注明“不公开”的", SERIF)
    russian = one_line("Слово “да” и 中", SERIF)
    quotes = {
        run.part.face.name
        for _, runs in chinese.segments
        for run in runs
        if any(text == "“" for _, text in run.glyphs)
    }
    assert quotes == {"NotoSansSC_400Regular"}
    assert width_of("Слово “да” и 中", SERIF) < width_of("Слово да и 中", SERIF) + 11
    assert russian.text == "Слово “да” и 中"


def test_an_over_long_word_is_split_and_nothing_is_lost() -> None:
    word = "https://example.org/очень/длинный/путь?" + "x" * 400
    lines = layout(word, SANS, 120)
    assert "".join(texts(lines)) == word
    assert all(line.width <= 120.001 for line in lines)
    assert lines[0].text.endswith("/")


@pytest.mark.parametrize(
    "unit", ["x", "я", "中", "(", "ا", "e\u0301", "\u0301", "😀", "-", "1", "аб-", "\u2066"]
)
def test_a_quarter_of_a_million_without_spaces_is_set_in_linear_time(unit: str) -> None:
    start = time.process_time()
    lines = layout(unit * (250_000 // len(unit)), SANS, 400)
    # Quadratic work on so much would take minutes, not seconds.
    assert time.process_time() - start < 10
    assert all(line.width <= 400.001 for line in lines)


def test_tracking_widens_every_character() -> None:
    tracked = SANS.but(tracking=0.5)
    assert width_of("ABC", tracked) == pytest.approx(width_of("ABC", SANS) + 1.5)


def test_joined_letters_are_never_tracked() -> None:
    tracked = SANS.but(tracking=0.5)
    assert width_of("نۇرلان", tracked) == pytest.approx(width_of("نۇرلان", SANS))


def test_an_indent_shortens_the_first_line_only() -> None:
    lines = layout(LOREM, SERIF, 200, indent=30)
    assert [line.offset for line in lines[:2]] == [30, 0]
    assert lines[0].width <= 170


def test_mixed_styles_break_like_plain_text_of_one_style() -> None:
    plain = texts(layout(LOREM, SERIF, 180))
    middle = len(LOREM) // 2
    spans = [Span(LOREM[:middle], SERIF), Span(LOREM[middle:], SERIF.but())]
    assert texts(layout(spans, SERIF, 180)) == plain
