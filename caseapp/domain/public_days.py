"""Public holidays, moved days and worked weekends of a state, from the `holidays` package.

Works without a network and without the package's translations: names come in the state's own
language and are message ids here. Dates that follow the moon are estimates until they are
announced, and say so. Knows no record: what an office entered stands above all of this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from caseapp.i18n import N_

KAZAKHSTAN = "KZ"
FIRST_YEAR, LAST_YEAR = 1992, 2099
"""Years of which the package knows something; beyond them there is the plain week."""

_MOVED = re.compile(r"\((\d{2})\.(\d{2})\.(\d{4})")
_NAMES = {
    "Жаңа жыл": N_("New Year"),
    "Православиелік Рождество": N_("Orthodox Christmas"),
    "Халықаралық әйелдер күні": N_("International Women's Day"),
    "Наурыз мейрамы": N_("Nauryz"),
    "Қазақстан халқының бірлігі мерекесі": N_("Day of Unity of the People of Kazakhstan"),
    "Отан Қорғаушы күні": N_("Defender of the Fatherland Day"),
    "Жеңіс күні": N_("Victory Day"),
    "Астана күні": N_("Capital Day"),
    "Қазақстан Республикасының Конституциясы күні": N_("Constitution Day"),
    "Қазақстан Республикасы күні": N_("Republic Day"),
    "Республика күні": N_("Republic Day"),
    "Қазақстан Республикасының Тұңғыш Президенті күні": N_("Day of the First President"),
    "Тәуелсіздік күні": N_("Independence Day"),
    "Құрбан айт": N_("Kurban Ait"),
}
"""The package's names, in Kazakh, as message ids. One that is not here is shown as it is."""

MOVED = N_("Day moved by the government")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicDay:
    """A day on which people do not work, or a weekend on which they do. `name` is a message id.

    `observed`: the day off for a holiday that fell on a weekend. `moved` is the other day of a
    pair that the government exchanged. `estimated`: the day may still move.
    """

    works: bool
    name: str
    observed: bool = False
    estimated: bool = False
    moved: date | None = None


@lru_cache(maxsize=128)
def public_days(year: int, country: str = KAZAKHSTAN) -> Mapping[date, PublicDay]:
    """All days of a year that differ from the plain week; none where nothing is known."""
    if country != KAZAKHSTAN or not FIRST_YEAR <= year <= LAST_YEAR:
        return {}
    # Loaded when first asked: the package is a large one, and most commands need no calendar.
    from holidays.countries.kazakhstan import Kazakhstan

    # A worked weekend can belong to the exchange of a day in the next year.
    known = Kazakhstan(years=(year, year + 1), language=Kazakhstan.default_language)
    found: dict[date, PublicDay] = {}
    for day in known:
        made = _day(known.get_list(day))
        if day.year == year:
            found[day] = made
        if made.moved is not None and made.moved.year == year:
            found[made.moved] = PublicDay(works=True, name=MOVED, moved=day)
    return dict(sorted(found.items()))


def public_day(day: date, country: str = KAZAKHSTAN) -> PublicDay | None:
    """What is known of one day; None for a plain one."""
    return public_days(day.year, country).get(day)


def _day(names: list[str]) -> PublicDay:
    """A day off from the package's names for it; of two on a day the surer one is told."""
    said = min(names, key=lambda name: "бағаланған" in name)
    moved = _MOVED.search(said)
    if moved is not None:
        day, month, year = (int(part) for part in moved.groups())
        return PublicDay(works=False, name=MOVED, moved=date(year, month, day))
    base, _, rest = said.partition(" (")
    return PublicDay(
        works=False, name=_NAMES.get(base, base), observed="қайта белгіленген" in rest,
        estimated="бағаланған" in rest,
    )  # fmt: skip
