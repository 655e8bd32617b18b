# ruff: noqa: E501 - sentences in two languages side by side
"""Heads, labels and columns of the sample dossier, English and Russian side by side."""

from __future__ import annotations

from caseapp.dossier import document as d

HEADS = (
    d.Head(
        dossier_number="D-2026-014",
        copy_number=3,
        audience="un",
        language="en",
        title="Dossier D-2026-014, copy 3",
        short_title="Collective appeal",
        copy_words="Copy 3",
        addressee_short="United Nations",
        produced="2026-06-02",
        notice="All persons, numbers, addresses and events in this dossier are fictitious.",
    ),
    d.Head(
        dossier_number="D-2026-014",
        copy_number=2,
        audience="host_state",
        language="ru",
        title="Досье D-2026-014, копия 2",
        short_title="Коллективное заявление",
        copy_words="Копия 2",
        addressee_short="МИД РК",
        produced="2026-06-02",
        notice="Все лица, номера, адреса и обстоятельства в этом досье вымышлены.",
    ),
)

WORDS = (
    d.Words(
        page_of="Page {page} of {pages}",
        dossier="Dossier",
        sheets=(("one", "{n} sheet"), ("other", "{n} sheets")),
        contents="Contents",
        contents_sheets="sheets",
        contents_page="page",
        cited_in="Cited in",
    ),
    d.Words(
        page_of="Стр. {page} из {pages}",
        dossier="Досье",
        sheets=(
            ("one", "{n} лист"),
            ("few", "{n} листа"),
            ("many", "{n} листов"),
            ("other", "{n} листа"),
        ),
        contents="Содержание",
        contents_sheets="листов",
        contents_page="стр.",
        cited_in="Упоминается:",
    ),
)

LABELS = (
    d.SheetLabels(
        particulars="Particulars",
        timeline="Timeline",
        statements="What is stated, and by whom",
        statements_source="source · grade",
        family="Family left behind",
        asked="What is asked",
        answered="What the authorities answered",
    ),
    d.SheetLabels(
        particulars="Сведения",
        timeline="Ход событий",
        statements="Что сообщается и кем",
        statements_source="источник · оценка",
        family="Оставшаяся семья",
        asked="О чём просим",
        answered="Что ответили органы",
    ),
)

KEYS = (
    "number", "name", "birth", "identifier", "home", "taken",
    "reason_given", "reason_believed", "term", "status", "petitioner",
)  # fmt: skip
COLUMNS = tuple(
    tuple(
        d.Column(key=key, head=tuple(head.split("|")))
        for key, head in zip(KEYS, heads, strict=True)
    )
    for heads in (
        (
            "No.", "Full name", "Sex, date|of birth", "Identity no.|citizenship", "County|occupation",
            "Taken when,|where, by whom", "Reason|given", "Reason as the|family believes", "Term,|facility",
            "Status,|last contact", "Petitioner",
        ),
        (
            "№", "Полное имя", "Пол, дата|рождения", "№ удостоверения|гражданство", "Уезд|занятие",
            "Когда, откуда,|кем задержан", "Причина|названная", "Причина по мнению|семьи", "Срок,|учреждение",
            "Положение,|посл. связь", "Заявитель",
        ),
    )
)  # fmt: skip

LEGEND = (
    "A date without a day: the day is not known. Square brackets [ ]: information that the petitioner "
    "asked not to disclose. Sources for every row: the case sheet (Annex 2).",
    "ВНЖ — вид на жительство. Дата без числа: число не известно. В скобках [ ] — сведения, которые "
    "заявитель просил не раскрывать. Источники к каждой строке: карточка дела (приложение 2).",
)

NAMELESS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "CF-00441",
        (
            ("**Name not known**", "**Имя не известно**"),
            ("male", "м"),
            ("not known", "не известен"),
            ("Tekes", "Текес"),
            ("2018", "2018"),
            ("not stated", "не названа"),
            ("taught children to read", "учил детей читать"),
            ("12 years", "12 лет"),
            ("Serving a sentence 11.2020", "Отбывает срок 11.2020"),
            ("[petitioner withheld]", "[заявитель не раскрыт]"),
        ),
    ),
    (
        "CF-00450",
        (
            ("**A group of more than twenty students**", "**Группа, более двадцати студентов**"),
            ("—", "—"),
            ("not known", "не известны"),
            ("Ili prefecture", "Илийский округ"),
            ("Mar 2017 – Jan 2018", "03.2017 – 01.2018"),
            ("not stated", "не названа"),
            ("studies abroad", "учёба за границей"),
            ("—", "—"),
            ("No information", "Сведений нет"),
            ("a former teacher", "бывший преподаватель"),
        ),
    ),
)
