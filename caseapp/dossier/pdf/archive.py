"""What makes the file a PDF/A-2b (ISO 19005-2): metadata packet and output intent.

The rest of the standard is kept where things are drawn: faces embedded with their true widths,
links that print, no transparency, no encryption. Knows no page and no clock: the only date is the
one that it is given.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from caseapp.dossier.pdf import srgb

PRODUCER = "caseapp"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# What XML 1.0 has no place for, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
{dates}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
_DATES = "".join(
    f"<xmp:{name}>{{day}}</xmp:{name}>\n" for name in ("CreateDate", "ModifyDate", "MetadataDate")
)


def metadata(title: str, language: str, day: str) -> bytes:
    """The XMP packet. `day` is an ISO date; anything else is left out, as is an empty one."""
    dates = _DATES.format(day=day) if _DAY.fullmatch(day) else ""
    packet = _PACKET.format(
        title=escape(_NOT_XML.sub("\ufffd", title)),
        language=escape(_NOT_XML.sub("", language)),
        producer=PRODUCER,
        dates=dates,
    )
    return packet.encode("utf-8")


def output_intent(profile: bytes) -> bytes:
    """The output intent dictionary; `profile` is the reference of the profile's stream."""
    return (
        b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(%s)/Info(%s)"
        b"/DestOutputProfile %s>>" % (_NAME, _NAME, profile)
    )


_NAME = srgb.DESCRIPTION.encode("ascii")
