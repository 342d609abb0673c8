"""在册儿童: who was on the register on a day, under which schemes, of what age, cared for by whom.

Who belongs to a day follows from the dated rows (`Standing`, `Classification`), so that a past day can
be counted later; what the file holds of schooling, care and relief is what it holds when it is counted.
A merged file is none of its own, as in `registry.rules.cells`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import connection

from tonghu.core.indicators import Asked, Counted, Indicator, Shape
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.rows import upper_bound
from tonghu.registry.fields import words
from tonghu.registry.models import Child
from tonghu.registry.rules.cells import ON_REGISTER
from tonghu.registry.states import LIFE_LABELS
from tonghu.survey.states import REGISTER, SCHEME_LABELS

UNKNOWN = "unknown"
NATION = "国家口径："
AGES = (
    ("00", "不满3岁"), ("03", "3至5岁"), ("06", "6至11岁"), ("12", "12至13岁"), ("14", "14至15岁"),
    ("16", "16岁及以上"), (UNKNOWN, "没采集"),
)  # fmt: skip
SEXES = (*words.SEX, (UNKNOWN, "没采集"))
SCHOOLING = (*words.SCHOOLING, (UNKNOWN, "没采集"))
CARERS = (*words.CARER, (UNKNOWN, "没采集"))
GUARDIANSHIP = (*words.GUARDIANSHIP, (UNKNOWN, "没采集"))
WORKER = (("with", "有责任人"), ("without", "没有责任人"))
STATES = tuple((state.value, label) for state, label in LIFE_LABELS.items())
RELIEF = (*words.RELIEF, (UNKNOWN, "没采集"))

_BASES = """
WITH here AS MATERIALIZED (
    SELECT s.child_id, s.division FROM registry_standing s
    WHERE s.division >= %(lo)s AND s.division < %(hi)s AND s.state = ANY(%(states)s)
      AND s.from_on <= %(on)s AND (s.until_on IS NULL OR s.until_on > %(on)s)
), base AS (
    SELECT h.child_id, h.division, 'register' AS base FROM here h
    UNION ALL
    SELECT DISTINCT h.child_id, h.division,
        CASE WHEN k.profile = c.profile THEN k.scheme ELSE k.profile || ':' || k.scheme END
    FROM here h JOIN registry_classification k ON k.child_id = h.child_id
    JOIN registry_child c ON c.id = h.child_id
    WHERE k.from_on <= %(on)s AND (k.until_on IS NULL OR k.until_on > %(on)s)
)
"""
_OF = """
SELECT b.division, b.base, {part}, count(*) FROM base b
JOIN registry_child c ON c.id = b.child_id AND c.merged_into_id IS NULL
GROUP BY 1, 2, 3
"""
_AGE = """CASE WHEN c.birth_date IS NULL THEN 'unknown'
    WHEN c.birth_date > %(on)s::date - interval '3 years' THEN '00'
    WHEN c.birth_date > %(on)s::date - interval '6 years' THEN '03'
    WHEN c.birth_date > %(on)s::date - interval '12 years' THEN '06'
    WHEN c.birth_date > %(on)s::date - interval '14 years' THEN '12'
    WHEN c.birth_date > %(on)s::date - interval '16 years' THEN '14' ELSE '16' END"""
_PARTS = {
    "": "''",
    "age": _AGE,
    "sex": "COALESCE(NULLIF(c.sex, ''), 'unknown')",
    "age_sex": f"{_AGE} || '|' || COALESCE(NULLIF(c.sex, ''), 'unknown')",
    "schooling": "COALESCE(NULLIF(c.schooling, ''), 'unknown')",
    "carer": "COALESCE(NULLIF(c.carer_kind, ''), 'unknown')",
    "guardianship": "COALESCE(NULLIF(c.guardianship_grade, ''), 'unknown')",
    "worker": "CASE WHEN c.worker IS NULL THEN 'without' ELSE 'with' END",
}


def scheme_words(_: str, key: str) -> str:
    """类别: 留守儿童, 国家口径：留守儿童."""
    base = key.partition("|")[0]
    named, _, code = base.rpartition(":")
    return (NATION if named else "") + SCHEME_LABELS.get(code, code)


def _rows(asked: Asked, part: str) -> list[Any]:
    values: dict[str, str | date | list[str]] = {
        "lo": asked.county, "hi": upper_bound(asked.county), "on": asked.on,
        "states": [one.value for one in ON_REGISTER],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_BASES + _OF.format(part=_PARTS[part]), values)
        return list(cursor.fetchall())


class _By:
    """数法 by one part of the file."""

    def __init__(self, part: str) -> None:
        self.part = part

    def __call__(self, viewer: Viewer, asked: Asked) -> Iterator[Counted]:
        """Village by village, for the register and every scheme."""
        for division, base, part, n in _rows(asked, self.part):
            yield Counted(division, f"{base}|{part}" if part else base, n)


def _states(viewer: Viewer, asked: Asked) -> Iterable[Counted]:
    """How far the files are: 线索, 待核实, 在册, 已退出."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.division, s.state, count(*) FROM registry_standing s JOIN registry_child c"
            " ON c.id = s.child_id AND c.merged_into_id IS NULL WHERE s.division >= %s"
            " AND s.division < %s AND s.from_on <= %s AND (s.until_on IS NULL OR s.until_on > %s)"
            " GROUP BY 1, 2",
            [asked.county, upper_bound(asked.county), asked.on, asked.on],
        )
        return [Counted(division, f"files|{state}", n) for division, state, n in cursor.fetchall()]


def _relief(viewer: Viewer, asked: Asked) -> Iterable[Counted]:
    """What relief children receive, as their files say; a child may receive several.

    The blank is encrypted, so files are opened in memory, counted and forgotten.
    """
    rows = Child.objects.visible_to(viewer).filter(
        division__gte=asked.county, division__lt=upper_bound(asked.county),
        state__in=ON_REGISTER, merged_into=None,
    )  # fmt: skip
    found: Counter[tuple[str, str]] = Counter()
    for child in rows.only("division", "delicate").iterator(chunk_size=5_000):
        told = (child.delicate or {}).get("relief") or [UNKNOWN]
        found.update((child.division, code) for code in {str(one) for one in told})
    return [Counted(division, f"{REGISTER}|{code}", n) for (division, code), n in found.items()]


_D337 = "D-337"
_SIX = "survey.blocks"
INDICATORS = (
    Indicator(
        "children.scheme", "在册和各类儿童", "人",
        "这一天在册、按各口径认定为某类的儿童；一名儿童可以同时有几类，并入别的档案的不算。",
        "", "D-337", Shape.TOTAL, _By(""), by=("类别", "口径"), named=scheme_words, default=REGISTER,
    ),
    Indicator(
        "children.age", "年龄", "人", "在册和各类儿童按这一天的周岁年龄分组；出生日期没采集的单列。",
        _SIX, _D337, Shape.PARTS, _By("age"), by=("年龄",), parts=AGES, named=scheme_words,
    ),
    Indicator(
        "children.sex", "性别", "人", "在册和各类儿童按性别分组；没采集的单列。",
        _SIX, _D337, Shape.PARTS, _By("sex"), by=("性别",), parts=SEXES, named=scheme_words,
    ),
    Indicator(
        "children.age_sex", "年龄×性别", "人", "在册和各类儿童按周岁年龄和性别交叉分组。",
        _SIX, _D337, Shape.CROSS, _By("age_sex"), by=("年龄", "性别"), parts=SEXES, named=scheme_words,
    ),
    Indicator(
        "children.schooling", "就学情况", "人", "在册和各类儿童按档案里的就学情况分组。",
        _SIX, _D337, Shape.PARTS, _By("schooling"), by=("就学",), parts=SCHOOLING, named=scheme_words,
    ),
    Indicator(
        "children.carer", "实际由谁照料", "人", "在册和各类儿童按实际照料人分组。",
        _SIX, _D337, Shape.PARTS, _By("carer"), by=("照料人",), parts=CARERS, named=scheme_words,
    ),
    Indicator(
        "children.guardianship", "监护类型", "人", "在册和各类儿童按监护情况评定分组。",
        _SIX, _D337, Shape.PARTS, _By("guardianship"), by=("监护",), parts=GUARDIANSHIP,
        named=scheme_words,
    ),
    Indicator(
        "children.relief", "享受救助", "人次", "在册儿童享受的各种救助；一名儿童享受几种就记几次。",
        _SIX, _D337, Shape.COUNT, _relief, by=("救助种类",), parts=RELIEF, named=scheme_words,
    ),
    Indicator(
        "children.worker", "责任人落实", "人", "在册和各类儿童有没有落实到人的责任人。",
        "staffing", "D-337", Shape.PARTS, _By("worker"), by=("责任人",), parts=WORKER,
        named=scheme_words, default="register|with",
    ),
    Indicator(
        "files.state", "发现和登记", "份", "这一天各状态的档案：线索、待核实、在册、转移中、已退出、不予登记。",
        "", "D-313", Shape.PARTS, _states, by=("档案状态",), parts=STATES,
    ),
)  # fmt: skip
