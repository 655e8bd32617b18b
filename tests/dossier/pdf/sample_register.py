# ruff: noqa: E501 - sentences in two languages
"""Signature sheets, verification page and withheld list of the sample dossier."""

from __future__ import annotations

from caseapp.dossier import document as d
from tests.dossier.pdf.sample_markup import say
from tests.dossier.pdf.sample_people import PEOPLE


def signatures(choose: int) -> d.SignatureSheets:
    """Kazakh and Russian on one sheet; four filled rows and sixteen blank ones."""
    filled = (
        d.SignatureRow(
            name="Жаңабаева Раушан Тілекқызы",
            iin="790314400006",
            address="050000, Алматы қ., Үлгі к., 12-үй, 4-п.",
            phone="+7 700 000 04 17",
        ),
        d.SignatureRow(
            name="Тұрарова Гүлбаршын",
            iin="620408400003",
            address="Алматы обл., Үлгі ауылы, Бірлік к., 3",
            phone="+7 700 000 11 02",
        ),
        d.SignatureRow(name="Рахым Айнұр", address="Жетісу обл., Үлгі ауылы, Достық к., 21"),
        d.SignatureRow(
            name="Мағауия Күлпаш Оразқызы",
            iin="710921400001",
            address="Абай обл., Үлгі ауылы, Сарыарқа к., 8",
            phone="+7 700 000 30 61",
        ),
    )
    return d.SignatureSheets(
        annex=("Annex 4", "Приложение 4")[choose],
        header="4-қосымша · Приложение 4",
        contents_title=("Signature sheets", "Подписные листы")[choose],
        titles=("Қол қою парағы", "Подписной лист"),
        demands=(
            say(
                "**Ұжымдық арыз**, 2026 жылғы 2 маусым, № 14/48: Шыңжаң-Ұйғыр автономиялық ауданында ұсталған "
                "қазақтардың қайда екенін, денсаулығын және құқықтық мәртебесін анықтауды, отбасылардың "
                "қосылуына жәрдемдесуді сұраймыз."
            ),
            say(
                "**Коллективное заявление** № 14/48 от 2 июня 2026 года: просим установить местонахождение, "
                "состояние здоровья и правовое положение казахов, задержанных в Синьцзян-Уйгурском автономном "
                "районе, и содействовать воссоединению семей."
            ),
        ),
        heads=(
            ("№",),
            ("Тегі, аты, әкесінің аты", "Фамилия, имя, отчество"),
            ("ЖСН (болса)", "ИИН (при наличии)"),
            ("Пошталық мекенжайы", "Почтовый адрес"),
            ("Телефоны", "Телефон"),
            ("Күні", "Дата"),
            ("Қолы", "Подпись"),
        ),
        rows=filled + (d.SignatureRow(),) * 16,
        foot=(
            "Қолдар жинаған / Подписи собрал(а):",
            "Осы парақтағы қолдар саны / Подписей на листе:",
        ),
    )


def verification(choose: int) -> d.VerificationPage:
    """The last page: register data, hash, how to check, what stands behind the copy."""
    en = choose == 0

    def row(label: str, value: str, strong: bool = False) -> d.RegisterRow:
        return d.RegisterRow(label=label, value=value, strong=strong)

    return d.VerificationPage(
        title=("Verification of this copy", "Проверка копии")[choose],
        rows=(
            row(("Dossier", "Досье")[choose], "D-2026-014"),
            row(("Copy", "Копия")[choose], ("3 of 3", "2 из 3")[choose], True),
            row(
                ("Issued to", "Выдана для")[choose],
                "Working Group on Enforced or Involuntary Disappearances"
                if en
                else "Министерства иностранных дел Республики Казахстан",
            ),
            row(("Produced", "Изготовлена")[choose], ("2 June 2026", "2 июня 2026 года")[choose]),
            row(("Language", "Язык")[choose], ("English", "русский")[choose]),
            row(
                ("Extent", "Объём")[choose],
                ("{pages} pages, 12 entries, 20 signatures", "страниц: {pages}, записей: 12, подписей: 20")[choose],
            ),
            row(("Code on the pages", "Код на страницах")[choose], "{code}", True),
        ),
        hash_label=("Hash of the content · SHA-256", "Отпечаток содержания · SHA-256")[choose],
        hash_note=(
            "Computed over the frozen content from which this copy was printed. A change of one letter "
            "changes all of it. The hash of the PDF file itself stands in the sender’s register.",
            "Отпечаток вычислен по замороженному содержанию, из которого напечатана копия. Изменение одной "
            "буквы меняет его целиком. Отпечаток самого файла PDF записан в журнале отправителя.",
        )[choose],
        how_label=("How to verify", "Как проверить")[choose],
        how=(
            say(
                ("Compare the code and the copy number on this page with those on any other: they must agree.",
                 "Сравните код и номер копии на этой странице и на любой другой: они должны совпадать.")[choose]
            ),
            say(
                ("Tell the sender the dossier number, the copy number and the code. The answer says when and for "
                 "whom the copy was made and what it held.",
                 "Сообщите отправителю номер досье, номер копии и код. Он ответит, когда и для кого изготовлена "
                 "копия и что в ней стояло.")[choose]
            ),
            say(
                ("From the PDF file the sender can tell whether it was issued as this copy and is unaltered.",
                 "По файлу PDF отправитель скажет, выдан ли он как эта копия и не изменён ли.")[choose]
            ),
        ),
        behind_label=("What stands behind this copy", "Что стоит за этой копией")[choose],
        behind_note=("register entry no. 2026-31", "запись в журнале № 2026-31")[choose],
        behind=(
            row(("Rules of disclosure", "Правила показа")[choose],
                ("audience “United Nations”, version 7 of 11 May 2026",
                 "получатели «органы страны проживания», версия 7 от 11 мая 2026 года")[choose]),
            row(("Letter template", "Шаблон письма")[choose], ("un-en, version 3", "mfa-ru, версия 3")[choose]),
            row(("Consents", "Согласия")[choose],
                ("12 entries, 14 consents; where an item is withheld a word in brackets stands in its place",
                 "12 записей, 14 согласий; на месте нераскрытого стоит обозначение в скобках")[choose]),
            row(("Sources", "Источники")[choose], ("5, of which 4 graded C3 or better", "5, из них с оценкой C3 и выше 4")[choose]),
            row(("Sender", "Отправитель")[choose],
                ("Ülgi Foundation for Families, 12 Ülgi Street, office 4, 050000 Almaty",
                 "Жаңабаева Р. Т., 050000, г. Алматы, ул. Үлгі, д. 12, кв. 4; тел. +7 700 000 04 17")[choose]),
        ),
        corner=d.RegistrationCorner(
            heading=("Received", "Отметка о приёме копии")[choose],
            lines=(("no.", "date, time", "received by"), ("вх. №", "дата, время", "принял(а)"))[choose],
        ),
    )  # fmt: skip


def withheld() -> d.WithheldList:
    """What the embassy's copy does not show, for the office alone."""

    def row(pages: str, information: str, what: str, token: str, ground: str) -> d.WithheldRow:
        return d.WithheldRow(
            pages=pages, information=information, what=say(what), token=token, ground=ground
        )

    return d.WithheldList(
        header_right="к копии 4 · посольство",
        title="Что не раскрыто в копии 4",
        intro="Посольство Китайской Народной Республики · на китайском языке · 71 стр., 12 записей. Правила "
        "показа: «государство, удерживающее лиц», версия 7. Не раскрыто 11 сведений.",
        heads=("№", "Стр.", "Вид сведений", "Что не раскрыто", "Что стоит в копии", "Основание"),
        groups=(
            d.WithheldGroup(
                name=say(PEOPLE[5].cyrillic),
                case_number=PEOPLE[5].number,
                rows=(
                    row("16", "фото", "снимок 2015 года, A-1182", "〔照片不公开〕", "согласия нет; для посольства никогда"),
                    row("16", "здоровье", "потеря веса, март 2024", "〔健康信息不公开〕", "правило: никогда"),
                    row("16", "сведения о связи", "день и обстоятельства: видеозвонок 14.03.2024",
                        "〔详情不公开〕", "просьба заявителя, 06.02.2019"),
                    row("16", "имя родственника", "Раушан, 1979 (жена)", "〔姓名不公开〕", "согласие № 212: только родство"),
                    row("16", "дети", "двое: дочь 2006, сын 2011", "〔未成年人信息不公开〕", "правило: никогда"),
                    row("—", "показания целиком", "Б. Н., бывший заключённый: место, тюрьма, цех",
                        "не включено", "согласие № 340: только ООН"),
                    row("16, 49", "источник", "письмо родственницы из уезда Нылкы", "〔来源不公开〕", "риск источнику: высокий"),
                ),
            ),
            d.WithheldGroup(
                name=say(PEOPLE[7].cyrillic),
                case_number=PEOPLE[7].number,
                rows=(
                    row("18", "телефон", "+7 700 000 30 61", "〔联系方式不公开〕", "правило: никогда"),
                    row("18", "имя заявителя", "Мағауия Күлпаш", "〔姓名不公开〕", "согласие не записано"),
                    row("18", "место", "адрес дома в уезде", "〔地址不公开〕", "правило: только уезд"),
                ),
            ),
            d.WithheldGroup(
                name=say(PEOPLE[8].cyrillic),
                case_number=PEOPLE[8].number,
                rows=(row("—", "лицо целиком", "карточка и строка списка", "не включено", "согласие отозвано 19.04.2026"),),
            ),
        ),
        shown_label="Показано, хотя могло быть скрыто",
        shown=say(
            "Имена 9 лиц, номера удостоверений 8 лиц: согласие семей на передачу посольству записано для "
            "каждого. Решение о копии: А. С., 2 июня 2026 года."
        ),
        overridden_label="Напечатано, хотя проверка этому препятствовала",
        overridden=(say("Нет согласия (CF-0417). Причина: семья просила напечатать."),),
        checked_label="Проверка готового файла",
        checked=say(
            "В файле искали 3 118 защищаемых строк (имена, варианты в других письменностях, номера, телефоны) "
            "в тексте, потоках, метаданных и снимках. Найдено: 0."
        ),
    )  # fmt: skip
