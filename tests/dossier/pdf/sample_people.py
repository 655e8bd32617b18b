"""Invented people for the sample dossier: names in four scripts, particulars, portraits.

Nobody here exists. Identity numbers have the order number 000, which is never issued, and a
valid check digit; telephone numbers lie in a range that nobody has.
"""

from __future__ import annotations

import hashlib
import io
import random
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Person:
    """One invented person; texts are (English, Russian)."""

    number: str
    latin: str
    cyrillic: str
    arabic: str
    han: str
    sex: tuple[str, str]
    born: str
    identity: str
    citizenship: tuple[str, str]
    home: tuple[str, str]
    work: tuple[str, str]
    taken: tuple[str, str]
    given: tuple[str, str]
    believed: tuple[str, str]
    term: tuple[str, str]
    status: tuple[str, str]
    petitioner: tuple[str, str]


def identity_number(area: str, born: str) -> str:
    """Area, birth date (ISO) and the impossible order number 000 with its check digit."""
    body = area + born.replace("-", "") + "000"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    full = body + "10X98765432"[total % 11]
    return f"{full[:6]}\u00a0{full[6:14]}\u00a0{full[14:]}"


def portrait(seed: int, width: int = 420, height: int = 540) -> bytes:
    """A drawn figure without a face, as JPEG bytes; the same seed gives the same bytes."""
    dice = random.Random(seed)
    ground = dice.randint(168, 214)
    image = Image.new("L", (width, height), ground)
    draw = ImageDraw.Draw(image)
    for _ in range(5):
        x, y = dice.randint(0, width), dice.randint(0, height // 2)
        size = dice.randint(60, 190)
        draw.ellipse((x - size, y - size, x + size, y + size), fill=ground + dice.randint(-22, 22))
    middle = width // 2 + dice.randint(-12, 12)
    head = dice.randint(74, 88)
    skin = dice.randint(112, 150)
    draw.ellipse((middle - 170, 350, middle + 170, 760), fill=dice.randint(40, 84))
    draw.rectangle((middle - 34, 250, middle + 34, 385), fill=skin - 16)
    draw.ellipse((middle - head, 110, middle + head, 110 + int(head * 2.5)), fill=skin)
    draw.pieslice((middle - head - 6, 92, middle + head + 6, 280), 180, 360, fill=34)
    out = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(2)).save(out, "JPEG", quality=82)
    return out.getvalue()


def _p(number: str, names: tuple[str, str, str, str], sex: str, born: str, area: str, *rest: str):
    """A row of the table below; "english|russian" in every text."""
    sexes = {"m": ("male", "м"), "f": ("female", "ж")}
    identity = identity_number(area, born) if len(born) == 10 and area else ""
    texts = [tuple(text.split("|")) if "|" in text else (text, text) for text in rest]
    return Person(number, *names, sexes[sex], born, identity, *texts)  # type: ignore[arg-type]


PEOPLE = (
    _p(
        "CF-00388",
        ("Aigül Rahym", "Айгүл Рахым", "ايگۇل راقىم", "阿依古丽·热合木"),
        "f",
        "1981-09-03",
        "654025",
        "China|КНР",
        "Künes|Кунес",
        "teacher|учительница",
        "Aug 2018, from school|авг. 2018, из школы",
        "not stated|не названа",
        "a journey to Almaty in 2016|поездка в Алматы в 2016 г.",
        "camp, then supervision|лагерь, затем под надзором",
        "Released, may not leave; 02.2026|Освобождена, выезд закрыт; 02.2026",
        "sister A. Rahym|сестра А. Рахым",
    ),
    _p(
        "CF-00396",
        ("Aidos Tūrar", "Айдос Тұрар", "ايدوس تۇرار", "阿依多斯·吐拉尔"),
        "m",
        "1990-01-22",
        "654224",
        "China|КНР",
        "Toli|Толы",
        "driver|водитель",
        "17 Jun 2017, at a checkpoint|17.06.2017, на посту",
        "“disturbing order”, orally|«нарушение порядка», устно",
        "messages on a telephone|сообщения в мессенджере",
        "9 years, Wusu (believed)|9 лет, Усу (предп.)",
        "Serving a sentence; 11.2025|Отбывает срок; 11.2025",
        "mother [name withheld]|мать [имя не раскрыто]",
    ),
    _p(
        "CF-00400",
        ("Aqan Sämet", "Ақан Сәмет", "اقان سامەت", "阿汉·萨米提"),
        "m",
        "1962",
        "",
        "China|КНР",
        "Wusu|Усу",
        "pensioner|пенсионер",
        "winter 2017/18, from home|зима 2017/18, из дома",
        "not stated|не названа",
        "prayers read at a funeral|чтение молитв на похоронах",
        "—|—",
        "No information; 12.2017|Сведений нет; 12.2017",
        "son B. Aqan|сын Б. Ақан",
    ),
    _p(
        "CF-00404",
        ("Altynbek Jūma", "Алтынбек Жұма", "التىنبەك جۇما", "阿勒腾别克·居马"),
        "m",
        "1985-11-14",
        "654028",
        "Kazakhstan since 2015|РК с 2015",
        "Nilka|Нылкы",
        "trader|предприним.",
        "2 Oct 2017, Khorgos, border guards|02.10.2017, Хоргос, погранслужба",
        "“a check”|«проверка»",
        "citizenship of Kazakhstan|гражданство РК",
        "7 years, Künes|7 лет, Кунес",
        "Serving a sentence; 05.2024|Отбывает срок; 05.2024",
        "wife D. Jūma|жена Д. Жұма",
    ),
    _p(
        "CF-00408",
        ("Amankeldi Beisen", "Аманкелді Бейсен", "امانكەلدى بەيسەن", "阿曼克力德·别依先"),
        "m",
        "1949",
        "",
        "China|КНР",
        "Mongolküre|Монголкуре",
        "imam|имам",
        "Mar 2017, from the mosque|03.2017, из мечети",
        "“illegal preaching”|«незаконная проповедь»",
        "served as imam until 2009|служба имамом до 2009 г.",
        "15 years, not known|15 лет, не известно",
        "Died in custody; 08.2021|Скончался под стражей; 08.2021",
        "daughter [name withheld]|дочь [имя не раскрыто]",
    ),
    _p(
        "CF-00417",
        ("Asqar Tölegen", "Асқар Төлеген", "اسقار تولەگەن", "阿斯哈尔·托列根"),
        "m",
        "1974-05-12",
        "654028",
        "China; residence permit of Kazakhstan|КНР, ВНЖ РК",
        "Nilka|Нылкы",
        "livestock trader|торговец скотом",
        "10–28 Feb 2018, from home|10–28.02.2018, из дома",
        "“visited a sensitive country”|«был в чувствит. стране», устно",
        "life and family in Kazakhstan|жизнь и семья в РК",
        "11 years 6 months, not known|11 лет 6 мес., не известно",
        "Serving a sentence; 03.2024|Отбывает срок; 03.2024",
        "wife R. Jaŋabaeva|жена Р. Жаңабаева",
    ),
    _p(
        "CF-00420",
        ("Ahmet Nūğyman", "Ахмет Нұғыман", "احمەت نۇعىمان", "阿合买提·努合曼"),
        "m",
        "1978-07-30",
        "654321",
        "China|КНР",
        "Burqin|Бурчун",
        "herdsman|скотовод",
        "autumn 2018|осень 2018",
        "not stated|не названа",
        "two children study in Kazakhstan|двое детей учатся в РК",
        "—|—",
        "Held, sentence not known; 01.2023|Под стражей, приговор не известен; 01.2023",
        "brother S. Nūğyman|брат С. Нұғыман",
    ),
    _p(
        "CF-00424",
        ("Ädilhan Mağauïa", "Әділхан Мағауия", "ٴادىلحان ماعاۋيا", "阿迪力汗·马哈维亚"),
        "m",
        "1969-04-05",
        "654221",
        "China; residence permit of Kazakhstan|КНР, ВНЖ РК",
        "Dörbiljin|Дорбилжин",
        "cook|повар",
        "21 Jan 2018, from hospital|21.01.2018, из больницы",
        "“gathering a crowd”|«сбор толпы»",
        "came back when summoned|возвращение по вызову из РК",
        "12 years, Wusu|12 лет, Усу",
        "Serving a sentence; 09.2024|Отбывает срок; 09.2024",
        "wife K. Mağauïa|жена К. Мағауия",
    ),
    _p(
        "CF-00428",
        (
            "Nūrmūhammed-Äbdirahman Säduaqasūly Qojahmetoğly-Bektūrğanov",
            "Нұрмұхаммед-Әбдірахман Сәдуақасұлы Қожахметоғлы-Бектұрғанов",
            "نۇرمۇحاممەد-ٴابدىراحمان سادۋاقاسۇلى قوجاحمەتوعلى-بەكتۇرعانوۆ",
            "努尔穆罕默德·阿布都热合曼·萨杜瓦卡斯·霍加合买提·别克吐尔汗诺夫",
        ),
        "m",
        "1993-12-18",
        "654027",
        "China|КНР",
        "Tekes|Текес",
        "student|студент",
        "May 2019, at the airport|май 2019, в аэропорту",
        "not stated|не названа",
        "studies abroad|учёба за границей",
        "—|—",
        "No information; 05.2019|Сведений нет; 05.2019",
        "[petitioner withheld]|[заявитель не раскрыт]",
    ),
    _p(
        "CF-00436",
        ("Baqytbek Orazai", "Бақытбек Оразай", "باقىتبەك ورازاي", "巴合提别克·奥拉扎依"),
        "m",
        "1972-02-09",
        "654325",
        "China|КНР",
        "Qinggil|Шингил",
        "veterinarian|ветеринар",
        "28 Aug 2017, from work|28.08.2017, с работы",
        "“extremism”, verdict|«экстремизм», приговор",
        "prayer, ties with relatives|намаз, связь с роднёй в РК",
        "17 years, Ürümqi no. 3|17 лет, Урумчи № 3",
        "Serving a sentence; 06.2025|Отбывает срок; 06.2025",
        "brother T. Orazai|брат Т. Оразай",
    ),
)

IMAGES = {hashlib.sha256(data).hexdigest(): data for data in map(portrait, (6, 8, 9))}
PHOTOS = dict(zip(("CF-00417", "CF-00424", "CF-00388"), IMAGES, strict=True))
