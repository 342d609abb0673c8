"""差异种类 (D-315): the closed list of discrepancies, what each asks, and how it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DiscrepancyKind(StrEnum):
    """差异种类, most urgent first: this is the order of sheets, lists and counts."""

    MISSING_FROM_SURVEY = "missing_from_survey"
    SAME_NUMBER = "same_number"
    DOUBLE_HUKOU = "double_hukou"
    REPEAT = "repeat"
    OVER_AGE = "over_age"
    SURVEY_ONLY = "survey_only"
    FIELD_CONFLICT = "field_conflict"
    UNREADABLE_ID = "unreadable_id"
    SENDER_FAULT = "sender_fault"

    @property
    def facts(self) -> KindFacts:
        """Label, question and answers."""
        return _FACTS[self]

    @property
    def label(self) -> str:
        """Chinese label."""
        return _FACTS[self].label


@dataclass(frozen=True, slots=True)
class KindFacts:
    """What a reader needs to know of one kind of discrepancy."""

    label: str
    mark: str  # first character of its case numbers: 漏-0001
    meaning: str
    ask: str
    answers: tuple[str, ...]  # 处理结果, offered as a list


_FACTS: dict[DiscrepancyKind, KindFacts] = {
    DiscrepancyKind.MISSING_FROM_SURVEY: KindFacts(
        "疑似漏报",
        "漏",
        "学校或公安把孩子列为留守，或者写明的父母务工地符合本地规定，民政摸底里没有",
        "请村里上门核实，属实的补登，不属实的写明原因",
        ("已补登", "已在册（写法不同）", "不是留守", "不在本地", "其他（请写明）"),
    ),
    DiscrepancyKind.SAME_NUMBER: KindFacts(
        "同号不同人",
        "号",
        "两个孩子用了同一个证件号",
        "请照户口簿核对本单位这一条的号码",
        ("号码已改正", "号码无误", "是同一个孩子", "其他（请写明）"),
    ),
    DiscrepancyKind.DOUBLE_HUKOU: KindFacts(
        "疑似双重户口",
        "双",
        "姓名、出生日期、父母都对得上，却有两个可用的证件号",
        "请公安查明是不是同一个孩子有两个户口",
        ("是双重户口，已办理", "是两个孩子", "号码录错，已改正", "其他（请写明）"),
    ),
    DiscrepancyKind.REPEAT: KindFacts(
        "疑似重报",
        "重",
        "同一类名册里，一个孩子登记了不止一次",
        "请核对孩子现在归哪里，只留一条",
        ("已删去这一条", "保留这一条", "是两个孩子", "其他（请写明）"),
    ),
    DiscrepancyKind.OVER_AGE: KindFacts(
        "应退未退",
        "退",
        "已经年满规定周岁，仍列为留守",
        "请核对出生日期，属实的办理退出",
        ("已退出", "出生日期录错，已改正", "其他（请写明）"),
    ),
    DiscrepancyKind.SURVEY_ONLY: KindFacts(
        "仅民政有",
        "独",
        "民政摸底里有，应当也有的名册里都没有",
        "请村里核对姓名和证件号，并写明就读和户籍在哪里",
        ("在外县就读", "户籍在外县", "姓名或号码录错，已改正", "还没有落户", "其他（请写明）"),
    ),
    DiscrepancyKind.FIELD_CONFLICT: KindFacts(
        "字段不一致",
        "异",
        "同一个孩子，几份名册的姓名、性别、出生日期或父母姓名不同",
        "请照户口簿核对本单位这一条的这几项",
        ("已改正", "本单位填写无误", "不是同一个孩子", "其他（请写明）"),
    ),
    DiscrepancyKind.UNREADABLE_ID: KindFacts(
        "证件号不可读",
        "证",
        "证件号缺、错、被表格软件改坏，或者不是孩子本人的",
        "请照户口簿补正",
        ("已补正", "孩子没有证件号", "其他（请写明）"),
    ),
    DiscrepancyKind.SENDER_FAULT: KindFacts(
        "名册系统性差错",
        "册",
        "整份名册、整所学校或整个村有同一种差错",
        "请交名册的单位改好后重交，或写明为什么没有错",
        ("已改好重交", "没有错，原因如下", "其他（请写明）"),
    ),
}
KINDS_OF_DISCREPANCY: tuple[DiscrepancyKind, ...] = tuple(DiscrepancyKind)
