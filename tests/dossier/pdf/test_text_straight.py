"""The short way sets what it takes exactly as the long way does, and declines the rest."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.dossier.pdf.text import Line, Span, TextStyle, layout, lines
from caseapp.dossier.pdf.text.straight import straight

PLAIN = TextStyle("serif", 9, 12, kerning=True)
STRONG = TextStyle("sans-bold", 8, 12, tracking=0.4)
NOTE = PLAIN.but(superior=True, kerning=False)
WORDS = st.text(alphabet="abё ӘҚ, «x»-/— 12.\u00a0", max_size=60)
SPANS = st.lists(
    st.builds(Span, WORDS, st.sampled_from([PLAIN, STRONG, NOTE]), st.sampled_from([None, "to"])),
    min_size=1,
    max_size=4,
)


def seen(found: list[Line]) -> list[tuple[object, ...]]:
    """What can be seen of lines: glyphs and styles in order, places, links."""
    return [
        (
            line.text,
            round(line.width, 6),
            round(line.offset, 6),
            [
                (style, "".join(t for r in runs for _, t in r.glyphs))
                for style, runs in line.segments
            ],
            [(round(link.left, 6), round(link.right, 6), link.target) for link in line.links],
        )
        for line in found
    ]


@settings(deadline=None, max_examples=150)
@given(SPANS, st.floats(40, 300), st.booleans(), st.sampled_from([0.0, 12.0]))
def test_both_ways_give_the_same_lines(
    spans: list[Span], width: float, even: bool, indent: float
) -> None:
    short = straight(spans, PLAIN, width, even, indent)
    if short is None:
        return
    long = lines._mixed(spans, PLAIN, width, "even" if even else "greedy", indent, None)
    assert seen(short) == seen(long)


def test_most_text_goes_the_short_way() -> None:
    for text in ("The family states this.", "Семья, «Ата-жұрт» — № 5, 2017/3", "a  b"):
        assert straight([Span(text, PLAIN)], PLAIN, 300, False, 0.0)


@pytest.mark.parametrize(
    "text", ["", " ", "نۇرلان", "名单", "за\u0301мок", "a\tb", "a\u00adb", "a\nb", "x" * 300, "😀"]
)
def test_what_is_not_plain_is_declined_and_set_all_the_same(text: str) -> None:
    assert straight([Span(text, PLAIN)], PLAIN, 200, False, 0.0) is None
    assert len(layout(text, PLAIN, 200)) >= 1
