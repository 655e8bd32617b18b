"""How people who can be found or chosen are worded, so that namesakes are told apart.

One way for every place: the palette, the list of cases, each field that finds somebody.
Qt-free.
"""

from __future__ import annotations

from caseapp.desktop import text
from caseapp.i18n import Translator
from caseapp.store.queries.sounding import Sounds


def sounds_like(t: Translator, sounds: Sounds) -> str:
    """Why somebody was found whose letters do not match: "sounds like Қарапа"."""
    name = text.isolated(sounds.spelling)
    return (
        t("sounds like {name}", name=name) if sounds.closely else t("similar to {name}", name=name)
    )
