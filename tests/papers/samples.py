"""Papers of a county that does not exist; all people invented."""

from __future__ import annotations

from datetime import date

from tonghu.papers.documents import (
    Cell,
    Column,
    Document,
    FieldGrid,
    Heading,
    Note,
    Paragraph,
    Signature,
    Table,
    choice,
)
from tonghu.papers.printing.order import Frame

CODE = "7K3M9QXAB2"
ADDRESS = f"https://demo.invalid/papers/c/{CODE}/"
ID_NUMBER = "990101201609240021"
TEXT = (
    "为全面掌握全县农村留守儿童底数，落实一人一档，现就2026年秋季集中排查有关事项通知如下。"
    "各乡镇要逐村逐户走访，做到不漏一户、不漏一人。"
)
COLUMNS = (
    Column("name", "姓名", group="本人", width=4, align="center"),
    Column("id_number", "公民身份号码", group="本人", format="id"),
    Column("born", "出生日期", group="本人", format="date"),
    Column("father", "姓名", group="家庭/父亲", width=4),
    Column("father_at", "务工地", group="家庭/父亲", width=6),
    Column("mother", "姓名", group="家庭/母亲", width=4),
    Column("boards", "是否住校", format="yes_no"),
    Column("visits", "走访次数", format="integer", total="sum"),
)
NAMES = ("潘玥", "赟喆", "陈一一", "=蓝算式")
ROWS = [
    {
        "name": NAMES[at % 4], "id_number": ID_NUMBER, "born": date(2016, 9, 24), "father": "王演示",
        "father_at": "广东省深圳市", "mother": "李演示", "boards": at % 2 == 0, "visits": at,
    }
    for at in range(40)
]  # fmt: skip
ROSTER = Document(
    title="农村留守儿童花名册",
    subtitle="演示县甲镇　2026年三季度",
    about=("child-1", "child-2"),
    blocks=(
        Table.of(COLUMNS, ROWS, note="栏目待核。", numbered=True),
        Signature(lines=("单位负责人", "复核人", "填表人")),
    ),
)
NOTICE = Document(
    title="关于做好农村留守儿童\n摸底排查工作的通知",
    organ="演示县农村留守儿童关爱保护工作联席会议办公室",
    recipient="各乡镇人民政府，各成员单位：",
    blocks=(
        Heading("一、总体要求"), Paragraph(TEXT * 3), Heading("（一）时间安排", 2), Paragraph(TEXT * 9),
        Signature(organ="演示县联席会议办公室", on=date(2026, 9, 3)),
    ),
    attachments=("排查表", "花名册"),
    copies_to="县人民检察院，县人民法院。", printed_by="演示县联席会议办公室", printed_on=date(2026, 9, 4),
)  # fmt: skip
FORM = Document(
    title="农村留守儿童基本情况登记表",
    subtitle="填报单位：演示县甲镇　填报日期：2026年9月30日",
    about=("child-1",),
    blocks=(
        FieldGrid(
            (
                (
                    Cell("本人", label=True, down=2, vertical=True), Cell("姓名", label=True), Cell("潘玥"),
                    Cell("民族", label=True), Cell("畲族"),
                ),
                (Cell("身体情况", label=True), Cell(choice(("健康", "残疾", "患病"), "健康"), span=3)),
            ),
            columns=5, widths=(1, 2, 3, 2, 3),
        ),
        Note("父母已故的画“—”。"), Signature(lines=("监护人", "填表人")),
    ),
)  # fmt: skip
LETTER = Document(
    title="关于请核实在校留守儿童名单的函",
    organ="演示县民政局",
    recipient="演示县教育局：",
    blocks=(Paragraph(TEXT), Signature(organ="演示县民政局", on=date(2026, 10, 12))),
)
FOOT = "演示县民政局　周县办　2026-09-30 10:00签发"
PRINTED = {
    "official": (NOTICE, Frame("official", "portrait", "演示县儿童〔2026〕3号", CODE, ADDRESS)),
    "table": (ROSTER, Frame("table", "landscape", "甲镇2026-0043", CODE, ADDRESS, FOOT)),
    "plain": (FORM, Frame("plain", "portrait", "甲镇2026-0044", CODE, ADDRESS, FOOT)),
    "letter": (LETTER, Frame("letter", "portrait", "演示县儿童函〔2026〕12号", CODE, ADDRESS)),
    "draft": (
        FORM,
        Frame("plain", foot="演示县民政局　周县办　2026-09-30 10:00印，草稿", draft=True),
    ),
}
