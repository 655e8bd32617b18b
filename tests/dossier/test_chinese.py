"""Chinese on paper: counts, dates, marks, sorting, letters, lines, no other language of ours."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from caseapp.disclosure.marks import item_number, ordinal
from caseapp.disclosure.names import best_form, sort_key
from caseapp.disclosure.words import TOKENS, Words
from caseapp.domain.dates import format_date, read_date
from caseapp.domain.status import Term
from caseapp.domain.vocabulary import Audience, InfoClass, NameKind, NameScript
from caseapp.dossier import issue
from caseapp.dossier.compile.sentences import term_words
from caseapp.dossier.document import Dossier, Enclosure, Forms, Letter, SignatureLine, Span
from caseapp.dossier.letters import Template, load_template, shipped_letters
from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.grid import PORTRAIT
from caseapp.dossier.pdf.render import render
from caseapp.dossier.pdf.text import layout
from caseapp.dossier.pdf.text.itemise import HAN_CLOSING, HAN_OPENING
from caseapp.i18n import translator
from caseapp.intake.sample import load_sample
from caseapp.store.queries import appeals
from caseapp.store.vault import Vault
from caseapp.system.resources import resource
from tests.conftest import CHEAP, PASSPHRASE
from tests.dossier.pdf.reading import (
    boxes,
    glyphs,
    overlaps,
    page_sizes,
    pdfium_text,
    rows,
    squeezed,
)
from tests.dossier.pdf.sample_document import sample

WORDS = Words("zh_Hans")
RUSSIAN_LETTERS = [name for name, language in shipped_letters() if language == "ru"]
HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[,;:!?](?![/\w])|(?<=[\u4e00-\u9fff]) ?[()]")


# -- counts, dates, marks, names -----------------------------------------------------------------
@pytest.mark.parametrize("n", [0, 1, 2, 48])
def test_every_count_has_its_measure_word(n: int) -> None:
    tr = translator("zh_Hans", "dossier")
    counted = tr.plural_in_context
    assert counted("genitive", "{n} person", "{n} persons", n) == f"{n}名人员"
    assert counted("size of groups", "at least {n} person", "at least {n} people", n) == (
        f"至少{n}人"
    )
    groups = ("{n} group of {people}", "{n} groups with a total of {people}")
    assert counted("genitive", *groups, n, people="至少45人") == f"{n}个群体（合计至少45人）"
    assert tr.plural("{n} year", "{n} years", n) == f"{n}年"
    assert tr.plural("{n} month", "{n} months", n) == f"{n}个月"
    assert tr.in_context("sheets, other", "{n} sheets", n=n) == f"{n}页"


def test_a_term_runs_together() -> None:
    assert term_words(Term(years=11, months=6, days=0), WORDS) == "11年6个月"


@pytest.mark.parametrize(
    ("given", "letter", "table"),
    [
        ("12 March 2018", "2018年3月12日", "2018年3月12日"),
        ("March 2018", "2018年3月", "2018年3月"),
        ("autumn 2017", "2017年秋", "2017年秋"),
        ("10-28 February 2018", "2018年2月10日至28日之间", "2018年2月10日至28日"),
        ("2016-2018", "2016年至2018年之间", "2016年至2018年"),
        ("before March 2018", "2018年3月之前", "2018年3月之前"),
        ("about May 2019", "约2019年5月", "约2019年5月"),
    ],
)
def test_dates_are_worded_for_a_letter_and_for_a_table(given: str, letter: str, table: str) -> None:
    date = read_date(given)
    assert format_date(date, "zh_Hans", "long") == letter
    assert WORDS.brief(date) == table
    assert read_date(letter).edtf == date.edtf


def test_lists_and_countries_are_chinese() -> None:
    assert [WORDS.listed(items) for items in (("甲",), ("甲", "乙"), ("甲", "乙", "丙"))] == [
        "甲", "甲和乙", "甲、乙和丙",
    ]  # fmt: skip
    assert [WORDS.country(code) for code in ("CN", "KZ", "RU")] == ["中国", "哈萨克斯坦", "俄罗斯"]


def test_annexes_and_demands_are_numbered_in_numerals() -> None:
    assert [ordinal(n, "zh_Hans") for n in (1, 2, 10, 11, 20, 34, 99, 100)] == [
        "一", "二", "十", "十一", "二十", "三十四", "九十九", "100",
    ]  # fmt: skip
    assert item_number(3, "zh_Hans") == "三、"
    assert item_number(3, "ru") == "3."
    assert WORDS.annex("4") == "附件四"
    assert Words("en").annex("4") == "Annex 4"


def test_chinese_names_stand_by_sound_before_all_others() -> None:
    ordered = [
        "阿斯哈尔", "阿依古丽", "巴合提江", "达吾列提", "古丽娜尔", "哈依拉提", "加娜尔",
        "努尔古丽", "吐尔逊", "肖勒番", "叶尔兰", "Nurjan Memet", "Асқар", "Мұрат",
    ]  # fmt: skip
    shuffled = [*ordered[1::2], *ordered[::2]]
    assert sorted(shuffled, key=lambda name: sort_key(name, "zh_Hans")) == ordered


def test_a_rare_character_stands_after_the_common_ones() -> None:
    names = ["鑫", "赵", "\U00020000", "䶮"]
    assert sorted(names, key=lambda name: sort_key(name, "zh_Hans"))[0] == "赵"
    assert len({sort_key(name, "zh_Hans") for name in names}) == len(names)


def test_a_name_is_printed_in_chinese_where_the_record_has_it() -> None:
    forms = [
        ("Асқар", NameScript.KK_CYRL, NameKind.DOCUMENT),
        ("阿斯哈尔", NameScript.ZH_HANS, NameKind.TRANSLITERATION),
        ("Asqar", NameScript.EN, NameKind.MAIN),
    ]
    assert best_form(forms, "zh_Hans") == forms[1]
    assert best_form(forms[:1], "zh_Hans") == forms[0]


@pytest.mark.parametrize("info_class", InfoClass)
def test_each_class_has_a_fixed_token_in_tortoise_shell_brackets(info_class: InfoClass) -> None:
    token = WORDS.token(info_class)
    assert token[0] + token[-1] == "〔〕"
    assert set(TOKENS) == set(InfoClass)
    assert "不公开" in token


# -- the catalogue and the letters ---------------------------------------------------------------
def catalogue() -> dict[str, str]:
    """English messages of the paper's catalogue with their translations."""
    with resource("locale", "zh_Hans", "dossier.po").open("rb") as file:
        entries = [entry for entry in read_po(file, locale="zh_Hans") if entry.id]
    return {_lines(entry.id): _lines(entry.string) for entry in entries}


def _lines(forms: object) -> str:
    """One message or its plural forms, a line each."""
    return "\n".join(map(str, forms)) if isinstance(forms, tuple | list) else str(forms)


def shape(template: Template, *sections: str) -> list[tuple[object, ...]]:
    """Of each line with a field or a condition: what they are, whether it is a demand."""
    lines = [
        (
            line.needs,
            line.needs_empty,
            line.numbered,
            sorted(p.value for p in line.pieces if p.kind == "field"),
            sum(p.unconfirmed for p in line.pieces) > 0,
        )
        for section in sections
        for line in template.sections[section]
    ]
    return [line for line in lines if line[0] or line[1] or line[3]]


@pytest.mark.parametrize("name", RUSSIAN_LETTERS)
def test_each_letter_has_the_fields_and_conditions_of_the_russian_one(name: str) -> None:
    chinese, russian = load_template(name, "zh_Hans"), load_template(name, "ru")
    # The Chinese letter has one title, which says what the Russian subject says.
    assert shape(chinese, "title", "subject") == shape(russian, "title", "subject")
    for section in russian.sections:
        if section not in ("title", "subject"):
            assert shape(chinese, section) == shape(russian, section), section
    assert [len(chinese.sections[s]) for s in ("body", "demands", "enclosures", "asked")] == [
        len(russian.sections[s]) for s in ("body", "demands", "enclosures", "asked")
    ]
    assert [chinese.head[k] for k in ("sender", "corner")] == [
        russian.head[k] for k in ("sender", "corner")
    ]
    text = resource("letters", f"{name}.zh_Hans.txt").read_text(encoding="utf-8")
    assert "native editor before release" in text.split("version:")[0]


@pytest.mark.parametrize("name", [*RUSSIAN_LETTERS, ""])
def test_marks_are_full_width(name: str) -> None:
    if name:
        path = resource("letters", f"{name}.zh_Hans.txt")
        lines = path.read_text(encoding="utf-8").split("[addressee]")[1].splitlines()
        texts = [re.sub(r"\{[?!]?[a-z_]+\}|^\w+:|\[\[|\]\]", "", line) for line in lines]
    else:
        texts = [re.sub(r"\{\w+\}", "", text) for text in catalogue().values()]
    assert [text for text in texts if HALF_WIDTH.search(text)] == []


# -- lines ---------------------------------------------------------------------------------------
TEXT = (
    "据我方截至2026年5月31日掌握的情况，（其中）29人正在服刑，刑期为四年至十九年；6人仍被羁押，是否判决"
    "不详；依照《中华人民共和国监狱法》第四十七条、第四十八条，准许其与家属通信、会见。“为保护有关人员”，"
    "〔姓名不公开〕，部分信息未予公开（见附件三），Нұрлан Әбдіқадыр与家人团聚。"
)


@pytest.mark.parametrize("width", [*range(180, 470, 7), PORTRAIT.measure])
def test_lines_of_a_letter_are_justified_and_no_mark_stands_where_it_must_not(width: float) -> None:
    style = styles.LETTER_HAN.plain
    lines = layout(TEXT, style, width, fit="spread", indent=22)
    assert "".join(line.text for line in lines).replace(" ", "") == TEXT.replace(" ", "")
    for line in lines[1:]:
        assert line.text[0] not in HAN_CLOSING + "”’", line.text
    for line in lines[:-1]:
        assert line.text[-1] not in HAN_OPENING + "“‘", line.text
        lacking = width - line.offset - line.width
        assert abs(lacking) < 0.01 or lacking > 8 * style.size, line.text
    hanging = [line for line in lines if line.text[0] in HAN_OPENING + "“"]
    assert all(line.offset == pytest.approx(-0.46 * style.size) for line in hanging)
    assert len(re.findall(r"[\u4e00-\u9fff]", lines[-1].text)) != 1


def test_a_paragraph_begins_two_characters_in() -> None:
    lines = layout(TEXT, styles.LETTER_HAN.plain, 400, fit="spread", indent=22)
    assert [round(line.offset) for line in lines[:2]] == [22, 0]


def test_chinese_is_filled_where_other_text_is_evened() -> None:
    style = styles.STATEMENT.plain
    even, greedy = (layout("本人与妻子居住。" * 20, style, 333, fit=f) for f in ("even", "greedy"))
    assert [line.text for line in even] == [line.text for line in greedy]


def test_figures_keep_company_with_the_chinese_face() -> None:
    style = styles.LETTER_HAN.plain
    (line,) = layout("48名Нұрлан", style, 200)
    faces = {run.part.face.name for _, runs in line.segments for run in runs}
    assert len(faces) == 2
    assert all("Sans" in name for name in faces)


def test_chinese_statements_are_set_larger() -> None:
    assert styles.statement((Span("2018年冬，宣布判处有期徒刑。"),)).leading == 14
    assert styles.statement((Span("He was tried in winter."),)).leading == 12


# -- the drawn letter ----------------------------------------------------------------------------
LONG = "阿拉木图市玉勒格街一号楼二单元三层四号房间（" + "原街道办事处旧址旁" * 14 + "）"


def chinese_letter(**changes: object) -> Dossier:
    """The English sample's letter alone, in the Chinese layout."""
    dossier, _ = sample("en")
    (letter,) = [part for part in dossier.parts if isinstance(part, Letter)]
    letter = replace(letter, layout="chinese", farewell="此致 敬礼", **changes)  # type: ignore[arg-type]
    return replace(dossier, parts=(letter,))


def drawn(dossier: Dossier, folder: Path) -> Path:
    path = folder / "letter.pdf"
    render(dossier, {}, path)
    return path


@pytest.mark.parametrize("times", [1, 40])
def test_a_chinese_letter_of_any_length_loses_nothing_and_keeps_to_its_margins(
    times: int, tmp_path: Path
) -> None:
    dossier = chinese_letter(
        body=((Span(TEXT * times),),) * 2, sender=(LONG, "电话：+7 700 000 00 00"),
        signature=SignatureLine(lead=("受申请人委托", LONG), name=LONG, caption="签名"),
        enclosures=tuple(
            Enclosure(title=LONG, part="", sheets="3页", label=f"附件{n}") for n in "一二三"
        ),
        addressee=(LONG, LONG), title=f"关于{LONG}的函", number=f"第{LONG}号",
    )  # fmt: skip
    path = drawn(dossier, tmp_path)
    text = squeezed(pdfium_text(path))
    assert text.count(squeezed(LONG)) >= 8
    pages = len(page_sizes(path))
    # A page's end may part what is said.
    assert text.count(squeezed(TEXT)) >= 2 * times - pages
    for number in range(pages):
        assert overlaps(path, number) == []
        for box in boxes(path, number):
            assert PORTRAIT.left - 6 <= box.left
            assert box.right <= PORTRAIT.right + 1


def test_an_empty_chinese_letter_can_be_drawn(tmp_path: Path) -> None:
    empty = chinese_letter(
        addressee=(), sender=(), date="", number="", title="", subject="", salutation="", body=(),
        demands_lead=(), demands=(), closing=(), enclosures=(),
        signature=SignatureLine(lead=(), name=""), corner=None,
    )  # fmt: skip
    assert len(page_sizes(drawn(empty, tmp_path))) == 1


def test_demands_are_numbered_as_the_document_says(tmp_path: Path) -> None:
    demands = tuple((Span(f"办理第{n}事项；"),) for n in "甲乙丙")
    path = drawn(chinese_letter(demands=demands, demand_numbers=("一、", "二、")), tmp_path)
    found = rows(path, 0)
    assert [row for row in found if "事项；" in row] == [
        "一、办理第甲事项；", "二、办理第乙事项；", "3.办理第丙事项；",
    ]  # fmt: skip


# -- whole copies --------------------------------------------------------------------------------
class Printed:
    """The sample's copies in Chinese: files, documents, and all text.

    Without the forms of other bodies, which are in the languages that those bodies take.
    """

    def __init__(self, folder: Path) -> None:
        with Vault.create(folder / "vault", PASSPHRASE, cost=CHEAP) as vault:
            load_sample(vault)
            appeal = vault.read(appeals.appeal_rows)[-1]
            to = vault.read(lambda session: appeals.addressee_rows(session, appeal.id))
            self.paths = {row.audience.value: folder / f"{row.audience.value}.pdf" for row in to}
            self.dossiers = []
            for row in to:
                dossier, images = issue.draft(vault, appeal.id, row.id, "zh_Hans")
                parts = tuple(part for part in dossier.parts if not isinstance(part, Forms))
                self.dossiers.append(replace(dossier, parts=parts))
                render(self.dossiers[-1], images, self.paths[row.audience.value])
                if row.audience is Audience.DETAINING_STATE:
                    issue.issue_copy(vault, appeal.id, row.id, language="zh_Hans", path=None)
            self.paths["office"] = folder / "office.pdf"
            issue.issue_office_copy(vault, appeal.id, language="zh_Hans", path=self.paths["office"])
        self.text = "\n".join(pdfium_text(path) for path in self.paths.values())


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return Printed(tmp_path_factory.mktemp("chinese"))


def test_no_english_sentence_of_ours_stands_on_any_page(printed: Printed) -> None:
    content = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("sample", "addressees")
        for path in sorted(Path(resource(folder)).rglob("*.toml"))
    )
    pieces = {
        piece.strip()
        for english in catalogue()
        for form in english.split("\n")
        for piece in re.split(r"\{\w+\}", form)
    }
    ours = [p for p in pieces if len(p) > 3 and re.search("[a-z]{3}", p) and p not in content]
    assert len(ours) > 300
    flat = " ".join(printed.text.split())
    assert [piece for piece in ours if re.search(rf"\b{re.escape(piece)}\b", flat)] == []


def test_no_russian_word_of_ours_stands_on_any_page(printed: Printed) -> None:
    found = set(re.findall("[А-Яа-яЁё]{4,}", printed.text))
    paths = [resource("letters", f"{name}.ru.txt") for name in RUSSIAN_LETTERS]
    letters = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    with resource("locale", "ru", "dossier.po").open(encoding="utf-8") as file:
        ours = set(re.findall("[А-Яа-яЁё]{4,}", file.read() + letters))
    sample = "\n".join(
        path.read_text(encoding="utf-8") for path in Path(resource("sample")).rglob("*.toml")
    )
    assert {word for word in found & ours if word not in sample} == set()


def test_the_letter_stands_as_a_chinese_letter_does(printed: Printed) -> None:
    # The first letter of a copy: the ministry gets another one in its second language.
    found = [[p for p in d.parts if isinstance(p, Letter)] for d in printed.dossiers]
    letters = [of_copy[0] for of_copy in found]
    assert {letter.layout for letter in letters} == {"chinese"}
    assert all(letter.demand_numbers[:3] == ("一、", "二、", "三、") for letter in letters)
    page = rows(printed.paths["detaining_state"], 0)
    at = {start: n for n, row in enumerate(page) for start in (
        "第01/2026号", "关于请求协助", "中华人民共和国驻", "尊敬的", "附件一所列", "一、告知",
        "五、将办理", "此致", "敬礼", "附件一人员名单",
    ) if row.startswith(start)}  # fmt: skip
    assert list(at.values()) == sorted(at.values())
    assert len(at) == 10
    assert any("2026年6月2日" in row for row in page[at["敬礼"] :])


def test_lines_of_the_letter_end_at_the_measure(printed: Printed) -> None:
    found = [g for g in glyphs(printed.paths["detaining_state"], 0) if g.size > 10.0]
    lines: dict[float, list[float]] = {}
    for glyph in found:
        lines.setdefault(glyph.baseline, []).append(glyph.left + glyph.size)
    ends = [max(line) for line in lines.values()]
    full = [end for end in ends if end > PORTRAIT.right - 8]
    assert len(full) >= 4
    assert max(full) <= PORTRAIT.right + 0.6


def test_the_text_comes_back_in_its_order(printed: Printed) -> None:
    text = squeezed(printed.text)
    for dossier in printed.dossiers:
        for part in dossier.parts:
            if isinstance(part, Letter):
                for paragraph in (*part.body, *part.closing):
                    assert squeezed("".join(span.text for span in paragraph)) in text


def test_annexes_are_named_alike_on_every_page(printed: Printed) -> None:
    assert re.search(r"附件[0-9]", printed.text) is None
    for annex in ("附件一", "附件二", "附件三", "附件四"):
        assert annex in printed.text


def test_what_is_withheld_is_said_in_chinese(printed: Printed) -> None:
    flat = squeezed(printed.text)
    for info_class in (InfoClass.DETAINEE_NAME, InfoClass.CHILDREN, InfoClass.SOURCE_IDENTITY):
        assert WORDS.token(info_class) in flat
