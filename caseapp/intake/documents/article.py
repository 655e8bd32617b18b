"""The article in a saved web page: its paragraphs, without menus, headlines and comments.

Only the child process imports this: trafilatura brings modules that could use a network.
"""

from __future__ import annotations

from dataclasses import dataclass

import trafilatura
from lxml import html as markup

from caseapp.intake.documents.encoding import decode

_AUTHORS = ("author", "article:author", "dc.creator", "byl")
_DATES = (
    "article:published_time", "datepublished", "date", "dc.date", "dcterms.created", "pubdate",
)  # fmt: skip
_TITLES = ("og:title", "dc.title", "twitter:title")
_SITES = ("og:site_name", "dc.publisher")
_ADDRESSES = ("og:url",)


@dataclass(frozen=True)
class Article:
    """Everything but `text` is what the page states of itself in its metadata, or ""."""

    text: str
    title: str = ""
    author: str = ""
    dated: str = ""
    site: str = ""
    address: str = ""
    language: str = ""


def article_in(data: bytes) -> Article:
    """The article of a saved page; `text` is "" where none is found."""
    page = decode(data, markup=True)
    tree = trafilatura.load_html(page)
    if tree is None:
        return Article("")
    stated = _stated(tree)
    found = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=True, include_images=False,
        include_links=False, deduplicate=True, with_metadata=False,
    )  # fmt: skip
    text = (getattr(found, "text", "") or "").strip()
    title = stated(_TITLES) or _title(tree)
    return Article(
        text=text,
        title=title,
        author=stated(_AUTHORS),
        dated=stated(_DATES)[:10],
        site=stated(_SITES),
        address=_address(tree) or stated(_ADDRESSES),
        language=(tree.get("lang") or "").split("-")[0].lower()[:8],
    )


class _stated:
    def __init__(self, tree: markup.HtmlElement) -> None:
        self._found: dict[str, str] = {}
        for meta in tree.iter("meta"):
            key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
            value = " ".join((meta.get("content") or "").split())
            if key and value:
                self._found.setdefault(key.lower(), value[:500])

    def __call__(self, keys: tuple[str, ...]) -> str:
        return next((self._found[key] for key in keys if key in self._found), "")


def _title(tree: markup.HtmlElement) -> str:
    for path in (".//h1", ".//title"):
        for element in tree.iterfind(path):
            words = " ".join(element.text_content().split())
            if words:
                return words[:500]
    return ""


def _address(tree: markup.HtmlElement) -> str:
    for link in tree.iter("link"):
        if link.get("rel") == "canonical" and (link.get("href") or "").startswith("http"):
            return str(link.get("href"))[:2000]
    return ""
