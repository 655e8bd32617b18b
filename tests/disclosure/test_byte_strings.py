"""Many strings of bytes at once: the same answer as one after the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caseapp.disclosure.byte_strings import ByteStrings

FEW = st.lists(st.sampled_from([b"a", b"b", b"(", b"\n"]), min_size=1, max_size=7).map(b"".join)


@given(st.lists(FEW, max_size=6), st.lists(FEW, max_size=8).map(b"".join))
def test_a_string_is_found_wherever_it_stands_and_no_other(
    strings: list[bytes], data: bytes
) -> None:
    assert ByteStrings(strings).any_in(data) == any(string in data for string in strings)


@given(st.binary(min_size=1, max_size=30), st.binary(max_size=20), st.binary(max_size=20))
def test_any_bytes_are_found_among_any_others(string: bytes, before: bytes, after: bytes) -> None:
    others = [string + b"x", bytes([string[0] ^ 1]) + string]
    assert ByteStrings([*others, string]).any_in(before + string + after)


def test_thousands_that_begin_alike_are_no_burden() -> None:
    strings = ByteStrings(b"Raushan %d" % number for number in range(20_000))
    assert not strings.any_in(b"Raushan " * 1_000)
    assert strings.any_in(b"Raushan " * 1_000 + b"19999")
