# ruff: noqa: E501 - sentences in two languages
"""The case sheets of the sample dossier, English and Russian. All of it is invented."""

from __future__ import annotations

from caseapp.dossier import document as d
from tests.dossier.pdf.sample_markup import graded, say
from tests.dossier.pdf.sample_people import PHOTOS, Person


def _field(label: str, value: str) -> d.Field:
    return d.Field(label=label, value=say(value))


def _key(letter: str, when: str, what: str, source: str) -> d.KeyRow:
    return d.KeyRow(letter=letter, when=when, what=say(what), source=graded(source))


MARKS = (
    d.Mark(letter="a", kind="day", earliest="2014-09-11", latest="2014-09-11"),
    d.Mark(letter="b", kind="day", earliest="2017-04-18", latest="2017-04-18"),
    d.Mark(letter="c", kind="span", earliest="2018-02-10", latest="2018-02-28"),
    d.Mark(letter="d", kind="span", earliest="2018-10-01", latest="2018-12-31"),
    d.Mark(letter="e", kind="about", earliest="2019-05-01", latest="2019-05-31"),
    d.Mark(letter="f", kind="day", earliest="2024-03-14", latest="2024-03-14"),
    d.Mark(letter="g", kind="release", earliest="2029-08-10", latest="2030-06-30"),
)


def full_sheet(p: Person, choose: int) -> d.CaseSheet:
    """The complete sheet: every section, a contradiction, a photograph, a rich timeline."""
    texts = (_full_en, _full_ru)[choose]
    particulars, key, bars, statements, family, asked, answered, head = texts(p)
    return d.CaseSheet(
        anchor=f"case-{p.number}",
        bookmark=f"{p.number} {(p.latin, p.cyrillic)[choose]}",
        case_number=p.number,
        header=(f"Case sheet · {p.number}", f"Карточка дела · {p.number}")[choose],
        sheet_words="",
        name=say((p.latin, p.cyrillic)[choose]),
        names=other_names(p, choose),
        photo=d.Photo(image=PHOTOS[p.number], token="", caption=say(head["photo"])),
        status_label=head["status_label"],
        status=say(head["status"]),
        status_note=say(head["status_note"]),
        tie_label=head["tie_label"],
        tie=say(head["tie"]),
        notice=("Fictitious person", "Вымышленное лицо")[choose],
        particulars=particulars,
        timeline=d.Timeline(
            first_year=2014,
            last_year=2030,
            today="2026-06-02",
            today_words=("2 June 2026", "2 июня 2026 г.")[choose],
            bars=bars,
            marks=MARKS,
            key=key,
        ),
        statements=statements,
        family=family,
        asked=asked,
        answered=answered,
    )


def other_names(p: Person, choose: int) -> tuple[d.NameShown, ...]:
    """The name in the three other scripts, each with its label."""
    first = (
        d.NameShown(text=p.cyrillic, label="Kazakh"),
        d.NameShown(text=p.latin, label="латиницей"),
    )[choose]
    arabic = ("Kazakh, Arabic script", "арабским письмом")[choose]
    han = ("Chinese, as in identity card", "по-китайски, как в удостоверении")[choose]
    return (
        first,
        d.NameShown(text=p.arabic, label=arabic),
        d.NameShown(text=p.han, label=han),
    )


def _bars(labels: tuple[str, str, str]) -> tuple[d.Bar, ...]:
    return (
        d.Bar(kind="liberty", start="2014-09-11", end="2018-02-10", label=labels[0]),
        d.Bar(kind="custody", start="2018-02-10", end="2026-06-02", label=labels[1]),
        d.Bar(kind="change", start="2018-10-01", end="2019-01-01"),
        d.Bar(kind="term", start="2026-06-02", end="2029-08-10", label=labels[2]),
        d.Bar(kind="release", start="2029-08-10", end="2030-06-30"),
    )


def _statement(text: str, source: str, *contradictions: tuple[str, str]) -> d.Statement:
    return d.Statement(
        text=say(text),
        source=graded(source),
        contradictions=tuple(
            d.Contradiction(text=say(words), source=graded(origin))
            for words, origin in contradictions
        ),
    )


def _full_en(p: Person):  # type: ignore[no-untyped-def]
    return (
        (
            _field("Sex, born", "male, 12 May 1974"),
            _field("Identity no.", p.identity),
            _field("Citizenship", "China"),
            _field("Home", "Nilka county, Ili prefecture"),
            _field("Occupation", "livestock trader"),
            _field("Health", "weight loss seen in March 2024^2"),
            _field("Taken by", "Nilka County Public Security Bureau"),
            _field("Legal basis", "not communicated to the family"),
            _field("Reason given", "“visited a sensitive country” (orally)^2"),
            _field("Reason believed", "residence and family in Kazakhstan^2"),
            _field("Term", "11 years 6 months^3"),
            _field("Counsel", "none known"),
        ),
        (
            _key("a", "11 Sep 2014", "Moves to Almaty region on a residence permit", "1 A1"),
            _key("b", "18 Apr 2017", "Crosses at Khorgos to see his father; passport taken the same day", "2 B2"),
            _key("c", "10–28 Feb 2018", "Taken from his father’s house at night", "2 B2"),
            _key("d", "Oct–Dec 2018", "Tried behind closed doors, sentenced", "3 C3"),
            _key("e", "about May 2019", "Moved to Künes prison (believed)", "5 C3"),
            _key("f", "14 Mar 2024", "Last contact: video call of four minutes", "2 B2"),
            _key("g", "Aug 2029 – Jun 2030",
                 "Expected release: 11 years 6 months from detention, or from verdict", "computed"),
        ),
        _bars(("Almaty region", "in custody: Nilka, then Künes prison (believed)", "remaining term")),
        (
            _statement(
                "He lived in Almaty region with his wife and two children, trading in livestock, from "
                "September 2014 until April 2017.^1", "1 A1 · 2 B2",
            ),
            _statement(
                "On the night of his arrest three men came to his father’s house; asked where they were taking "
                "him, they answered “to study”. No paper was shown.^2", "2 B2",
                ("**Contradicted.** A county office wrote in 2019 that he “voluntarily took part in vocational "
                 "training and completed it in October 2018”.^4", "4 D5"),
            ),
            _statement(
                "In the winter of 2018 a sentence of eleven years and six months was announced. The family has "
                "not seen the verdict.^3", "3 C3",
            ),
            _statement("He was seen in 2021 in a workshop of Künes prison by a person since released.^5", "5 C3"),
        ),
        (
            d.FamilyRow(relation="Wife", who=say("Raushan, born 1979"), place="Almaty region"),
            d.FamilyRow(relation="Daughter", who=say("born 2006"), place="Almaty region"),
            d.FamilyRow(relation="Son", who=say("born 2011"), place="Almaty region"),
            d.FamilyRow(relation="Father", who=say("born 1944, died Nov 2021"), place="Nilka county"),
        ),
        (
            say("To state where he is held, on what legal basis, and his state of health."),
            say("To hand his family a copy of the verdict and to state the date on which the term ends."),
            say("To allow letters, calls and visits."),
            say("To let him return to his family on release."),
        ),
        (
            say(
                "Ministry of Foreign Affairs of Kazakhstan, no. 3-12/4417 of 12 September 2023: “a citizen of "
                "China; no grounds to intervene”. Embassy of China, 4 October 2023: letter not accepted at "
                "the gate."
            ),
        ),
        {
            "photo": "Photograph of 2015, from his wife, with her consent^2",
            "status_label": "Status",
            "status": "Serving a sentence; believed held in Künes prison",
            "status_note": "as of 14 March 2024 · sources 2, 3, 5 · older than 180 days",
            "tie_label": "Tie to Kazakhstan",
            "tie": "Residence permit since 11 September 2014. Wife and two children are citizens of Kazakhstan "
            "and live in Almaty region.",
        },
    )  # fmt: skip


def _full_ru(p: Person):  # type: ignore[no-untyped-def]
    return (
        (
            _field("Пол, рождение", "мужской, 12 мая 1974 года"),
            _field("№ удостоверения", p.identity),
            _field("Гражданство", "КНР"),
            _field("Прописка", "уезд Нылкы, Илийский округ"),
            _field("Занятие", "торговец скотом"),
            _field("Здоровье", "потеря веса, замечена в марте 2024 года^2"),
            _field("Кем задержан", "отдел общественной безопасности уезда Нылкы"),
            _field("Основание", "семье не сообщено"),
            _field("Причина названная", "«был в чувствительной стране» (устно)^2"),
            _field("По мнению семьи", "жизнь и семья в Казахстане^2"),
            _field("Срок", "11 лет 6 месяцев^3"),
            _field("Защитник", "не известен"),
        ),
        (
            _key("a", "11.09.2014", "Переезжает в Алматинскую область по виду на жительство", "1 A1"),
            _key("b", "18.04.2017", "Въезжает через Хоргос к отцу; паспорт изъят в тот же день", "2 B2"),
            _key("c", "10–28.02.2018", "Уведён ночью из дома отца", "2 B2"),
            _key("d", "октябрь–декабрь 2018", "Закрытый суд, приговор", "3 C3"),
            _key("e", "около мая 2019", "Переведён в тюрьму Кунес (предположительно)", "[источник не раскрыт] C3"),
            _key("f", "14.03.2024", "Последняя связь: видеозвонок, четыре минуты", "2 B2"),
            _key("g", "август 2029 – июнь 2030",
                 "Ожидаемое освобождение: 11 лет 6 месяцев от задержания или от приговора", "расчёт"),
        ),
        _bars(("Алматинская обл.", "под стражей: Нылкы, затем тюрьма Кунес (предп.)", "остаток срока")),
        (
            _statement(
                "С сентября 2014 по апрель 2017 года жил с женой и двумя детьми в Алматинской области, "
                "торговал скотом.^1", "1 A1 · 2 B2",
            ),
            _statement(
                "В ночь задержания в дом отца пришли трое; на вопрос, куда его ведут, ответили: «учиться». "
                "Бумаг не показали.^2", "2 B2",
                ("**Опровергается.** Учреждение уезда написало в 2019 году, что он «добровольно прошёл "
                 "профессиональное обучение и закончил его в октябре 2018 года».^4", "4 D5"),
            ),
            _statement(
                "Зимой 2018 года объявлен срок одиннадцать лет и шесть месяцев. Приговора семья не видела.^3",
                "[источник не раскрыт] C3",
            ),
        ),
        (
            d.FamilyRow(relation="жена", who=say("Раушан, 1979 г. р."), place="Алматинская обл."),
            d.FamilyRow(relation="дочь", who=say("[несовершеннолетние]"), place="Алматинская обл."),
            d.FamilyRow(relation="отец", who=say("1944 г. р., скончался в ноябре 2021 года"), place="уезд Нылкы"),
        ),
        (
            say("Сообщить, где он содержится, на каком основании и каково его здоровье."),
            say("Передать семье копию приговора и назвать дату окончания срока."),
            say("Разрешить письма, звонки и свидания."),
        ),
        (
            say(
                "Министерство иностранных дел Республики Казахстан, № 3-12/4417 от 12 сентября 2023 года: "
                "«гражданин КНР, оснований для вмешательства нет»."
            ),
        ),
        {
            "photo": "Снимок 2015 года, передан женой с её согласия^2",
            "status_label": "Положение",
            "status": "Отбывает срок; предположительно тюрьма Кунес",
            "status_note": "на 14 марта 2024 года · источники 2, 3, 5 · старше 180 дней",
            "tie_label": "Связь с Казахстаном",
            "tie": "Вид на жительство с 11 сентября 2014 года. Жена и двое детей — граждане Казахстана, "
            "живут в Алматинской области.",
        },
    )  # fmt: skip


def short_sheet(p: Person, choose: int) -> d.CaseSheet:
    """A sheet with what is known of most people; the photograph is often withheld."""
    image = PHOTOS.get(p.number, "")
    token = ("[photograph withheld]", "[фото не раскрыто]")[choose]
    caption = say(("Photograph from the family^2", "Снимок от семьи^2")[choose])
    status, _, when = p.status[choose].partition("; ")
    labels = (
        (
            "Sex, born",
            "Identity no.",
            "Citizenship",
            "Home",
            "Occupation",
            "Taken",
            "Reason given",
            "Term",
        ),
        (
            "Пол, рождение",
            "№ удостоверения",
            "Гражданство",
            "Уезд",
            "Занятие",
            "Задержан",
            "Причина",
            "Срок",
        ),
    )[choose]
    values = (
        f"{p.sex[choose]}, {p.born}",
        p.identity or ("not known", "не известен")[choose],
        p.citizenship[choose], p.home[choose], p.work[choose], p.taken[choose], p.given[choose], p.term[choose],
    )  # fmt: skip
    return d.CaseSheet(
        anchor=f"case-{p.number}",
        bookmark=f"{p.number} {(p.latin, p.cyrillic)[choose]}",
        case_number=p.number,
        header=(f"Case sheet · {p.number}", f"Карточка дела · {p.number}")[choose],
        sheet_words="",
        name=say((p.latin, p.cyrillic)[choose]),
        names=other_names(p, choose),
        photo=d.Photo(image=image, token=token, caption=caption if image else ()),
        status_label=("Status", "Положение")[choose],
        status=say(status),
        status_note=say(("as of ", "на ")[choose] + when) if when else (),
        tie_label=("Tie to Kazakhstan", "Связь с Казахстаном")[choose],
        tie=say(("Petitioner: ", "Заявитель: ")[choose] + p.petitioner[choose]),
        notice=("Fictitious person", "Вымышленное лицо")[choose],
        particulars=tuple(_field(a, b) for a, b in zip(labels, values, strict=True)),
        timeline=None,
        statements=(
            _statement(
                ("The family says that no paper was shown and no place was named.^2",
                 "Семья сообщает, что бумаг не показали и места не назвали.^2")[choose], "2 B2",
            ),
        ),
        family=(),
        asked=(
            say(("To state where this person is held.", "Сообщить, где содержится это лицо.")[choose]),
        ),
        answered=(),
    )  # fmt: skip


def _bare(
    number: str, title: str, status: str, tie: str, statement: str, choose: int
) -> d.CaseSheet:
    return d.CaseSheet(
        anchor=f"case-{number}",
        bookmark=number,
        case_number=number,
        header=(f"Case sheet · {number}", f"Карточка дела · {number}")[choose],
        sheet_words="",
        name=say(title),
        names=(),
        photo=None,
        status_label=("Status", "Положение")[choose],
        status=say(status),
        status_note=(),
        tie_label=("Tie to Kazakhstan", "Связь с Казахстаном")[choose],
        tie=say(tie),
        notice=("Fictitious persons", "Вымышленные лица")[choose],
        particulars=(),
        timeline=None,
        statements=(_statement(statement, "5 C3"),),
        family=(),
        asked=(),
        answered=(),
    )


def unnamed(choose: int) -> d.CaseSheet:
    """A man whose name nobody knows: no photograph, no names, no particulars."""
    return _bare(
        "CF-00441",
        ("A man whose name is not known", "Мужчина, имя которого не известно")[choose],
        ("Serving a sentence of 12 years", "Отбывает срок 12 лет")[choose],
        ("A nephew lives in Almaty.", "Племянник живёт в Алматы.")[choose],
        (
            "A person since released shared a cell with him for two months.^5",
            "Освобождённый сидел с ним в одной камере два месяца.^5",
        )[choose],
        choose,
    )


def group(choose: int) -> d.CaseSheet:
    """A group that is known only by its size."""
    return _bare(
        "CF-00450",
        ("A group of more than twenty students", "Группа, более двадцати студентов")[choose],
        ("No information", "Сведений нет")[choose],
        ("They studied in Almaty.", "Учились в Алматы.")[choose],
        (
            "More than twenty students of one course were called back and did not return.^5",
            "Более двадцати студентов одного курса отозваны и не вернулись.^5",
        )[choose],
        choose,
    )
