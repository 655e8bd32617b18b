"""What people write in dates, in English, Russian, Kazakh (Cyrillic) and Chinese.

Data and the folding under which it is looked up: letters that a Russian keyboard lacks are
folded (қ to к), so that Kazakh typed on one is read as well. Knows no grammar.
"""

from __future__ import annotations

import unicodedata
from enum import Enum, auto


class Kind(Enum):
    """What a word does in a date."""

    MONTH = auto()
    SEASON = auto()
    PART = auto()  # 1 early, 2 middle, 3 late
    HALF = auto()
    QUARTER = auto()
    ORDINAL = auto()  # "first", of a half or quarter
    DECADE = auto()  # its first year
    NUMBER = auto()
    YEAR = auto()
    SHORT_YEAR = auto()  # Chinese, of two figures
    DAY = auto()
    DATE = auto()  # figures that hold several of these
    YEAR_WORD = auto()
    BEFORE = auto()
    AFTER = auto()
    UP_TO = auto()  # by, not later than
    SINCE = auto()  # from then on
    ABOUT = auto()
    DOUBT = auto()
    BETWEEN = auto()
    TO = auto()
    AND = auto()
    OR = auto()
    DASH = auto()
    FROM_CASE = auto()  # the Kazakh ablative: "жылдан", "наурыздан"
    NOISE = auto()


Word = tuple[Kind, int]

_FOLD = str.maketrans("әғқңөұүһіё", "агкноуухие")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_LIKE = {ord("〜"): "~", ord("∼"): "~", ord("≈"): "~", ord("’"): "'", ord("ʼ"): "'"}


def fold(text: str) -> str:
    """The form in which words are looked up: NFKC, lower case, plain dashes, no ё, no қ."""
    if text.isascii() and text.isprintable():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    if not text.isprintable():
        text = "".join(" " if c.isspace() else c for c in text if unicodedata.category(c) != "Cf")
    return text.translate(_DASHES).translate(_LIKE).translate(_FOLD)


def _forms(stems: str, endings: str) -> list[str]:
    """Every stem with every ending; `_` stands for the bare stem."""
    return [stem + ending.replace("_", "") for stem in stems.split() for ending in endings.split()]


_RU_SOFT = "ь я е ю ем"
_RU_HARD = "_ а е у ом"
# Kazakh case and possessive endings, folded. The ablative is apart: it says "from".
_KK_ENDINGS = (
    "_ ы и сы си да де та те нда нде ында инде сында синде дын дин тын тин нын нин ынын инин "
    "сынын синин га ге ка ке на не ына ине сына сине гы ги кы ки дагы деги тагы теги ындагы "
    "индеги ды ди ты ти ны ни ын ин"
)
_KK_FROM = "дан ден тан тен нан нен ынан инен сынан синен"

_MONTHS: tuple[tuple[str, str, str, str, str], ...] = (
    # English · Russian stem · Russian short · Kazakh stems · Kazakh short
    ("january jan", "январ", "янв", "кантар", "кан"),
    ("february feb", "феврал", "фев февр", "акпан", "акп"),
    ("march mar", "март", "мар", "наурыз", "нау"),
    ("april apr", "апрел", "апр", "сауир", "сау"),
    ("may", "ма", "", "мамыр", "мам"),
    ("june jun", "июн", "июн", "маусым", "мау"),
    ("july jul", "июл", "июл", "шилде", "шил"),
    ("august aug", "август", "авг", "тамыз", "там"),
    ("september sept sep", "сентябр", "сен сент", "кыркуйек кыркуйег", "кыр"),
    ("october oct", "октябр", "окт", "казан", "каз"),
    ("november nov", "ноябр", "ноя нояб", "караша", "кар"),
    ("december dec", "декабр", "дек", "желтоксан", "жел"),
)

_SEASONS = (
    ("spring", "весна весны весне весну весной весною весенний", "коктем", "春天 春季 春"),
    ("summer", "лето лета лету летом лете", "жаз", "夏天 夏季 夏"),
    ("autumn fall", "осень осени осенью", "куз", "秋天 秋季 秋"),
    ("winter", "зима зимы зиме зиму зимой зимою", "кыс", "冬天 冬季 冬"),
)

_PARTS = (
    (
        "early beginning start",
        "начало начала начале началу началом нач",
        "бас",
        "年初 上旬 初",
    ),
    (
        "mid middle",
        "середина середины середине середину серединой сер",
        "орта",
        "年中 中旬 中",
    ),
    ("late end", "конец конца конце концу концом кон", "сон аяг аяк", "年底 年末 下旬 底 末"),
)

_PHRASES: tuple[tuple[Kind, int, str], ...] = (
    # Phrases are parted by "|"; the longest that fits is taken.
    (Kind.HALF, 0, "half|половина|половине|половину|половины|жарты|жартысы|жартысында"),
    (Kind.HALF, 1, "上半年|上半月"),
    (Kind.HALF, 2, "下半年|下半月"),
    (Kind.QUARTER, 0, "quarter|квартал|квартале|квартала|токсан|токсаны|токсанында"),
    (Kind.ORDINAL, 1, "first|i|первая|первой|первую|первый|первом|бириншы|биринши|алгашкы"),
    (Kind.ORDINAL, 2, "second|ii|вторая|второй|вторую|втором|екинши"),
    (Kind.ORDINAL, 3, "third|iii|третий|третьем|ушинши"),
    (Kind.ORDINAL, 4, "fourth|iv|четвертый|четвертом|тортинши"),
    (Kind.BEFORE, 0, "before|earlier than|prior to|до|раньше|ранее|дейин|бурын|之前|前"),
    (Kind.AFTER, 0, "after|later than|после|позже|позднее|кейин|сон|之后|之後|后|後"),
    (Kind.UP_TO, 0, "by|until|till|no later than|not later than|or earlier|к|ко|не позднее"),
    (Kind.UP_TO, 0, "не позже|или раньше|или ранее|以前|不晚于|不迟于|不晚於|不遲於"),
    (Kind.SINCE, 0, "since|from|starting|no earlier than|not earlier than|not before|or later"),
    (Kind.SINCE, 0, "с|со|начиная с|не ранее|не раньше|или позже|или позднее|бастап|бери"),
    (Kind.SINCE, 0, "从|從|自|以后|以後|以来|以來|起|不早于|不早於"),
    (Kind.ABOUT, 0, "about|around|approximately|approx|circa|ca|c|roughly|около|примерно"),
    (Kind.ABOUT, 0, "приблизительно|ориентировочно|ок|прим|где-то|шамамен|шамасында|жуык"),
    (Kind.ABOUT, 0, "тонирегинде|манында|约|約|大约|大約|大概|大致|左右|前后|前後"),
    (Kind.DOUBT, 0, "maybe|perhaps|possibly|probably|presumably|возможно|вероятно|наверное"),
    (Kind.DOUBT, 0, "предположительно|видимо|балким|мумкин|可能|或许|或許|也许|也許|疑似"),
    (Kind.BETWEEN, 0, "between|some time between|sometime between|между|в период|аралыгында"),
    (Kind.BETWEEN, 0, "арасында|аралык|之间|之間|期间|期間|间"),
    (Kind.TO, 0, "to|through|по|至|到"),
    (Kind.AND, 0, "and|и|мен|бен|пен|жане|和|与|與|及"),
    (Kind.OR, 0, "or|или|либо|немесе|яки|или же|或者|或|、"),
    (Kind.YEAR_WORD, 0, "year|the year|г|гг|год|года|году|годом|годы|годов|годах|годами"),
    (Kind.YEAR_WORD, 0, "ж|жж|жылдар|жылдары|年"),
    (Kind.NOISE, 0, "in|on|at|the|of|sometime in|some time in|during|month|born|b|dated|в|во"),
    (Kind.NOISE, 0, "на|числа|месяц|месяца|месяце|р|род|рождения|родился|родилась|рожд|гр"),
    (Kind.NOISE, 0, "айы|айында|айынын|айындагы|туган|т|кун|куни"),
    (Kind.NOISE, 0, "于|於|在|的|月份|生|出生|生于"),
    (Kind.NOISE, 0, "monday|tuesday|wednesday|thursday|friday|saturday|sunday"),
    (Kind.NOISE, 0, "mon|tue|wed|thu|fri|sat|sun"),
    (Kind.NOISE, 0, "понедельник|вторник|среда|среду|четверг|пятница|пятницу|суббота|субботу"),
    (Kind.NOISE, 0, "воскресенье|дуйсенби|сейсенби|сарсенби|бейсенби|жума|сенби|жексенби"),
)

_UNKNOWN = (
    "unknown|not known|unclear|n/a|na|none|no data|-|?|??|???|неизвестно|не известно|неизвестна|"
    "неизвестен|нет данных|не указано|не указана|неясно|белгисиз|аныксыз|малимет жок|"
    "不详|不詳|不明|未知|不知道|不清楚|无|無"
)


def _lexicon() -> dict[str, Word]:
    words: dict[str, Word] = {}
    for number, (english, russian, short, kazakh, kazakh_short) in enumerate(_MONTHS, 1):
        endings = "й я е ю ем" if number == 5 else _RU_HARD if number in (3, 8) else _RU_SOFT
        forms = [*english.split(), *short.split(), *kazakh_short.split()]
        forms += [*_forms(russian, endings), *_forms(kazakh, _KK_ENDINGS)]
        words.update(dict.fromkeys(forms, (Kind.MONTH, number)))
    for kind, table in ((Kind.SEASON, _SEASONS), (Kind.PART, _PARTS)):
        for number, (english, russian, kazakh, chinese) in enumerate(table, 1):
            for form in [*english.split(), *russian.split(), *chinese.split()]:
                words[form] = (kind, number)
            words.update(dict.fromkeys(_forms(kazakh, _KK_ENDINGS), (kind, number)))
    for form in _forms("жыл", _KK_ENDINGS):
        words[form] = (Kind.YEAR_WORD, 0)
    for kind, value, phrases in _PHRASES:
        words.update(dict.fromkeys(phrases.split("|"), (kind, value)))
    return words


def _from_case() -> dict[str, Word]:
    """Kazakh words in the ablative, which say what they name and then "from"."""
    words: dict[str, Word] = dict.fromkeys(_forms("жыл", _KK_FROM), (Kind.YEAR_WORD, 0))
    for number, (_, _, _, kazakh, _) in enumerate(_MONTHS, 1):
        words.update(dict.fromkeys(_forms(kazakh, _KK_FROM), (Kind.MONTH, number)))
    for number, (_, _, kazakh, _) in enumerate(_SEASONS, 1):
        words.update(dict.fromkeys(_forms(kazakh, _KK_FROM), (Kind.SEASON, number)))
    return words


LEXICON = _lexicon()
"""Folded word or phrase to what it does."""

FROM_CASE = _from_case()
"""The same for Kazakh ablatives; each is followed by a `Kind.FROM_CASE` of its own."""

LONGEST_PHRASE = max(phrase.count(" ") + 1 for phrase in LEXICON)
LONGEST_CHINESE = 3

_UNKNOWN_WORDS = frozenset(fold(word) for word in _UNKNOWN.split("|"))


def means_unknown(text: str) -> bool:
    """Whether nothing is said, or "unknown" in one of the four languages."""
    folded = fold(text).strip(" .()")
    return not folded or folded in _UNKNOWN_WORDS
