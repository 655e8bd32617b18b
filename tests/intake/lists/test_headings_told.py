"""Headings as people write them in four languages, and ages in columns of births."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.domain.dates import UncertainDate
from caseapp.intake.lists.headings import meaning_of
from caseapp.intake.lists.reading import read_rows
from caseapp.intake.lists.recognise import propose
from caseapp.intake.lists.remarks import RemarkKind as K
from caseapp.intake.lists.rows import RowReading
from caseapp.intake.lists.targets import Target as T
from tests.intake.sheet_files import table

_HEADINGS = {
    T.CONTACT_NAME: [
        "Арыз беруші", "Арыз берушінің аты-жөні", "Өтініш берушінің аты-жөні", "Өтініш беруші",
        "Заявитель (ФИО)", "ФИО обратившегося", "Кто подал", "Name of applicant",
        "Applicant's name", "Who reported", "申诉人姓名", "联系人姓名", "信息提供人",
    ],
    T.CONTACT_PHONE: [
        "Арыз берушінің телефоны", "Байланыс нөмірі", "Контактные данные", "Тел. заявителя",
        "Телефон заявителя", "Applicant's phone", "Applicant phone number", "Contact info",
        "Contact details", "申请人电话", "联系人电话",
    ],
    T.CONTACT_ADDRESS: [
        "Арыз берушінің мекенжайы", "Адрес заявителя",
    ],
    T.CONTACT_RELATION: [
        "Туыстық дәрежесі", "Родственная связь", "Кем приходится заявителю",
        "Relationship to applicant", "Relation to the applicant", "与申请人关系", "与当事人关系",
    ],
    T.NOTE: [
        "Ұсталған күні мен жері", "Қашан, қайда ұсталды", "Жұбайы", "Отбасы мүшелері",
        "Дата, место рождения", "Дата и место задержания", "Date and place of detention",
    ],
    T.LAST_CONTACT_DATE: [
        "Соңғы хабарласқан уақыты", "Когда последний раз выходил(а) на связь",
        "Последняя связь (дата)", "Last time heard from", "最后一次联系时间",
    ],
    T.TAKEN_REASON_GIVEN: [
        "Не үшін ұсталды", "Ұстау себебі", "Причина задержания (официальная)", "За что задержан",
        "Reason for arrest", "Alleged reason", "关押原因",
    ],
    T.SENTENCE: [
        "Неше жылға сотталған", "Срок лишения свободы", "判刑年限", "被判刑期",
    ],
    T.SENTENCED_DATE: [
        "Сотталған жылы",
    ],
    T.HELD_AT: [
        "Қазіргі мекені", "Қай лагерьде", "Қай түрмеде", "Где находится сейчас", "В каком лагере",
        "Prison / camp", "Current whereabouts", "关押场所", "所在集中营",
    ],
    T.BIRTH: [
        "Туған жылы, айы, күні", "Год рожд.", "Date of Birth (dd/mm/yyyy)", "D.O.B.", "出生年月日",
    ],
    T.IDENTIFIER: [
        "Жеке куәлік нөмірі", "Қытай азаматтығы куәлігі", "Паспорт №", "№ удостоверения личности",
        "Удостоверение личности КНР", "Номер паспорта КНР", "Chinese ID no.",
        "National ID number", "Passport No.", "居民身份证号码",
    ],
    T.NAME: [
        "Тегі, аты, әкесінің аты", "Жоғалған адамның аты-жөні", "Ұсталған адамның аты-жөні",
        "ФИО пострадавшего", "Ф.И.О. пропавшего", "ФИО осужденного", "Name of missing person",
        "Name of the detainee", "Victim's name", "Full name (Latin)", "Name (Chinese characters)",
        "当事人姓名", "受害人姓名", "受害者姓名", "失踪人姓名", "被关押人姓名",
    ],
    T.HOME_ADDRESS: [
        "Қытайдағы мекенжайы", "Ауылы", "Место жительства в КНР", "Прописка",
        "Last known address", "户籍所在地", "现住址", "家庭地址",
    ],
    T.OCCUPATION: [
        "Мамандығы/жұмысы", "工作单位及职务",
    ],
    T.STATUS: [
        "Текущее состояние", "目前状态",
    ],
    T.HEALTH: [
        "Состояние здоровья",
    ],
    T.DEPENDANTS: [
        "Количество детей",
    ],
    T.TAKEN_DATE: [
        "Date of disappearance", "抓捕日期", "被带走时间", "失踪日期", "拘押时间",
    ],
    T.SENTENCE_YEARS: [
        "Sentence (years)",
    ],
    T.TAKEN_PLACE: [
        "Place of detention (camp or prison)", "拘押地点",
    ],
    T.SOURCE_URL: [
        "Source / link",
    ],
}  # fmt: skip


@pytest.mark.parametrize("target", _HEADINGS)
def test_headings_of_real_lists_say_what_they_mean(target: T) -> None:
    told = {heading: meaning_of(heading) for heading in _HEADINGS[target]}
    assert {h: said.target for h, said in told.items() if said} == dict.fromkeys(told, target)


@pytest.mark.parametrize("heading", [
    "Кто подал", "Кто забрал", "Возраст заявителя", "ИИН заявителя", "申请人身份证号",
    "Applicant's date of birth", "Арыз берушінің туған жылы", "Дата рождения родственника",
])  # fmt: skip
def test_what_is_said_of_who_tells_is_never_taken_for_the_persons_own(heading: str) -> None:
    said = meaning_of(heading)
    own = {T.NAME, T.BIRTH, T.AGE, T.IDENTIFIER}
    assert said is None or said.target not in own


def read(*rows: tuple[str, ...]) -> RowReading:
    found = table(*rows)
    (row,) = read_rows(found, propose(found))
    return row


def born(row: RowReading) -> tuple[date | None, date | None] | None:
    found = [value.value for value in row.all(T.BIRTH)]
    assert len(found) <= 1
    one = found[0] if found else None
    return (one.earliest, one.latest) if isinstance(one, UncertainDate) else None


@pytest.mark.parametrize("age", ["45 жаста", "45 лет", "45岁", "aged 45", "45 years old",
                                 "возраст 45", "45-year-old", "(45 лет)"])  # fmt: skip
def test_an_age_in_a_column_of_births_counts_at_the_day_of_the_row(age: str) -> None:
    row = read(("Name", "Born", "Status as of"), ("Asqar Ulgibay", age, "2019-05-01"))
    assert (born(row), row.remarks) == ((date(1973, 5, 2), date(1974, 5, 1)), ())


def test_an_age_counts_at_the_day_that_the_title_of_the_list_tells() -> None:
    mapping = propose(rows := table(
        ("Список пропавших на 01.03.2019", ""), ("Имя", "Дата рождения"),
        ("Асқар Үлгібай", "45 жаста"), ("Гүлнар Қиялбек", "около 45 лет"),
    ))  # fmt: skip
    exact, about = read_rows(rows, mapping)
    assert mapping.columns[1].options == {"at": "2019-03-01"}
    assert born(exact) == (date(1973, 3, 2), date(1974, 3, 1))
    (said,) = [value.value for value in about.all(T.BIRTH)]
    assert isinstance(said, UncertainDate)
    assert said.edtf == "1973~/1974~"


def test_without_its_day_the_birth_is_estimated_by_the_newest_date_of_the_row_and_told() -> None:
    row = read(("Name", "Born", "Date of detention"), ("Asqar Ulgibay", "45 жаста", "May 2017"))
    (said,) = [value.value for value in row.all(T.BIRTH)]
    assert isinstance(said, UncertainDate)
    assert said.edtf == "1971~/1972~"
    assert [remark.kind for remark in row.remarks] == [K.AGE_ESTIMATED]


def test_an_age_of_which_no_date_is_known_is_a_note_and_a_number_alone_is_no_age() -> None:
    for cell, kind in (("45 жаста", K.AGE_UNDATED), ("45", K.DATE_UNREAD)):
        row = read(("Name", "Born"), ("Asqar Ulgibay", cell))
        assert born(row) is None
        assert [remark.kind for remark in row.remarks] == [kind]
        assert [value.value for value in row.all(T.NOTE)] == [f"Born: {cell}"]


@pytest.mark.parametrize(("cell", "year"), [("1974 (45 лет)", 1974), ("74 г.р.", 1974),
                                            ("1974г.р.", 1974), ("05 г. р.", 2005)])  # fmt: skip
def test_a_year_of_birth_counts_before_an_age_beside_it(cell: str, year: int) -> None:
    row = read(("Имя", "Дата рождения"), ("Асқар Үлгібай", cell))
    assert (born(row), row.remarks) == ((date(year, 1, 1), date(year, 12, 31)), ())
