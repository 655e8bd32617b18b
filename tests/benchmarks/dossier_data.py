"""Makes a large fictitious dossier for `make bench`: seeded, four scripts, drawn photographs.

Every person has ten events, nine statements with footnotes, a contradiction, and two sources with
an excerpt each. Names are put together from syllables; nobody here exists. Identity numbers have
the order number 000, which is never issued.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import random
from typing import NamedTuple

from PIL import Image, ImageDraw

from caseapp.dossier import document as d

_LATIN = [
    "ba",
    "bek",
    "gal",
    "dar",
    "el",
    "yer",
    "jan",
    "jar",
    "qai",
    "qan",
    "qūr",
    "mar",
    "mūr",
    "nūr",
    "om",
    "rai",
    "sal",
    "sau",
    "tai",
    "tūr",
    "ūl",
    "han",
    "shyn",
    "yr",
    "äl",
    "ğab",
    "niet",
    "tilek",
    "mūqa",
    "bai",
    "nar",
]
_CYRILLIC = [
    "ба",
    "бек",
    "ғал",
    "дар",
    "ел",
    "ер",
    "жан",
    "жар",
    "қай",
    "қан",
    "құр",
    "мар",
    "мұр",
    "нұр",
    "ом",
    "рай",
    "сал",
    "сау",
    "тай",
    "тұр",
    "ұл",
    "хан",
    "шын",
    "ыр",
    "әл",
    "ғаб",
    "ниет",
    "тілек",
    "мұқа",
    "бай",
    "нар",
]
_ARABIC = [
    "با",
    "بەك",
    "عال",
    "دار",
    "ەل",
    "ەر",
    "جان",
    "جار",
    "قاي",
    "قان",
    "قۇر",
    "مار",
    "مۇر",
    "نۇر",
    "وم",
    "راي",
    "سال",
    "ساۋ",
    "تاي",
    "تۇر",
    "ۇل",
    "حان",
    "شىن",
    "ىر",
    "ال",
    "عاب",
    "نيەت",
    "تىلەك",
    "مۇقا",
    "باي",
    "نار",
]
_HAN_FIRST, _HAN_LAST = 0xB0, 0xD7
_ENGLISH = (
    "The family states that no paper was shown at the time and no place was named.",
    "A second witness, asked separately, gave the same account of the transfer.",
    "The last call took place shortly before the line was cut off.",
    "The date stands as the petitioner gave it and has not been confirmed by others.",
    "A neighbour saw four men in plain clothes take the telephone and the documents.",
    "The father wrote to the county office three times and has had no answer.",
    "An earlier submission spelled the same name in another way.",
    "Someone since released shared a workshop with this person in the autumn.",
)
_KAZAKH = (
    "Ол таң ата үйінен әкетілді, туыстарына ешқандай қағаз көрсетілмеді.",
    "Отбасы сол күннен бері оның қайда екенін білмейді.",
    "Көршілердің айтуынша, үйге төрт адам келіп, құжаттарын алып кеткен.",
    "Әкесі аудандық бөлімге бірнеше рет өтініш жазған, жауап алмаған.",
)
_RUSSIAN = (
    "Семье не предъявили ни ордера, ни постановления о задержании.",
    "По словам свидетеля, его видели в районном изоляторе спустя две недели.",
    "Родственники писали в три учреждения, ответа не получено.",
)
_CHINESE = (
    "家属表示，当时没有出示任何通知书。",
    "据证人陈述，他被带往县看守所，此后再无消息。",
    "亲属多次提出书面申请，至今未获答复。",
)
_ARABIC_SCRIPT = (
    "ول تاڭ اتا ۇيىنەن اكەتىلدى، تۋىستارىنا ەشقانداي قاعاز كورسەتىلمەدى.",
    "وتباسى سول كۇننەن بەرى ونىڭ قايدا ەكەنىن بىلمەيدى.",
    "اكەسى اۋداندىق بولىمگە بىرنەشە رەت ٴوتىنىش جازعان.",
)
_EVENTS = (
    "Taken from home at night",
    "Passport taken by the county police",
    "Seen in the county detention centre by a neighbour",
    "Tried behind closed doors, sentenced",
    "Moved to another place, not known which",
    "Last contact: call of four minutes",
    "Family summoned and told not to ask again",
)
_PLACES = ("Nilka", "Künes", "Tekes", "Toli", "Dörbiljin", "Wusu", "Burqin", "Qinggil")
_WORK = ("teacher", "herdsman", "imam", "student", "trader", "driver", "nurse", "pensioner")
_STATUS = ("Serving a sentence", "Held, sentence not known", "No information", "Released")
_GRADES = ("A1", "B2", "B3", "C3", "D5")
_TODAY = dt.date(2026, 6, 2)
_LABELS = (
    "Sex, born", "Identity no.", "Citizenship", "Home", "Occupation", "Health",
    "Taken by", "Legal basis", "Reason given", "Reason believed", "Term", "Counsel",
)  # fmt: skip
_HEADS = (
    ("number", "No."), ("name", "Full name"), ("birth", "Sex, date|of birth"),
    ("identifier", "Identity no.|citizenship"), ("home", "County|occupation"),
    ("taken", "Taken when,|where, by whom"), ("reason_given", "Reason|given"),
    ("reason_believed", "Reason|believed"), ("term", "Term,|facility"),
    ("status", "Status,|last contact"), ("petitioner", "Petitioner"),
)  # fmt: skip


class _Name(NamedTuple):
    latin: str
    cyrillic: str
    arabic: str
    han: str


def generate(
    persons: int, seed: int = 7, photos: bool = True
) -> tuple[d.Dossier, dict[str, bytes]]:
    """A dossier of that many invented persons, and its JPEG bytes by SHA-256."""
    dice = random.Random(seed)
    images: dict[str, bytes] = {}
    sheets: list[d.CaseSheet] = []
    rows: list[d.PersonRow] = []
    entries: list[d.SourceEntry] = []
    for number in range(1, persons + 1):
        name = _name(dice)
        image = ""
        if photos:
            jpeg = _photo(dice)
            image = hashlib.sha256(jpeg).hexdigest()
            images[image] = jpeg
        sources = (len(entries) + 1, len(entries) + 2)
        entries += [_entry(dice, source) for source in sources]
        sheet = _sheet(dice, number, persons, name, image, sources)
        sheets.append(sheet)
        rows.append(_row(dice, number, name, sheet))
    parts: tuple[d.Part, ...] = (
        _letter(persons),
        d.Contents(title="Contents", index_label="Case sheets", index_note=f"{persons} sheets"),
        d.PersonList(
            annex="Annex 1",
            title="List of persons",
            note=f"{persons} persons · sheet {{sheet}} of {{sheets}}",
            columns=tuple(d.Column(key=k, head=tuple(h.split("|"))) for k, h in _HEADS),
            rows=tuple(rows),
            legend="Square brackets: withheld at the petitioner’s request. All persons fictitious.",
        ),
        d.CaseSheets(
            annex="Annex 2",
            title="Case sheets",
            labels=d.SheetLabels(
                particulars="Particulars",
                timeline="Timeline",
                statements="What is stated, and by whom",
                statements_source="source · grade",
                family="Family left behind",
                asked="What is asked",
                answered="What the authorities answered",
            ),
            sheets=tuple(sheets),
        ),
        d.Annex(
            annex="Annex 3",
            title="Sources and excerpts",
            intro="The letter grades the source, the figure the information.",
            entries=tuple(entries),
        ),
        _signatures(dice, max(8, persons // 2)),
        _verification(),
    )
    head = d.Head(
        dossier_number="D-2026-900",
        copy_number=1,
        audience="un",
        language="en",
        title="Dossier D-2026-900, copy 1",
        short_title="Collective appeal",
        copy_words="Copy 1",
        addressee_short="United Nations",
        produced=_TODAY.isoformat(),
        notice="All persons, numbers, addresses and events in this dossier are fictitious.",
    )
    words = d.Words(
        page_of="Page {page} of {pages}",
        dossier="Dossier",
        sheets=(("one", "{n} sheet"), ("other", "{n} sheets")),
        contents="Contents",
        contents_sheets="sheets",
        contents_page="page",
        cited_in="Cited in",
    )
    return d.Dossier(head=head, words=words, parts=parts), images


def _name(dice: random.Random) -> _Name:
    picks = [dice.randrange(len(_LATIN)) for _ in range(5)]

    def spell(syllables: list[str]) -> str:
        first = "".join(syllables[pick] for pick in picks[:2])
        last = "".join(syllables[pick] for pick in picks[2:])
        return f"{first.capitalize()} {last.capitalize()}"

    han = "·".join("".join(_han(dice) for _ in range(dice.randint(2, 4))) for _ in range(2))
    return _Name(spell(_LATIN), spell(_CYRILLIC), spell(_ARABIC), han)


def _han(dice: random.Random) -> str:
    """A character of the first level of GB 2312, which has 3,755 common ones."""
    high = dice.randint(_HAN_FIRST, _HAN_LAST)
    low = dice.randint(0xA1, 0xF9 if high == _HAN_LAST else 0xFE)
    return bytes((high, low)).decode("gb2312")


def _say(dice: random.Random, sentences: int) -> str:
    """English mostly, with invented words, so that no two paragraphs are alike."""
    said = []
    for _ in range(sentences):
        pool = dice.choices(
            (_ENGLISH, _KAZAKH, _RUSSIAN, _CHINESE, _ARABIC_SCRIPT), (70, 12, 10, 4, 4)
        )
        sentence = dice.choice(pool[0])
        if pool[0] is _ENGLISH:
            parts = sentence.split(" ")
            parts[dice.randrange(2, len(parts) - 1)] = dice.choice(_LATIN) + dice.choice(_LATIN)
            sentence = " ".join(parts)
        said.append(sentence)
    return " ".join(said)


def _day(dice: random.Random, first: int = 2014, last: int = 2023) -> dt.date:
    return dt.date(dice.randint(first, last), dice.randint(1, 12), dice.randint(1, 28))


def _words(day: dt.date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def _plain(text: str) -> d.Text:
    return (d.Span(text),)


def _cited(text: str, source: int) -> d.Text:
    return (d.Span(text), d.Span(str(source), "note", f"source-{source}"))


def _graded(dice: random.Random, source: int) -> d.Text:
    return (d.Span(f"{source} {dice.choice(_GRADES)}", target=f"source-{source}"),)


def _photo(dice: random.Random) -> bytes:
    """A drawn picture of about ten kilobytes."""
    ground = dice.randint(120, 220)
    image = Image.new("RGB", (350, 450), (ground,) * 3)
    draw = ImageDraw.Draw(image)
    for _ in range(42):
        x, y, size = dice.randint(0, 350), dice.randint(0, 450), dice.randint(5, 60)
        colour = tuple(dice.randint(0, 255) for _ in range(3))
        draw.ellipse((x - size, y - size, x + size, y + size), fill=colour)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=58)
    return out.getvalue()


def _sheet(
    dice: random.Random,
    number: int,
    total: int,
    name: _Name,
    image: str,
    sources: tuple[int, int],
) -> d.CaseSheet:
    born = _day(dice, 1945, 2000)
    place = dice.choice(_PLACES)
    case = f"CF-{number:05d}"
    values = (
        f"{dice.choice(('male', 'female'))}, {_words(born)}",
        f"654{dice.randint(20, 28):03d}\u00a0{born:%Y%m%d}\u00a0000{dice.randint(0, 9)}",
        "China",
        f"{place} county, Ili prefecture",
        dice.choice(_WORK),
        "not known",
        f"{place} County Public Security Bureau",
        "not communicated to the family",
        "“visited a sensitive country” (orally)",
        "residence and family in Kazakhstan",
        f"{dice.randint(4, 19)} years",
        "none known",
    )
    return d.CaseSheet(
        anchor=f"case-{case}",
        bookmark=f"{case} {name.latin}",
        case_number=case,
        header=f"Case sheet · {case}",
        sheet_words=f"Sheet {number} of {total}",
        name=_plain(name.latin),
        names=(
            d.NameShown(text=name.cyrillic, label="Kazakh"),
            d.NameShown(text=name.arabic, label="Kazakh, Arabic script"),
            d.NameShown(text=name.han, label="Chinese"),
        ),
        photo=d.Photo(
            image=image,
            token="[photograph withheld]",
            caption=_cited("Photograph from the family", sources[0]) if image else (),
        ),
        status_label="Status",
        status=_plain(dice.choice(_STATUS)),
        status_note=_plain(f"as of {_words(_day(dice, 2022, 2025))} · older than 180 days"),
        tie_label="Tie to Kazakhstan",
        tie=_plain("Wife and two children are citizens of Kazakhstan and live in Almaty region."),
        notice="Fictitious person",
        particulars=tuple(
            d.Field(label=label, value=_plain(value))
            for label, value in zip(_LABELS, values, strict=True)
        ),
        timeline=_timeline(dice, sources),
        statements=tuple(_statement(dice, sources, index == 3) for index in range(9)),
        family=tuple(
            d.FamilyRow(
                relation=who, who=_plain(f"born {dice.randint(1940, 2015)}"), place="Almaty region"
            )
            for who in ("Wife", "Daughter", "Son", "Father")
        ),
        asked=(
            _plain("To state where this person is held, on what legal basis, and in what health."),
            _plain("To hand the family a copy of the verdict."),
            _plain("To allow letters, calls and visits."),
        ),
        answered=(
            _plain("Ministry of Foreign Affairs, 12 September 2023: no grounds to intervene."),
        ),
    )


def _timeline(dice: random.Random, sources: tuple[int, int]) -> d.Timeline:
    days = sorted(_day(dice, 2014, 2024) for _ in range(10))
    marks, key = [], []
    for letter, day in zip("abcdefghij", days, strict=True):
        kind = dice.choice(("day", "day", "span", "about"))
        latest = day + dt.timedelta(days=0 if kind == "day" else 27)
        marks.append(d.Mark(letter=letter, kind=kind, earliest=str(day), latest=str(latest)))
        key.append(
            d.KeyRow(
                letter=letter,
                when=_words(day),
                what=_plain(dice.choice(_EVENTS)),
                source=_graded(dice, dice.choice(sources)),
            )
        )
    release = dt.date(2027 + dice.randint(0, 5), 6, 1)
    until = release + dt.timedelta(days=200)
    return d.Timeline(
        first_year=days[0].year,
        last_year=until.year + 1,
        today=str(_TODAY),
        today_words=_words(_TODAY),
        bars=(
            d.Bar(kind="liberty", start=str(days[0]), end=str(days[4]), label="at liberty"),
            d.Bar(kind="custody", start=str(days[4]), end=str(_TODAY), label="in custody"),
            d.Bar(kind="term", start=str(_TODAY), end=str(release), label="remaining term"),
            d.Bar(kind="release", start=str(release), end=str(until)),
        ),
        marks=tuple(marks),
        key=tuple(key),
    )


def _statement(dice: random.Random, sources: tuple[int, int], against: bool) -> d.Statement:
    source = dice.choice(sources)
    contradiction = d.Contradiction(
        text=(d.Span("Contradicted. ", "strong"), *_cited(_say(dice, 1), sources[1])),
        source=_graded(dice, sources[1]),
    )
    return d.Statement(
        text=_cited(_say(dice, dice.randint(1, 3)), source),
        source=_graded(dice, source),
        contradictions=(contradiction,) if against else (),
    )


def _row(dice: random.Random, number: int, name: _Name, sheet: d.CaseSheet) -> d.PersonRow:
    values = {field.label: field.value for field in sheet.particulars}
    sex, born = values["Sex, born"][0].text.split(", ")
    cells: tuple[tuple[d.Text, ...], ...] = (
        (_plain(str(number)),),
        ((d.Span(name.latin, "strong"),), _plain(name.han)),
        (_plain(sex), _plain(born)),
        (values["Identity no."], values["Citizenship"]),
        (values["Home"], values["Occupation"]),
        (_plain(_words(_day(dice))), _plain("from home")),
        (_plain("not stated"),),
        (_plain("a journey to Almaty"),),
        (values["Term"],),
        (sheet.status,),
        (_plain("brother"), _plain(_name(dice).latin)),
    )
    return d.PersonRow(number=number, anchor=sheet.anchor, cells=cells)


def _entry(dice: random.Random, number: int) -> d.SourceEntry:
    pool = dice.choice((_KAZAKH, _KAZAKH, _RUSSIAN, _CHINESE, _ARABIC_SCRIPT))
    text = " ".join(dice.sample(pool, min(3, len(pool))))
    return d.SourceEntry(
        number=number,
        anchor=f"source-{number}",
        title=_plain(f"Testimony {dice.randint(100, 999)}, {_words(_day(dice))}"),
        details=_plain(
            "testimony · recorded in Almaty · archive box 4 · how known: told by a relative"
        ),
        hash_label="SHA-256",
        hash=dice.randbytes(32).hex(),
        grade=dice.choice(_GRADES),
        excerpts=(
            d.ExcerptShown(
                label="Original",
                text=text,
                place=f"at {dice.randint(1, 40):02d}:{dice.randint(0, 59):02d}",
                translation_label="Translation",
                translation=" ".join(dice.sample(_ENGLISH, 3)),
                translator="translated by the office",
            ),
        ),
    )


def _letter(persons: int) -> d.Letter:
    paragraph = " ".join(_ENGLISH[:4])
    return d.Letter(
        contents_title="Letter",
        addressee=("Working Group on Enforced or Involuntary Disappearances", "Geneva"),
        sender=("Ülgi Foundation for Families", "12 Ülgi Street, Almaty"),
        sender_first=False,
        date=_words(_TODAY),
        number="Our ref. 900",
        title="",
        subject=f"{persons} communications concerning invented persons",
        salutation="Dear Members of the Working Group,",
        body=tuple(_plain(paragraph) for _ in range(4)),
        demands_lead=_plain("We respectfully request the Working Group:"),
        demands=(_plain("to transmit the cases;"), _plain("to inform us of any reply.")),
        closing=(_plain("We remain at the Working Group’s disposal."),),
        enclosures_label="Enclosures",
        enclosures=(
            d.Enclosure(title="Annex 1, list of persons", part="persons"),
            d.Enclosure(title="Annex 2, case sheets", part="sheets"),
            d.Enclosure(title="Annex 3, sources", part="annex"),
        ),
        farewell="Yours faithfully,",
        signature=d.SignatureLine(lead=(), name="Raushan Zhangabayeva, Director"),
    )


def _signatures(dice: random.Random, count: int) -> d.SignatureSheets:
    rows = tuple(
        d.SignatureRow(
            name=_name(dice).cyrillic,
            iin=f"{dice.randint(400101, 991231):06d}400000",
            address="Almaty region, Ülgi village, Birlik street, 3",
            phone=f"+7 700 000 {dice.randint(0, 99):02d} {dice.randint(0, 99):02d}",
        )
        for _ in range(count)
    )
    return d.SignatureSheets(
        annex="Annex 4",
        contents_title="Signature sheets",
        titles=("Қол қою парағы", "Подписной лист"),
        demands=(_plain(" ".join(_KAZAKH[:2])), _plain(" ".join(_RUSSIAN[:2]))),
        heads=(
            ("№",),
            ("Тегі, аты", "Фамилия, имя"),
            ("ЖСН", "ИИН"),
            ("Мекенжайы", "Адрес"),
            ("Телефоны", "Телефон"),
            ("Күні", "Дата"),
            ("Қолы", "Подпись"),
        ),
        rows=rows,
        foot=("Подписи собрал(а):", "Подписей на листе:"),
    )


def _verification() -> d.VerificationPage:
    return d.VerificationPage(
        title="Verification of this copy",
        rows=(
            d.RegisterRow(label="Dossier", value="D-2026-900"),
            d.RegisterRow(label="Extent", value="{pages} pages"),
            d.RegisterRow(label="Code on the pages", value="{code}", strong=True),
        ),
        hash_label="Hash of the content · SHA-256",
        hash_note="Computed over the frozen content from which this copy was printed.",
        how_label="How to verify",
        how=(_plain("Compare the code on this page with that on any other."),),
        behind_label="What stands behind this copy",
        behind=(d.RegisterRow(label="Sources", value="fictitious"),),
        corner=d.RegistrationCorner(heading="Received", lines=("no.", "date, time", "received by")),
    )
