"""Workbooks and tables for the tests, made in memory: xlsx, xls, ods."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from html import escape

import openpyxl
import xlwt

from caseapp.intake.documents.sheets import read_sheet
from caseapp.intake.tables import Table, believed

Rows = Sequence[Sequence[object]]
ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"
SHEET = "xl/worksheets/sheet1.xml"


def xlsx(
    *sheets: tuple[str, Rows], change: Callable[[openpyxl.Workbook], None] | None = None
) -> bytes:
    """An xlsx of sheets with a title and rows; `change` may style or merge its cells."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    if change is not None:
        change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def xls(*sheets: tuple[str, Rows]) -> bytes:
    """A workbook of the old binary kind."""
    made = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for title, rows in sheets:
        sheet = made.add_sheet(title)
        for at, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write(at, place, value, day)
                elif value is not None:
                    sheet.write(at, place, value)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def ods(*sheets: tuple[str, Rows], kind: str = ODS_KIND, manifest: str = "") -> bytes:
    """A spreadsheet of LibreOffice, with the empty cells at its ends that it writes."""
    tables = "".join(
        f'<table:table table:name="{escape(title)}">{"".join(map(_ods_row, rows))}'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row></table:table>'
        for title, rows in sheets
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", kind)
        packed.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        packed.writestr("content.xml", content)
    return out.getvalue()


def _ods_row(row: Sequence[object]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"


def _ods_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        said = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, int | float):
        said = f'office:value-type="float" office:value="{value}"'
    else:
        said = 'office:value-type="string"'
    return f"<table:table-cell {said}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def altered(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A packed file with one of its parts changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return out.getvalue()


def inside(data: bytes, **chosen: str) -> Table:
    """What the child makes of some bytes, without a child: for what can do no harm."""
    return believed(read_sheet(data, **chosen))


def table(*rows: Sequence[str]) -> Table:
    """A table as it was read from a file that begins with its first row."""
    return Table(tuple(map(tuple, rows)))
