# ruff: noqa: E501 - sentences in two languages
"""The two letters of the sample dossier. All of it is invented."""

from __future__ import annotations

from caseapp.dossier import document as d
from tests.dossier.pdf.sample_markup import say


def letter_en() -> d.Letter:
    """The covering letter to a working group: one page, addressee left."""
    return d.Letter(
        contents_title="Letter",
        addressee=(
            "Working Group on Enforced or Involuntary Disappearances",
            "Office of the United Nations",
            "High Commissioner for Human Rights",
            "Palais des Nations, 8–14 avenue de la Paix",
            "1211 Geneva 10, Switzerland",
        ),
        sender=(
            "Ülgi Foundation for Families",
            "12 Ülgi Street, office 4",
            "050000 Almaty, Kazakhstan",
            "cases@example.org",
            "+7 700 000 04 17",
        ),
        sender_first=False,
        date="2 June 2026",
        number="Our ref. 14/8 · Copy 3",
        title="",
        subject="Twelve communications concerning ethnic Kazakhs of the Xinjiang Uyghur Autonomous "
        "Region, China: persons whose fate or whereabouts are unknown",
        salutation="Dear Members of the Working Group,",
        body=(
            say(
                "We have the honour to submit to the Working Group twelve communications on behalf of the "
                "families of the persons named in Annex 1. One sheet is enclosed for each person."
            ),
            say(
                "The persons concerned are ethnic Kazakhs, residents of the Ili Kazakh Autonomous "
                "Prefecture. They were deprived of liberty between March 2017 and May 2019 by officers of "
                "county public security bureaus. Their relatives, who live in Kazakhstan, have since had "
                "no reliable information about where they are held or whether they are alive. Requests "
                "made to the authorities have been left unanswered or have been answered without stating "
                "a place of detention; they are listed, with dates, on each sheet."
            ),
            say(
                "Every statement refers to a numbered source in Annex 3, graded for the reliability of the "
                "source and the credibility of the information. What is known only from a relative is "
                "worded as that relative’s statement. Where sources contradict one another, both accounts "
                "are given."
            ),
            say(
                "**Consent and confidentiality.** The family of each person has consented to this "
                "submission; the consents are dated and kept by us. We ask that items marked confidential "
                "be neither transmitted to the Government concerned nor published."
            ),
        ),
        demands_lead=say("We respectfully request the Working Group:"),
        demands=(
            say(
                "to transmit the cases to the Government of China and to ask it to establish the fate and "
                "whereabouts of each person;"
            ),
            say(
                "to ask the Government to allow each person to communicate with his or her family and "
                "with counsel of choice;"
            ),
            say("to inform us of any reply, so that the families may comment on it."),
        ),
        closing=(
            say(
                "We remain in contact with the families and will report any new information without "
                "delay. We are at the Working Group’s disposal for any clarification."
            ),
        ),
        enclosures_label="Enclosures",
        enclosures=(
            d.Enclosure(title="Annex 1, list of persons", part="persons"),
            d.Enclosure(title="Annex 2, case sheets", part="sheets"),
            d.Enclosure(title="Annex 3, sources and excerpts", part="annex"),
            d.Enclosure(title="Photographs and copies of documents", part="", sheets="14 sheets"),
        ),
        farewell="Yours faithfully,",
        signature=d.SignatureLine(lead=(), name="Raushan Zhangabayeva, Director"),
    )


def letter_ru() -> d.Letter:
    """The collective application to a ministry: two pages, sender left, registration corner."""
    return d.Letter(
        contents_title="Заявление",
        addressee=("Министру иностранных дел", "Республики Казахстан", "010000, г. Астана"),
        sender=(
            "Заявители: 20 человек (приложение 4)",
            "Контактное лицо — Жаңабаева Раушан Тілекқызы",
            "ИИН 790314400006",
            "050000, г. Алматы, ул. Үлгі, д. 12, кв. 4",
            "тел. +7 700 000 04 17",
        ),
        sender_first=True,
        date="2 июня 2026 года",
        number="№ 14/48",
        title="Коллективное заявление",
        subject="О защите прав этнических казахов, задержанных в Синьцзян-Уйгурском автономном районе "
        "Китайской Народной Республики, родственники которых проживают в Республике Казахстан",
        salutation="Уважаемый господин Министр!",
        body=(
            say(
                "Мы, родственники этнических казахов, перечисленных в приложении 1, обращаемся к Вам "
                "в порядке, установленном статьями 63 и 64 Административного процедурно-процессуального "
                "кодекса Республики Казахстан."
            ),
            say(
                "Наши близкие — жители Или-Казахского автономного округа. В 2017–2019 годах они были "
                "задержаны органами власти названного района. По сведениям, которыми мы располагаем на "
                "31 мая 2026 года, 5 человек отбывают наказание в виде лишения свободы на срок от 7 до "
                "17 лет, о местонахождении 3 ничего не известно, 1 освобождена, но не может выехать "
                "к семье, 1 скончался под стражей. Копии судебных актов родственникам, как правило, не "
                "вручались; о причинах задержания сообщалось устно либо не сообщалось вовсе."
            ),
            say(
                "Каждое сведение в приложениях снабжено ссылкой на источник и оценкой его достоверности. "
                "То, что известно только со слов родственников, так и обозначено; противоречащие друг "
                "другу сведения приведены рядом."
            ),
            say(
                "**Связь с Республикой Казахстан.** Один из перечисленных — гражданин Республики Казахстан, "
                "двое имели вид на жительство; супруги, дети или родители остальных являются гражданами "
                "Казахстана и постоянно живут в Алматинской области, областях Жетісу и Абай. По каждому "
                "лицу эта связь указана отдельной строкой в карточке дела."
            ),
        ),
        demands_lead=say("На основании изложенного просим Вас:"),
        demands=tuple(
            say(text)
            for text in (
                "запросить у китайской стороны сведения о местонахождении, состоянии здоровья и правовом "
                "положении каждого из перечисленных лиц;",
                "просить китайскую сторону передать родственникам копии судебных актов и сообщить даты "
                "окончания назначенных сроков;",
                "в отношении граждан Республики Казахстан — обеспечить их посещение консульским "
                "должностным лицом согласно статье 36 Венской конвенции о консульских сношениях 1963 года;",
                "содействовать выезду в Казахстан лиц, освобождённых из-под стражи, и воссоединению "
                "разлучённых семей;",
                "письменно сообщить нам о принятых мерах и о полученных ответах.",
            )
        ),
        closing=(
            say(
                "Ответ просим направить контактному лицу по указанному выше адресу на русском или казахском "
                "языке в срок, установленный статьёй 76 Кодекса. Если рассмотрение отдельных вопросов "
                "относится к ведению другого органа, просим переслать ему заявление и уведомить нас об этом "
                "в порядке статьи 65."
            ),
            say(
                "Мы готовы представить подлинники документов, дать пояснения и явиться на личный приём "
                "в назначенное Вами время."
            ),
        ),
        enclosures_label="Приложения",
        enclosures=(
            d.Enclosure(title="Список лиц", part="persons"),
            d.Enclosure(title="Карточки дел", part="sheets"),
            d.Enclosure(title="Источники и выдержки", part="annex"),
            d.Enclosure(title="Подписные листы", part="signatures"),
            d.Enclosure(
                title="Копии документов, подтверждающих родство", part="", sheets="31 лист"
            ),
        ),
        farewell="С уважением,",
        signature=d.SignatureLine(
            lead=("По поручению заявителей", "контактное лицо"),
            name="Р. Т. Жаңабаева",
            caption="подпись",
        ),
        corner=d.RegistrationCorner(
            heading="Отметка о регистрации", lines=("вх. №", "дата, время", "принял(а)")
        ),
    )
