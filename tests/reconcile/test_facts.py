"""疑似漏报 by facts: the parents' workplaces against the profile's definition (design §4 Rosters)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from tests.reconcile.report.sample import TERMS, Row, build, number
from tests.requirement import requirement
from tonghu.cli.main import run
from tonghu.policy import load
from tonghu.policy.definitions.words import ParentStatus
from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.result import Result
from tonghu.reconcile.facts import Judge, by_facts
from tonghu.reconcile.report.discrepancies import DiscrepancyKind, find

DAY = date(2026, 9, 30)


@cache
def judge(code: str = "songyang") -> Judge:
    return Judge(load(code), DAY)


@requirement("D-001", "D-093")
@pytest.mark.parametrize(
    ("father", "mother"),
    [
        ("杭州", "广东深圳"),
        ("浙江省丽水市莲都区", "外省"),
        ("亡故", "义乌"),
        ("在温州打工", "国外"),
        ("杭州、宁波", "云和"),
    ],
)
def test_both_beyond_the_county_or_one_gone(father: str, mother: str) -> None:
    why = judge().why(father, mother, domiciled=False)
    assert "已离开本县域" in why
    assert "松政办发〔2017〕139号 一" in why


@requirement("D-001")
@pytest.mark.parametrize(
    ("father", "mother"),
    [
        ("古市镇", "松阳县西屏街道"),  # both inside the county
        ("本地", "县城"),
        ("杭州", "在家"),
        ("杭州", "古市"),
        ("亡故", "在家"),
    ],
)
def test_inside_the_county_or_at_home_is_no(father: str, mother: str) -> None:
    assert judge().why(father, mother, domiciled=True) == ""
    facts = judge().workplaces.read(father).facts + judge().workplaces.read(mother).facts
    assert len(facts) == 2


@pytest.mark.parametrize(
    "text",
    ["", "无", "不详", "外地", "在外打工", "浙江", "丽水", "新兴", "在家具厂", "海南路小吃店"],
)
def test_one_unknown_parent_raises_no_question(text: str) -> None:
    assert not judge().workplaces.read(text).facts
    assert judge().why("杭州", text, domiciled=True) == ""


def test_cells_become_facts() -> None:
    read = judge().workplaces.read
    assert [read(text).facts[0].status for text in ("务农", "已故", "服刑", "金华")] == [
        ParentStatus.AT_HOME,
        ParentStatus.DEAD,
        ParentStatus.IMPRISONED,
        ParentStatus.AWAY,
    ]


def test_a_term_the_cell_does_not_tell_decides_nothing() -> None:
    """服刑满一年才算：名册上没有起止日期."""
    assert judge().why("服刑", "杭州", domiciled=True) == ""


def test_where_only_rural_hukou_counts_a_roster_cannot_tell() -> None:
    assert load("wuqing").definitions.left_behind.hukou.rural_only
    assert judge("wuqing").why("广东深圳", "上海", domiciled=True) == ""


def test_age_by_the_definition() -> None:
    epoch = date(1970, 1, 1)
    youngest = (date(2010, 10, 1) - epoch).days
    assert judge().young(youngest)
    assert not judge().young(youngest - 2)


def workplaces(father: dict[str, str], mother: dict[str, str], rows: list[Row]) -> Result:
    result = build(rows)
    raw = {
        **result.records.raw,
        Field.FATHER_PLACE: pa.chunked_array([[father.get(row.entity, "") for row in rows]]),
        Field.MOTHER_PLACE: pa.chunked_array([[mother.get(row.entity, "") for row in rows]]),
    }
    return replace(result, records=replace(result.records, raw=raw))


def some_rows() -> list[Row]:
    born, old = date(2015, 3, 12), date(2009, 3, 12)
    return [
        Row("survey0", "listed", "潘梓涵", number=number(born, 22)),
        Row("school0", "far", "蔡一", number=number(born, 44), left=-1),
        Row("school0", "near", "蔡二", number=number(born, 62), left=-1),
        Row("school0", "denied", "蔡三", number=number(born, 84), left=0),
        Row("school0", "old", "蔡四", born=old, number=number(old, 84), left=-1),
        Row("school0", "called", "蔡五", number=number(born, 101), left=1),
    ]


def test_records_that_satisfy_the_definition_are_asked_about() -> None:
    rows = some_rows()
    far = dict.fromkeys(("far", "denied", "old", "called"), "杭州")
    result = workplaces({**far, "near": "古市镇"}, {**far, "near": "县城"}, rows)
    told = by_facts(result, load("songyang"), DAY)
    assert told is not None
    assert list(np.flatnonzero(told.sentence)) == [1]
    terms = replace(TERMS, by_facts=told)
    found = list(find(result, terms).of_kind(DiscrepancyKind.MISSING_FROM_SURVEY))
    said = {rows[one.records[0]].entity: one.sentence for one in found}
    assert set(said) == {"far", "called"}
    assert said["far"].startswith("学校学籍写明父亲外出务工，已离开本县域")
    assert "杭州" not in said["far"]  # a unit is never told another unit's value
    assert said["called"].startswith("学校学籍把这个孩子列为留守")
    plain = list(find(result, TERMS).of_kind(DiscrepancyKind.MISSING_FROM_SURVEY))
    assert [rows[one.records[0]].entity for one in plain] == ["called"]


def test_without_such_columns_or_without_a_county_nothing_is_decided() -> None:
    rows = some_rows()
    assert by_facts(build(rows), load("songyang"), DAY) is None
    assert by_facts(workplaces({}, {}, rows), load("cn"), DAY) is None


HEAD = "姓名,性别,身份证号,父亲姓名,父亲务工地点,母亲姓名,母亲务工地点,乡镇,村\n"
CHILDREN = [
    ("潘梓涵", 22, "潘建军", "杭州", "叶晓红", "杭州"),
    ("蔡雨桐", 44, "蔡国强", "杭州市", "徐美玲", "广东深圳"),
    ("叶浩然", 62, "叶志明", "古市镇", "周秀英", "县城"),
    ("周子轩", 84, "周国平", "上海", "吴丽华", ""),
]


@requirement("D-093")
def test_the_command_lists_them_with_clause_and_fact(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        f"{name},女,{number(date(2015, 3, 12), serial)},{dad},{{}}{mum},{{}}古市镇,蔡宅村\n"
        for name, serial, dad, _, mum, _ in CHILDREN
    ]
    places = [(f"{one[3]},", f"{one[5]},") for one in CHILDREN]
    school = HEAD + "".join(row.format(*at) for row, at in zip(rows, places, strict=True))
    (tmp_path / "school.csv").write_text(school, encoding="utf-8")
    survey = HEAD + rows[0].format(",", ",")
    (tmp_path / "survey.csv").write_text(survey, encoding="utf-8")
    given = ["--survey", str(tmp_path / "survey.csv"), "--school", str(tmp_path / "school.csv")]
    rest = ["--profile", "songyang", "--as-of", "2026-09-30", "--out", str(tmp_path / "out")]
    assert run(["reconcile", *given, *rest, "--html"]) == 0
    capsys.readouterr()
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert summary["discrepancies"][DiscrepancyKind.MISSING_FROM_SURVEY.value]["cases"] == 1
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "母亲外出务工，已离开本县域" in page
    assert "松政办发〔2017〕139号 一" in page
