"""单位表的列: what each column is called and what it becomes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """一列."""

    field: str
    label: str
    hint: str
    required: bool = False
    width: int = 14
    also: tuple[str, ...] = ()  # other heads people write


COLUMNS = (
    Column("name", "单位名称", "全称", True, 28, ("名称", "单位", "机构名称", "学校名称")),
    Column("kind", "类别", "学校、幼儿园、派出所、医疗机构等", True, 20, ("单位类别", "类型")),
    Column("division", "所在区划", "乡镇或村的名称，或区划代码", True, 22, ("所在地", "区划", "乡镇", "所属乡镇")),
    Column("function", "职能", "机关部门必填，如民政、教育；其他类别不用填", False, 16, ("职能代码",)),
    Column("short_name", "简称", "", False, 14),
    Column("aliases", "别名", "几个别名用顿号隔开", False, 24, ("又名", "曾用名")),
    Column("parent", "上级单位", "已登记的单位名称", False, 22, ("主管单位", "主管部门")),
    Column("phone", "值班电话", "单位的，不写个人手机", False, 16, ("电话", "联系电话")),
    Column("valid_from", "启用日期", "如2026-09-01", False, 12, ("成立日期",)),
    Column("valid_to", "停用日期", "不再使用的第一天", False, 12, ("撤销日期",)),
    Column("successor", "承继单位", "停用后由谁接替", False, 22, ("并入单位",)),
    Column("why_closed", "停用原因", "停用时必填", False, 18),
)  # fmt: skip
STAFF = (
    Column("kind", "机构", "从下拉里选", True, 20, ("机构类别", "岗位类别", "队伍")),
    Column("division", "所在区划", "县、乡镇或村的名称，或区划代码", True, 22, ("区划", "村", "乡镇", "村居")),
    Column("name", "姓名", "", True, 12, ("人员姓名",)),
    Column("since", "任职日期", "如2026-09-01", True, 12, ("任职时间", "起")),
    Column("title", "职务", "如组长、督导员", False, 14, ("岗位",)),
    Column("phone", "手机", "", False, 16, ("电话", "联系电话", "手机号")),
    Column("unit_name", "所属单位", "应急小组写各人的单位", False, 24, ("单位", "工作单位")),
    Column("trained", "培训日期", "几次用顿号隔开，如2026-03-05、2026-09-10", False, 24, ("培训时间",)),
    Column("contract", "合同", "合同编号，或购买服务的项目", False, 20, ("合同编号",)),
    Column("contract_until", "合同到期", "最后一天", False, 12, ("合同期限",)),
    Column("until", "离任日期", "不再任职的第一天", False, 12, ("离任时间", "止")),
    Column("why_ended", "离任原因", "离任时必填", False, 18),
)  # fmt: skip
SHEET, STAFF_SHEET = "单位和机构", "工作队伍"


def field_of(head: str, columns: tuple[Column, ...] = COLUMNS) -> str | None:
    """The field a head of a column means, however it is written."""
    plain = "".join(head.split()).rstrip("*＊")
    for column in columns:
        if plain == column.label or plain in column.also:
            return column.field
    return None
