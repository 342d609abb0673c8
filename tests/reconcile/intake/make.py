"""Invented rosters and hostile files for the tests of reading."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

HEADER = ["序号", "姓名", "性别", "身份证号", "父亲姓名", "联系电话", "村"]
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(year: int, serial: int, month: int = 5, day: int = 6) -> str:
    """A number with a right check digit under a division code that does not exist."""
    place = 990101 + serial // 1000
    body = f"{place}{year}{month:02d}{day:02d}{serial % 1000:03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


def people(count: int, year: int = 2014) -> list[list[str]]:
    """Rows under HEADER."""
    names = ["王小明", "李芳", "张伟", "陈静", "刘禾", "周敏", "吴磊", "徐丽", "孙军", "马强"]
    return [
        [
            str(i + 1),
            names[i % 10],
            "男女"[i % 2],
            id_number(year + i % 5, 100 + i),
            names[i % 10][0] + "国安",
            f"1380000{i:04d}",
            f"演示{'东西南北'[i % 4]}村",
        ]
        for i in range(count)
    ]


def csv_text(rows: Sequence[Sequence[str]], end: str = "\n", delimiter: str = ",") -> str:
    """Plain lines."""
    return "".join(delimiter.join(r) + end for r in rows)


def csv_file(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> Path:
    """A CSV file."""
    path.write_bytes(csv_text(rows).encode(encoding))
    return path


def book(path: Path, fill: Callable[[Worksheet], None]) -> Path:
    """A workbook of one sheet."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "名单"
    fill(sheet)
    workbook.save(path)
    return path


def book_rows(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """A workbook of one sheet with these rows."""

    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(list(row))

    return book(path, fill)


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The same archive with members changed (None drops one)."""
    with zipfile.ZipFile(path) as old:
        members = [(i.filename, old.read(i)) for i in old.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in members:
            changed = change(name, data)
            if changed is not None:
                new.writestr(name, changed)
    return path


def with_member(path: Path, name: str, data: bytes) -> Path:
    """The same archive with one more member."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return path


def plain_zip(names: dict[str, bytes]) -> bytes:
    """A zip of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in names.items():
            archive.writestr(name, data)
    return buffer.getvalue()


CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'


def tiny_book(path: Path, sheet_xml: str) -> Path:
    """The smallest workbook: about a kilobyte, its one sheet as given."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    workbook = (
        f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    relation = f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'{relation}Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": f'{relation}Type="{office}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet_xml.replace("<worksheet>", f'<worksheet xmlns="{main}">'),
    }
    path.write_bytes(plain_zip({n: t.encode() for n, t in parts.items()}))
    return path
