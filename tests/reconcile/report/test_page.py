"""The printed report: self-contained, escaped, and equal to summary.json."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.reconcile.report.sample import TERMS, A, B, Row, build, rows
from tests.requirement import requirement
from tonghu.reconcile.engine.intake.tables import Notice
from tonghu.reconcile.engine.result import Result
from tonghu.reconcile.report.agreement import Combination, TownAgreement
from tonghu.reconcile.report.discrepancies import find
from tonghu.reconcile.report.page import percent, render
from tonghu.reconcile.report.page.pictures import WIDTH, set_bars, town_bar
from tonghu.reconcile.report.summary import Run, Summary, summarise
from tonghu.reconcile.report.totals import Total, compare

TEMPLATES = Path("src/tonghu/reconcile/report/templates")


def page(result: Result, *totals: Total) -> tuple[str, Summary]:
    found = find(result, TERMS)
    compared = compare(result, totals)
    summary = summarise(found, Run("0.1.0"), compared)
    return render(found, summary, compared), summary


@pytest.fixture(scope="module")
def html() -> str:
    return page(build())[0]


@requirement("D-086", "D-315")
def test_the_title_is_the_answer(html: str) -> None:
    assert "<h1>三份名册共46条，对应24名儿童；还有28项要人核实</h1>" in html


def test_counts_in_the_page_equal_the_json(html: str) -> None:
    _, summary = page(build())
    sums = re.findall(r'<tr class="sum">.*?</tr>', html, re.S)
    texts = [re.sub(r"<title>.*?</title>|<[^>]+>|\s", "", row, flags=re.S) for row in sums]
    agreed = summary["agreement"][-1]
    figures = ("children", "all_three", "two", "survey_only", "school_only", "police_only")
    assert "".join(str(agreed[k]) for k in figures) in texts[0].replace(",", "")  # type: ignore[literal-required]
    cases = [row["cases"] for row in summary["discrepancies"].values()]
    assert texts[2] == "合计" + "".join(map(str, [*cases, sum(cases)]))
    assert f"{agreed['coverage']:.1%}" in texts[1]
    for row in summary["agreement"][:-1]:
        assert f">{row['town']}</td>" in html


def test_nothing_is_fetched_and_nothing_runs(html: str) -> None:
    assert not re.search(r"https?:|//[a-z]|<script|<link|<img|@import|src=", html, re.I)
    assert not [u for u in re.findall(r"url\(([^)]*)\)", html) if not u.startswith("#")]
    assert not re.search(r"\son[a-z]+=", html)


def test_print_rules_are_there(html: str) -> None:
    for rule in ("@page", "size: A4", "@media print", "table-header-group", "counter(pages)"):
        assert rule in html


def test_names_and_numbers_are_masked(html: str) -> None:
    assert A not in html
    assert B not in html
    assert "阙小满" not in html
    assert "阙*满" in html
    assert "周大山" not in html


def test_text_from_rosters_is_escaped() -> None:
    evil = Row("survey1", "evil", "<b>坏</b>", date(2015, 1, 9), 1, "<i>1234567</i>",
               village="<script>alert(1)</script>")  # fmt: skip
    html, _ = page(build([*rows(), evil]))
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<b>坏" not in html


def test_pictures_have_words_and_a_table(html: str) -> None:
    assert html.count('role="img" aria-label="') == html.count('<svg class="bar"')
    assert 'aria-label="演示甲镇：三份都有1，有两份6，只有民政1"' in html
    assert 'id="hatch"' in html


def test_links_are_explained_by_named_parts(html: str) -> None:
    assert "身份证号18位里17位相同" in html
    assert "不像，因为" in html
    assert "年级差一年" in html


def test_files_faults_refusals_and_totals_are_told() -> None:
    html, _ = page(build(), Total("演示甲镇", "", 5), Total("", "演示甲镇中心小学", 2))
    for text in (
        "甲镇小学.xls",
        "认出9列，没用1列：备注二",
        "这个文件不是表格，没有读",
        "这所学校的出生日期都比别的名册早一天",
        "这一项没有参加比对",
        "科学计数法1",
        "和公布数比",
    ):
        assert text in html, text
    assert "和公布数比" not in page(build())[0]


def test_a_long_list_says_what_it_leaves_out() -> None:
    more = [
        Row("survey0", f"more{at}", f"蓝{at}", date(2014, 1, 8), 1, "", village=f"村{at}")
        for at in range(70)
    ]
    html, _ = page(build([*rows(), *more]))
    assert "还有64问，见差异处理单“证件号不可读”表。" in html
    assert re.search(r"先列60个，另\d+个单位\d+问见差异处理单", html)


def test_an_empty_result_makes_a_page() -> None:
    empty = replace(build([]), faults=(), entity_ids=[], agreement={}, reviews=())
    html, _ = page(empty)
    assert "没有要人核实的" in html
    assert "没有查到差异" in html


def test_chinese_setting_of_templates() -> None:
    half = re.compile(
        r"[\u4e00-\u9fff][,;:?()]|[,;?()][\u4e00-\u9fff]|[\u4e00-\u9fff] \d|\d [\u4e00-\u9fff]"
    )
    for path in TEMPLATES.rglob("*.j2"):
        text = re.sub(r"\{[{%].*?[%}]\}", "X", path.read_text("utf-8"), flags=re.S)
        assert not half.findall(text), path


def test_percent_never_rounds_up_to_all() -> None:
    assert percent(1.0) == "100.0%"
    assert percent(0.9999) == "99.9%"
    assert percent(0.67, 0) == "67%"


def test_bars_fit_and_show_the_smallest_count() -> None:
    bar = town_bar(TownAgreement("甲", 5000, 900, 1, 1, 1, 5901, 5901))
    assert len(bar.segments) == 5
    assert bar.segments[-1].x + bar.segments[-1].width <= WIDTH
    assert min(s.width for s in bar.segments) >= 0.5
    rows = [Combination((True, True, True), 5000, 5000), Combination((False, True, True), 9, 0)]
    cut, small = set_bars(rows, asks_missing=True)
    assert cut.cut
    assert [s.fill for s in small.segments] == ["missing"]


def test_notices_that_ask_nothing_are_only_counted() -> None:
    sample = build()
    path = sample.sheets[0].file.path
    quiet = tuple(Notice("foot_rows", f"合计行共{n}行，未计入。", path, f"表{n}") for n in range(9))
    same = tuple(Notice("numeric_id", "证件号成了数字，请改。", path, f"表{n}") for n in range(3))
    html, _ = page(replace(sample, notices=(*quiet, *same)))
    assert "合计行、说明表等没有计入，共9处" in html
    assert "“表0”表证件号成了数字，请改（另有2处同样）" in html
    assert "合计行共1行" not in html
