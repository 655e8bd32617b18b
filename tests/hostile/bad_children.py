"""Children that do not keep to their task."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from caseapp.intake.documents.rendering import inside

Work = tuple[Any, bytes]


def hangs() -> Callable[..., Work]:
    def work(_question: str, _payload: bytes, **_options: Any) -> Work:
        time.sleep(60)
        return None, b""

    return work


def hangs_on_page_one() -> Callable[..., Work]:
    """A good reader of PDFs for which the second page is too much."""
    good = inside.begin()

    def work(question: str, payload: bytes, **options: Any) -> Work:
        if options.get("page") == 1:
            time.sleep(60)
        return good(question, payload, **options)

    return work


def lies() -> Callable[..., Work]:
    """Right sizes, wrong pages."""
    good = inside.begin()

    def work(question: str, payload: bytes, **options: Any) -> Work:
        value, data = good(question, payload, **options)
        return (value, data[:-1]) if question != "open" else (value, data)

    return work
