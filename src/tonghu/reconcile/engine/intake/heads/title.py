"""标题: sender, date, town and population, mined from what stands above the table and from names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tonghu.reconcile.engine.fields import Population

_HAN = "一-鿿"
_DAY: Final = re.compile(
    r"(20\d\d)\s*[年.\-/]\s*(1[0-2]|0?[1-9])(?:\s*[月.\-/]\s*(3[01]|[12]\d|0?[1-9])(?:\s*日)?(?!\d)|\s*月|(?!\d))"
)
_COMPACT: Final = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?(?!\d)")
_NAMED: Final = re.compile(
    rf"(?:填报|报送|填表|上报|报表|制表)?(?:单位|学校|部门|乡镇|派出所|村居?)(?:名称)?(?:[（(]盖?章?[)）])?\s*[:：]\s*([{_HAN}（）()·\d]{{2,40}})"
)
_UNIT: Final = re.compile(
    rf"([{_HAN}（）()·]{{1,40}}(?:小学|中学|学校|幼儿园|学院|派出所|公安局|分局|民政局|教育局|村委会|居委会|村民委员会|居民委员会|人民政府|政府|民政办|办事处|中心校|教学点|社区|村|镇|乡|街道))"
)
_TOWN: Final = re.compile(rf"(?:[{_HAN}]{{2,12}}?[县区市])?([{_HAN}]{{1,8}}?(?:镇|乡|街道))")
_NOT_TOWN: Final = frozenset({"乡镇", "各乡镇", "所属乡镇", "镇乡", "城镇", "乡"})
_WHOLE: Final = re.compile(r"全体|全部|所有|在校学?生|在籍学?生|学生(?:基本)?(?:信息|花)?名?册|户籍(?:儿童|未成年人|人口)|适龄儿童|1[4-8]\s*周?岁以下|学籍|未成年人(?:花名册|名册|名单|信息)|常住(?:儿童|人口)|0\s*[-—~至]\s*1[5-8]周?岁")  # fmt: skip
_FLAGGED: Final = re.compile(r"留守(?:儿童|未成年人|学生|幼儿|孩子)?")
_PART: Final = re.compile(
    r"部分|补报|补充|新增|困境|孤儿|残疾|转[入出学]|新生|减少|变动|异动|样表|抽样|摘录"
)


@dataclass(frozen=True, slots=True)
class Mined:
    """What a title says; empty where it says nothing."""

    sender: str = ""
    town: str = ""
    as_of: date | None = None
    population: Population | None = None


def mine(above: Sequence[str], file_stem: str, sheet: str) -> Mined:
    """Title lines first, then the file's name, then the sheet's; 填报单位 before any other unit."""
    texts = [t for t in (*above, file_stem, sheet) if t.strip()]
    sender = _first(texts, _named) or _first(texts, _unit)
    return Mined(
        sender,
        _first([sender, *texts], _town),
        next((d for t in texts if (d := _day(t))), None),
        next((p for t in texts if (p := _population(t))), None),
    )


def _first(texts: Sequence[str], mining: Callable[[str], str]) -> str:
    return next((found for t in texts if (found := mining(t))), "")


def _named(text: str) -> str:
    found = _NAMED.search(text)
    return found[1] if found else ""


def _unit(text: str) -> str:
    found = _UNIT.search(re.sub(r"^[\d年月日.\-/_ 　]+", "", text))
    return found[1] if found and "表" not in found[1] else ""


def _town(text: str) -> str:
    found = _TOWN.search(text)
    return found[1] if found and found[1] not in _NOT_TOWN else ""


def _day(text: str) -> date | None:
    found = _DAY.search(text) or _COMPACT.search(text)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None


def _population(text: str) -> Population | None:
    if _PART.search(text):
        return Population.PARTIAL
    if _FLAGGED.search(text) and not re.search("全体|全部|所有|是否留守", text):
        return Population.FLAGGED
    return Population.ALL if _WHOLE.search(text) else None
