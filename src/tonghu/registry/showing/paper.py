"""登记表: one child on one page, in the layout of the national form of 2016 (domain §1.2). Pure.

Numbers stand masked, as on the screen; the paper's code finds the file that has them whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tonghu.papers.documents import Cell, Document, FieldGrid, Note, Signature, choice
from tonghu.registry.fields import BY_CODE
from tonghu.registry.showing.lines import Reading
from tonghu.registry.showing.words import Names, Values

COLUMNS = 12
TITLE = "儿童基本情况登记表"


@dataclass(frozen=True, slots=True)
class Sheet:
    """要印的: what the viewer may see of a file, and where it lies."""

    child: str
    values: Values
    names: Names
    today: date
    village: str
    file_number: str
    found_at: str
    worker: str

    @property
    def reading(self) -> Reading:
        """The values in words."""
        return Reading(self.values, self.names, self.today)


Row = tuple[Cell, ...]


def form_of(sheet: Sheet) -> Document:
    """The form as content for Word and PDF."""
    rows = (*_person(sheet), *_family(sheet), *_guardianship(sheet), *_rest(sheet))
    return Document(
        TITLE,
        subtitle=f"{sheet.village}　档案号：{sheet.file_number or '未编号'}",
        blocks=(
            FieldGrid(rows, COLUMNS, height=6.4),
            Note(f"电子档案：{sheet.found_at}　责任人：{sheet.worker or '还没落实'}。证件号码、电话只印头尾。"),
            Signature(lines=("单位负责人", "复核人", "填表人", "监护人")),
        ),
        about=(sheet.child,),
    )  # fmt: skip


def _label(text: str, span: int = 1, down: int = 1) -> Cell:
    return Cell(text, label=True, span=span, down=down)


def _block(text: str) -> Row:
    """The name of a block, over the whole width."""
    return (Cell(text, label=True, span=COLUMNS),)


def _said(sheet: Sheet, *codes: str, span: int = 1) -> Cell:
    return Cell(sheet.reading.joined(*codes), span=span)


def _boxes(sheet: Sheet, code: str, span: int) -> Cell:
    """All answers of a question, the given one ticked; nothing collected ticks none."""
    one, value = BY_CODE[code], sheet.values.get(code)
    if one.words:
        given = value if isinstance(value, list) else [value]
        picked = [one.word(each) for each in given if isinstance(each, str)]
        return Cell(choice([label for _, label in one.words], picked), span=span)
    known = {True: "是", False: "否"}.get(value) if isinstance(value, bool) else None
    return Cell(choice(("是", "否"), known), span=span)


def _person(sheet: Sheet) -> tuple[Row, ...]:
    r = sheet.reading
    return (
        _block("个人基本情况"),
        (_label("姓名"), Cell(r.word("name"), span=2), _label("性别"),
         Cell(r.word("sex")), _label("民族"), Cell(r.word("ethnicity"), span=2), _label("出生日期", 2),
         Cell(r.word("birth_date"), span=2)),
        (_label("公民身份号码", 2), Cell(r.word("id_number") or r.word("id_missing_reason"), span=4),
         _label("是否登记户口", 2), _boxes(sheet, "hukou_registered", 4)),
        (_label("户籍所在地", 2), _said(sheet, "hukou_division", "hukou_address", span=4),
         _label("现居住地", 2), _said(sheet, "residence_division", "residence_address", span=4)),
        (_label("身体情况", 2), _boxes(sheet, "health", 4), _label("患病类型", 2), _said(sheet, "illness", span=4)),
        (_label("残疾类别", 2), _said(sheet, "disability_kinds", span=4), _label("残疾等级", 2),
         _said(sheet, "disability_grade", span=4)),
        (_label("就学情况", 2), _boxes(sheet, "schooling", 10)),
        (_label("学校、年级", 2), _said(sheet, "school_name", "grade", "class_name", span=4),
         _label("是否学校寄宿", 2), _boxes(sheet, "boarding", 4)),
    )  # fmt: skip


def _elder(sheet: Sheet, who: str, label: str) -> Row:
    r = sheet.reading
    gone = sheet.values.get(f"{who}_deceased")
    name, born = ("—", "—") if gone else (r.word(f"{who}_name"), r.word(f"{who}_birth"))
    return (_label(label), Cell(name), _label("出生日期", 2), Cell(born, span=2))


def _parent(sheet: Sheet, who: str, label: str) -> tuple[Row, ...]:
    r = sheet.reading
    status = sheet.values.get(f"{who}_status")
    gone = isinstance(status, list) and "dead" in status
    born, number = ("—", "—") if gone else (r.word(f"{who}_birth"), r.word(f"{who}_id_number"))
    place, phone = ("—", "—") if gone else (r.word(f"{who}_place"), r.word(f"{who}_phone"))
    return (
        (_label(label, down=2), Cell(r.word(f"{who}_name") or ("—" if gone else ""), span=2), _label("出生日期", 2),
         Cell(born, span=2), _label("身份号码", 2), Cell(number, span=3)),
        (_label("当前务工地点", 2), Cell(place, span=3), _label("电话", 2), Cell(phone, span=4)),
    )  # fmt: skip


def _family(sheet: Sheet) -> tuple[Row, ...]:
    father, mother = _parent(sheet, "father", "父亲"), _parent(sheet, "mother", "母亲")
    first = (*_elder(sheet, "grandfather", "祖父"), *_elder(sheet, "grandmother", "祖母"))
    second = (
        *_elder(sheet, "maternal_grandfather", "外祖父"), *_elder(sheet, "maternal_grandmother", "外祖母"),
    )  # fmt: skip
    return (_block("家庭情况"), first, second, *father, *mother)


def _guardianship(sheet: Sheet) -> tuple[Row, ...]:
    r = sheet.reading
    return (
        _block("实际监护情况"),
        (_label("父母双方是否同时外出", 4), _boxes(sheet, "both_away", 2),
         _label("一方外出另一方无监护能力", 4), _boxes(sheet, "one_away_other_unable", 2)),
        (_label("无监护能力的一方", 3), _boxes(sheet, "unable_parent", 3),
         _label("是否委托他人监护", 4), _boxes(sheet, "entrusted", 2)),
        (_label("受托人姓名", 2), Cell(r.word("carer_name"), span=2), _label("关系"), Cell(r.word("carer_relation"), span=2),
         _label("电话"), Cell(r.word("carer_phone"), span=4)),
        (_label("受托人身份号码", 2), Cell(r.word("carer_id_number"), span=4), _label("住址"),
         Cell(r.word("carer_address"), span=5)),
    )  # fmt: skip


def _rest(sheet: Sheet) -> tuple[Row, ...]:
    return (
        (_label("监护类型", 2), _boxes(sheet, "guardianship_grade", 10)),
        (_label("家庭经济来源", 2), _boxes(sheet, "income_sources", 10)),
        (_label("救助帮扶情况", 2), _boxes(sheet, "relief", 10)),
        (_label("备注", 2), _said(sheet, "note", span=10)),
    )
