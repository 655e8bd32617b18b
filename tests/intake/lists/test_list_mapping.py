"""The mapping of a list: what a person settles, and its JSON form, which is never trusted."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.domain.labels import LABELS
from caseapp.i18n import LANGUAGES, translator
from caseapp.intake.lists.mapping import ColumnMapping, DateOrder, ListMapping, Why, option
from caseapp.intake.lists.remarks import REMARKS, Remark, RemarkKind
from caseapp.intake.lists.targets import OPTIONS, SPECS, Form, Slot, Target, target_label
from caseapp.intake.lists.words import code_of, count_words

T = Target
ANSWERS = {
    "n": ["1", "12"], "at": ["2019-01-01", "Date"], "as": ["edtf"], "find": ["no"],
    "split": ["lines", "none"], "exact": ["month", "year"], "unit": ["years", "months"],
    "release": ["expected", "actual"], "script": ["zh-Hans", "ru"],
}  # fmt: skip


@st.composite
def columns(draw: st.DrawFn) -> ColumnMapping:
    target = draw(st.sampled_from(list(Target)))
    options = {}
    for name in SPECS[target].options:
        if draw(st.booleans()):
            kinds = SPECS[target].kinds
            answers = [k.value for k in kinds] if name == "kind" and kinds else ANSWERS[name]
            options[name] = draw(st.sampled_from(answers))
    why = draw(st.sampled_from(list(Why)))
    return ColumnMapping(draw(st.text(max_size=20)), target, options, why)


CODED = [target for target in Target if SPECS[target].codes is not None]


@st.composite
def mappings(draw: st.DrawFn) -> ListMapping:
    values = {}
    for target in draw(st.lists(st.sampled_from(CODED), unique=True, max_size=3)):
        codes = ["", *(member.value for member in SPECS[target].codes or ())]
        words = st.dictionaries(st.text(max_size=8), st.sampled_from(codes), max_size=4)
        values[target] = draw(words)
    return ListMapping(
        tuple(draw(st.lists(columns(), max_size=6))), draw(st.integers(0, 50)),
        draw(st.integers(0, 2)), values, draw(st.text(max_size=9)), draw(st.text(max_size=9)),
        draw(st.sampled_from(list(DateOrder))),
    )  # fmt: skip


@given(mappings())
def test_the_json_form_gives_the_mapping_back(mapping: ListMapping) -> None:
    assert ListMapping.from_json(json.loads(json.dumps(mapping.to_json()))) == mapping


WHOLE = ListMapping(
    (ColumnMapping("Name", T.NAME, {"kind": "alias"}),), values={T.SEX: {"x": "male"}}
).to_json()


@pytest.mark.parametrize(
    "harm",
    [
        lambda d: d.update(form=2), lambda d: d.pop("columns"), lambda d: d.update(columns={}),
        lambda d: d.update(columns=[1]), lambda d: d.update(header_row=-1),
        lambda d: d.update(header_row=True), lambda d: d.update(header_row="1"),
        lambda d: d.update(values=[]), lambda d: d.update(values={"name": {"a": "b"}}),
        lambda d: d.update(values={"sex": {"a": "b"}}),
        lambda d: d.update(values={"sex": {"a": 1}}),
        lambda d: d.update(list_name=None), lambda d: d.update(date_order="ymd"),
        lambda d: d["columns"][0].update(target="shoe"), lambda d: d["columns"][0].update(why="no"),
        lambda d: d["columns"][0].update(options={"kind": "x"}),
        lambda d: d["columns"][0].update(options={"at": "2019"}),
        lambda d: d["columns"][0].update(options={"n": "0"}),
        lambda d: d["columns"][0].update(options={"kind": 1}),
        lambda d: d["columns"][0].update(heading="x" * 5_000),
        lambda d: d.update(columns=d["columns"] * 1_100),
    ],
)  # fmt: skip
def test_anything_else_is_refused(harm) -> None:
    data = copy.deepcopy(WHOLE)
    harm(data)
    with pytest.raises(ValueError):  # noqa: PT011  (any sentence will do)
        ListMapping.from_json(data)


@settings(max_examples=40, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))  # fmt: skip
def test_no_json_at_all_does_harm(data: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        ListMapping.from_json(data)


def test_a_person_changes_one_column_and_one_word() -> None:
    mapping = ListMapping((ColumnMapping("A"), ColumnMapping("B")))
    column = mapping.columns[1].chosen(T.NAME, kind="alias", at="2019", script="")
    assert column == ColumnMapping("B", T.NAME, {"kind": "alias"}, Why.CHOSEN)
    changed = mapping.with_column(1, column).with_value(T.SEX, " Mâle. ", "male")
    assert changed.columns == (ColumnMapping("A"), column)
    assert changed.values == {T.SEX: {"male": "male"}}
    assert changed.places(T.NAME, T.ROW_KEY) == (1,)


# -- the table of targets ----------------------------------------------------------------------
def test_every_target_is_described_and_called_in_its_own_words() -> None:
    assert set(SPECS) == set(Target)
    words = [target_label(target, translator("en")) for target in Target]
    assert len(set(words)) == len(words)


def test_every_option_of_every_target_is_known() -> None:
    for target, spec in SPECS.items():
        assert set(spec.options) <= set(OPTIONS)
        assert (spec.form is Form.CODE) == (spec.codes is not None), target
        assert spec.slot is None or isinstance(spec.slot, Slot)


def test_an_option_that_does_not_belong_to_a_target_is_refused() -> None:
    assert option(T.NAME, "n", "3") == "3"
    for target, name, word in ((T.SEX, "n", "1"), (T.NAME, "n", "x"), (T.NAME, "kind", ""),
                               (T.BIRTH, "exact", "day")):  # fmt: skip
        with pytest.raises(ValueError):  # noqa: PT011
            option(target, name, word)


def test_every_remark_is_a_sentence_in_every_language() -> None:
    assert set(REMARKS) == set(RemarkKind)
    params = {"given": "a", "read": "b", "count": "2", "row": "3", "doubt": "c"}
    for language in LANGUAGES:
        for kind in RemarkKind:
            assert Remark("A", kind, params).sentence(translator(language))


# -- words of closed lists ---------------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
def test_codes_and_labels_of_every_closed_list_mean_themselves(language: str) -> None:
    words = translator(language, "dossier")
    for target in CODED:
        codes = SPECS[target].codes
        assert codes is not None
        for member in codes:
            assert code_of(target, member.value) == member.value
            label = words.in_context(*LABELS[codes][member])
            assert code_of(target, label) == member.value, (target, label)


def test_words_are_counted_with_what_they_mean_and_the_unknown_stand_first() -> None:
    words = ["detained", "Detained ", "studying", "released", "n/a", "at sea"]
    found = count_words(T.STATUS, words, {"at sea": ""})
    assert [(one.word, one.count, one.code, one.known) for one in found] == [
        ("at sea", 1, "", False), ("studying", 1, "", False),
        ("detained", 2, "taken", True), ("released", 1, "released", True),
    ]  # fmt: skip
