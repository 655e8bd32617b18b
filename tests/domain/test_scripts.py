"""Scripts are told apart, and one text in many encodings is found under one key."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.names.scripts import (
    Script,
    detect_script,
    index_tokens,
    query_terms,
    script_of,
    script_of_name,
    search_key,
    split_by_script,
)
from caseapp.domain.vocabulary import NameScript

# Letters, marks and signs in which our texts go wrong, beside whatever Unicode has.
_TRICKY = (
    "аәқйёҚabİıÜşӘ买·‧．・•提 .,'ʼ’\"«»-\t\n٠٣۴９Ａﬁ"
    "\u200b\u200f\u202e\ufeff\u0301\u0306ٴءئؤأۇيىیكکهەھﻻـًٵٶٷٸ"
)
tricky_text = st.text(st.one_of(st.sampled_from(_TRICKY), st.characters()), max_size=30)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Сайрагүл", Script.CYRL),
        ("Sayragul Üş", Script.LATN),
        ("سايراگۇل", Script.ARAB),
        ("赛依拉古丽·沙吾提", Script.HANS),
        ("ＡＢＣ", Script.LATN),
        ("ﻻ", Script.ARAB),
        ("12.05.1974 —", None),
        ("", None),
        ("აბგ", None),
    ],
)
def test_the_script_of_a_text_is_that_of_its_letters(text: str, script: Script | None) -> None:
    assert detect_script(text) is script


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("Сайрагүл", NameScript.KK_CYRL),
        ("Sayragul", NameScript.EN),
        ("سايراگۇل", NameScript.KK_ARAB),
        ("赛依拉古丽·沙吾提", NameScript.ZH_HANS),
        ("12", NameScript.EN),
    ],
)
def test_a_name_just_typed_is_guessed_to_be_in_the_likeliest_script(
    name: str, script: NameScript
) -> None:
    assert script_of_name(name) == script


def test_the_majority_of_letters_decides_the_script() -> None:
    assert detect_script("Абай (Abay) Құнанбайұлы") is Script.CYRL
    assert detect_script("U+0674 ٴ") is Script.LATN


def test_a_text_is_split_where_the_script_changes() -> None:
    assert split_by_script("«Абай» (Abai, 阿拜) اباي 5") == [
        (Script.CYRL, "«Абай» ("),
        (Script.LATN, "Abai, "),
        (Script.HANS, "阿拜) "),
        (Script.ARAB, "اباي 5"),
    ]
    assert split_by_script("აბ Абай") == [(None, "აბ "), (Script.CYRL, "Абай")]
    assert split_by_script("12") == [(None, "12")]
    assert split_by_script("") == []


@given(tricky_text)
def test_runs_joined_give_the_text_back(text: str) -> None:
    runs = split_by_script(text)
    assert "".join(run for _, run in runs) == text
    for script, run in runs:
        assert {script_of(c) for c in run} <= {script, None}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ٴومىر", "ءومىر"),  # high hamza by the book and as the press types it
        ("\u0675مىر", "\u0674امىر"),
        ("\u0675مىر", "اٴمىر"),
        ("\u0676مىر", "ٴومىر"),
        ("\u0677مىر", "ۇٴمىر"),
        ("\u0678س", "ٴىس"),
        ("قازاقستان ەلى", "قازاقستان هلى"),
        ("ساۋىتبای", "ساۋىتباي"),
        ("کەنجە", "كەنجە"),
        ("ھان", "هان"),
        ("مـــۇقان", "مۇقان"),
        ("买买提·吐尔逊", "买买提‧吐尔逊"),
        ("买买提·吐尔逊", "买买提．吐尔逊"),
        ("买买提·吐尔逊", "买买提 • 吐尔逊"),
        ("买买提·吐尔逊", "买买提・吐尔逊"),
        ("Ürümqi", "urumqi"),
        ("Qılışpaev", "qilispaev"),
        ("ＡＢＣ１２", "abc12"),
        ("ҚҰЛЖА", "құлжа"),
        ("Семёнов", "семенов"),
        ("Аба\u0301й", "Абай"),
        ("и\u0306", "й"),
        ("a\u200bb\u202ec\ufeff", "abc"),
        ("٢٠١٧", "2017"),
        ("Абай\u00a0\t Ғ", "абай ғ"),
    ],
)
def test_encodings_of_one_text_have_one_key(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("қ", "к"), ("ә", "а"), ("й", "и"), ("ұ", "у"), ("ۇ", "ۋ"), ("ق", "ك"), ("买", "提")],
)
def test_letters_that_differ_in_sound_keep_different_keys(one: str, other: str) -> None:
    assert search_key(one) != search_key(other)


@given(tricky_text)
def test_a_key_is_its_own_key(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


def test_a_text_of_common_letters_has_the_key_that_a_rare_letter_beside_them_gives_it() -> None:
    """Texts without any letter that must be looked at closely take a shorter way."""
    for letter in map(chr, (*range(0xD800), *range(0xE000, 0x10000))):
        common, rare = f"b {letter}c.{letter}a", f"b {letter}c.{letter}Ａ"
        assert search_key(common) == search_key(rare)
        assert index_tokens(common) == index_tokens(rare)


def test_each_han_character_is_a_token_and_other_words_are_whole() -> None:
    assert index_tokens("Абай阿拜abc-12, Ma'mur's") == [
        "абай", "阿", "拜", "abc", "12", "mamurs",
    ]  # fmt: skip


@given(tricky_text, tricky_text)
def test_tokens_of_two_texts_with_a_space_between_are_the_tokens_of_both(a: str, b: str) -> None:
    assert index_tokens(f"{a} {b}") == index_tokens(a) + index_tokens(b)


@given(tricky_text)
def test_tokens_hold_letters_and_figures_only_and_are_their_own_tokens(text: str) -> None:
    for token in index_tokens(text):
        assert all(unicodedata.category(c)[0] in "LN" for c in token)
        assert index_tokens(token) == [token]


@given(tricky_text)
def test_terms_together_are_the_tokens_of_the_typed_text(text: str) -> None:
    assert " ".join(query_terms(text)).split() == index_tokens(text)


def test_quoted_words_are_one_term() -> None:
    assert query_terms('Абай "Аттила батыр" 买买提 «» -- 5') == [
        "абай", "аттила батыр", "买 买 提", "5",
    ]  # fmt: skip


def test_any_part_cut_at_word_boundaries_is_found_in_the_whole() -> None:
    text = "In 2017 赛依拉古丽·沙吾提 (Сайрагүл Сауытбай) left; ٴومىر."
    whole = " ".join(index_tokens(text))
    for part in ("赛依拉", "古丽·沙", "(Сайрагүл", "ءومىر", "2017 赛依", "Сауытбай) left"):
        assert f" {' '.join(index_tokens(part))} " in f" {whole} "
