"""PDFs made to do harm, written by hand."""

from __future__ import annotations

import zlib
from functools import cache

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 4 0 R>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
TREE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def pdf(*objects: bytes, size_claimed: int | None = None) -> bytes:
    """A PDF of these objects, from 1 on; the first is the catalogue."""
    whole, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(whole)
    whole += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    whole += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = size_claimed or len(objects) + 1
    return whole + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (size, start)


def stream(data: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(data, 9)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(packed), more, packed)


def one_page(content: bytes = b"", page: bytes = PAGE, catalog: bytes = CATALOG,
             *others: bytes) -> bytes:  # fmt: skip
    return pdf(catalog, TREE, page, stream(content), *others)


def boxed(box: bytes) -> bytes:
    return one_page(b"0 0 9 9 re f", PAGE.replace(b"[0 0 200 300]", box))


def slow_page() -> bytes:
    """Two pages; the first takes minutes to draw, the second nothing."""
    many = b"0 0 200 300 re 5 5 190 290 re 9 9 180 280 re f*\n0.5 g\n" * 1_500_000
    kids = b"<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>"
    second = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 6 0 R>>"
    good = stream(b"1 0 0 rg 0 0 200 300 re f")
    return pdf(CATALOG, kids, PAGE, stream(many), second, good)


@cache
def corpus() -> dict[str, bytes]:
    """By what each is."""
    open_action = b"<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R>>"
    script = b"<</S/JavaScript/JS(app.launchURL\\('http://127.0.0.1:9/'\\); while \\(1\\) {})>>"
    launch = b"<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)/P(/c calc)>>>>"
    far = b"<</S/URI/URI(http://127.0.0.1:9/secret)>>"
    embedded = b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a.exe) 5 0 R]>>>>>>"
    drawn = b"/Resources<</XObject<</X 5 0 R>>>>"
    form = PAGE.replace(b">>", drawn + b">>")
    itself = stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + drawn)
    sides = b"/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB"
    picture = stream(bytes(1000), b"/Type/XObject/Subtype/Image" + sides)
    good = one_page(b"0 0 9 9 re f")
    return {
        "a million pages": pdf(
            CATALOG, b"<</Type/Pages/Kids[" + b"3 0 R " * 1_000_000 + b"]/Count 1000000>>", PAGE,
            stream(b""),
        ),
        "a million pages that are not there": pdf(
            CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1000000>>", PAGE, stream(b"")
        ),
        "a tree of pages in a circle": pdf(
            CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 5>>",
            b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 5>>",
        ),
        "a giant page": boxed(b"[0 0 1e9 1e9]"),
        "a page wider than numbers go": boxed(b"[-1e38 -1e38 1e38 1e38]"),
        "a page without any size": boxed(b"[0 0 0 0]"),
        "a page as thin as a hair": boxed(b"[0 0 0.00001 14400]"),
        "a page with nonsense for a size": boxed(b"[/a (b) null 5]"),
        "a script": one_page(b"", PAGE, open_action, script),
        "a launch action": one_page(b"", PAGE, open_action, launch),
        "an address": one_page(b"", PAGE, open_action, far),
        "an embedded file": one_page(
            b"", PAGE, embedded, b"<</Type/Filespec/F(a.exe)/EF<</F 6 0 R>>>>", stream(b"MZ")
        ),
        "a drawing that draws itself": one_page(b"/X Do", form, CATALOG, itself),
        "a picture of 60,000 by 60,000": one_page(b"200 0 0 300 0 0 cm /X Do", form, CATALOG,
                                                  picture),
        "ten megabytes of nesting": one_page(
            b"", PAGE.replace(b">>", b"/A" + b"[" * 5_000_000 + b"]" * 5_000_000 + b">>")
        ),
        "nesting in a page's drawing": one_page(b"q " * 2_000_000 + b"[" * 3_000_000),
        "a drawing bomb": one_page(bytes(100 << 20)),
        "a table of places that is cut off": good[: good.index(b"xref") + 12],
        "a table of places that lies": pdf(CATALOG, TREE, PAGE, stream(b""), size_claimed=2**31),
        "no catalogue": pdf(b"null", b"null"),
        "rubbish under a right beginning": b"%PDF-1.7\n" + bytes(range(256)) * 999,
    }  # fmt: skip
