# ruff: noqa: E501 - sentences in two languages
"""The sources of the sample dossier, in four scripts. All of it is invented."""

from __future__ import annotations

import hashlib

from caseapp.dossier import document as d
from tests.dossier.pdf.sample_markup import say


def _hash(number: int) -> str:
    return hashlib.sha256(f"sample source {number}".encode()).hexdigest()


ARABIC = (
    "اسقاردان حابار از. وتكەن قىستا ۇكىم شىقتى دەدى، ون ٴبىر جىل التى اي. قاعازىن بىزگە بەرگەن جوق."
)
CHINESE = "该人已自愿参加职业技能教育培训，并于2018年10月结业。"
KAZAKH = (
    "Ертеңіне атасы телефон соқты. Түнде үш адам келіп, алып кетіпті. Қайда апарасыңдар десе, «оқуға» "
    "деп жауап беріпті. Ешқандай қағаз көрсетпепті."
)
RUSSIAN = "В цехе я видел его дважды, осенью двадцать первого. Он похудел, говорить нам не давали."


def annex(choose: int) -> d.Annex:
    """Five sources: a document, testimonies, a letter in Arabic script, a reply in Chinese."""
    en = choose == 0
    translation = ("Translation", "Перевод")[choose]
    entries = (
        d.SourceEntry(
            number=1,
            anchor="source-1",
            title=say(
                "Residence permit of the Republic of Kazakhstan, copy, both sides"
                if en
                else "Вид на жительство Республики Казахстан, копия, обе стороны"
            ),
            details=say(
                "document · issued 11 September 2014 · original with his wife · seen by us 6 February 2019"
                if en
                else "документ · выдан 11 сентября 2014 года · подлинник у жены · мы видели 6 февраля 2019 года"
            ),
            hash_label="SHA-256",
            hash=_hash(1),
            grade="A1",
            excerpts=(),
        ),
        d.SourceEntry(
            number=2,
            anchor="source-2",
            title=say(
                "Testimony of his wife, video, 14 min 20 s"
                if en
                else "Свидетельство жены, видео, 14 мин 20 с"
            ),
            details=say(
                "testimony · Kazakh · recorded 6 February 2019, Almaty · archive box 4 · how known: told by "
                "his father by telephone the next day"
                if en
                else "свидетельство · казахский · записано 6 февраля 2019 года, Алматы · коробка 4 · откуда "
                "известно: рассказал отец по телефону на следующий день"
            ),
            hash_label="SHA-256",
            hash=_hash(2),
            grade="B2",
            excerpts=(
                d.ExcerptShown(
                    label=("Kazakh", "казахский")[choose],
                    text=KAZAKH,
                    place=("at 03:12–03:41", "03:12–03:41")[choose],
                    translation_label=translation,
                    translation=(
                        "The next day his father telephoned. Three men had come in the night and taken him "
                        "away. Asked where they were taking him, they had answered: “to study”. They had "
                        "shown no paper at all."
                        if en
                        else "На другой день позвонил отец. Ночью пришли трое и увели его. На вопрос, куда "
                        "ведут, ответили: «учиться». Никакой бумаги не показали."
                    ),
                    translator=(
                        "translated by the office, 8 February 2019",
                        "перевод конторы, 8 февраля 2019 года",
                    )[choose],
                ),
            ),
        ),
        d.SourceEntry(
            number=3,
            anchor="source-3",
            title=say(
                "Letter of a relative, handwritten, 2 pages"
                if en
                else "Письмо родственницы, от руки, 2 стр."
            ),
            details=say(
                "letter · Kazakh in Arabic script · dated 3 August 2019 · received 14 August 2019 · writer known "
                "to the office, [name withheld]"
                if en
                else "письмо · казахский, арабское письмо · от 3 августа 2019 года · получено 14 августа "
                "2019 года · автор известен конторе, [имя не раскрыто]"
            ),
            hash_label="SHA-256",
            hash=_hash(3),
            grade="C3",
            excerpts=(
                d.ExcerptShown(
                    label=("Kazakh, Arabic script", "казахский, арабское письмо")[choose],
                    text=ARABIC,
                    place=("page 1, lines 6–8", "стр. 1, строки 6–8")[choose],
                    translation_label=translation,
                    translation=(
                        "There is little news of Asqar. They said that last winter the sentence came: eleven "
                        "years, six months. They did not give us the paper."
                        if en
                        else "Об Асқаре вестей мало. Сказали, что прошлой зимой был приговор: одиннадцать лет "
                        "и шесть месяцев. Бумагу нам не дали."
                    ),
                    translator=(
                        "translated by the office, 15 August 2019",
                        "перевод конторы, 15 августа 2019 года",
                    )[choose],
                ),
            ),
        ),
        d.SourceEntry(
            number=4,
            anchor="source-4",
            title=say(
                "Reply of a county office to the family’s enquiry, 1 page"
                if en
                else "Ответ учреждения уезда на запрос семьи, 1 стр."
            ),
            details=say(
                "letter · Chinese · dated 22 May 2019 · photograph of the original · no seal visible"
                if en
                else "письмо · китайский · от 22 мая 2019 года · снимок подлинника · печати не видно"
            ),
            hash_label="SHA-256",
            hash=_hash(4),
            grade="D5",
            excerpts=(
                d.ExcerptShown(
                    label=("Chinese", "китайский")[choose],
                    text=CHINESE,
                    place=("whole text", "весь текст")[choose],
                    translation_label=translation,
                    translation=(
                        "This person voluntarily took part in vocational skills education and training and "
                        "completed it in October 2018."
                        if en
                        else "Названное лицо добровольно участвовало в профессиональном обучении и закончило "
                        "его в октябре 2018 года."
                    ),
                    translator=(
                        "translated by the office, 2 June 2019",
                        "перевод конторы, 2 июня 2019 года",
                    )[choose],
                ),
            ),
            contradicts=True,
            remark=(
                "Contradicts sources 2 and 3; supported by none.",
                "Противоречит источникам 2 и 3; ничем не подтверждается.",
            )[choose],
        ),
        d.SourceEntry(
            number=5,
            anchor="source-5",
            title=say(
                "Interview with a former prisoner, audio, 41 min"
                if en
                else "Беседа с бывшим заключённым, аудио, 41 мин"
            ),
            details=say(
                "testimony · Kazakh and Russian · recorded 19 November 2022 · [name withheld] at his request · "
                "how known: own observation"
                if en
                else "свидетельство · казахский и русский · записано 19 ноября 2022 года · [имя не раскрыто] по "
                "его просьбе · откуда известно: видел сам"
            ),
            hash_label="SHA-256",
            hash=_hash(5),
            grade="C3",
            excerpts=(
                d.ExcerptShown(
                    label=("Russian", "русский")[choose],
                    text=RUSSIAN,
                    place=("at 22:05–22:19", "22:05–22:19")[choose],
                    translation_label=translation if en else "",
                    translation=(
                        "In the workshop I saw him twice, in the autumn of twenty-one. He had grown thin; we "
                        "were not allowed to talk."
                        if en
                        else ""
                    ),
                    translator="translated by the office, 21 November 2022" if en else "",
                    cases="CF-00417",
                ),
            ),
        ),
    )
    return d.Annex(
        annex=("Annex 3", "Приложение 3")[choose],
        title=("Sources and excerpts", "Источники и выдержки")[choose],
        intro=(
            "The letter grades the source, from A (reliable) to F (cannot be judged); the figure grades the "
            "information, from 1 (confirmed) to 6 (cannot be judged). Excerpts stand in the language of the "
            "source; the translation follows.",
            "Буква — оценка источника, от A (надёжный) до F (нельзя судить); цифра — оценка сведения, от 1 "
            "(подтверждено) до 6 (нельзя судить). Выдержки даны на языке источника; ниже перевод.",
        )[choose],
        entries=entries,
    )
