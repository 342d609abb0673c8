"""核实口径: what the profile answers and the report needs, as plain values.

The report knows no profile: whoever calls it asks `tonghu.policy` and hands the answers over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from tonghu.reconcile.engine.fields import Kind

_DEFAULT_OWNERS: Mapping[Kind, str] = {
    Kind.SURVEY: "乡镇民政",
    Kind.SCHOOL: "学校（未写明校名）",
    Kind.POLICE: "派出所",
}


@dataclass(frozen=True, slots=True)
class ByFacts:
    """事实符合定义: per record which sentence says why it counts though nobody flags it; 0: none."""

    sentence: npt.NDArray[np.int32]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """核实口径: the day, the age, the time allowed, and whose document says so."""

    as_of: date
    under_age: int = 16  # 不满几周岁 (国发〔2016〕13号 一; a profile may differ)
    school_age: int = 6  # 义务教育法 第十一条: below it no school need know the child
    due_days: int = 0  # working days to answer; 0: the document sets none
    due_on: date | None = None  # the last of them, counted by the caller's calendar
    basis: str = ""  # clause that asks for the comparison, e.g. 松政办发〔2017〕139号 三（三）
    place: str = ""  # 松阳县
    profile_code: str = ""
    profile_name: str = ""
    profile_version: str = ""
    profile_hash: str = ""
    demo: bool = False  # everything invented: said on every paper
    by_facts: ByFacts | None = None  # decided by whoever knows the profile's definition
    owners: Mapping[Kind, str] = field(default_factory=lambda: dict(_DEFAULT_OWNERS))

    @property
    def clause(self) -> str:
        """条款 to print: "" where no document speaks (`local`) or the value awaits checking."""
        return "" if self.basis.startswith(("local", "待核")) else self.basis

    @property
    def born_before(self) -> int:
        """Days since 1970 of the last birthday that has reached `under_age` by `as_of`."""
        return days(_years_before(self.as_of, self.under_age))

    @property
    def school_born_before(self) -> int:
        """Days since 1970 of the last birthday that has reached school age by `as_of`."""
        return days(_years_before(self.as_of, self.school_age))

    @property
    def due_sentence(self) -> str:
        """请在…前答复, as far as the profile sets a time."""
        if self.due_on is not None:
            counted = f"（{self.due_days}个工作日内）" if self.due_days else ""
            return f"请在{chinese_date(self.due_on)}前答复{counted}"
        if self.due_days:
            return f"请在收到后{self.due_days}个工作日内答复"
        return "文件没有写答复时限，请尽快答复"


def days(day: date) -> int:
    """Days since 1970-01-01, as `Records.birth` counts them."""
    return (day - date(1970, 1, 1)).days


def chinese_date(day: date) -> str:
    """2026年9月11日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _years_before(day: date, years: int) -> date:
    """The same day `years` earlier; 29 February falls back to the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
