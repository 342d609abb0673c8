"""entities.csv, review.csv, summary.json, the console, masks, questions and published totals."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from tests.reconcile.report.sample import TERMS, A, Row, build, rows
from tests.requirement import requirement
from tonghu.reconcile.engine.fields import Kind
from tonghu.reconcile.engine.result import Review, Why
from tonghu.reconcile.engine.weights import GROUPS
from tonghu.reconcile.report.discrepancies import DiscrepancyKind, find
from tonghu.reconcile.report.mask import harmless, mask_name, mask_number
from tonghu.reconcile.report.review import PART_LABELS, WHY_LABELS, number_difference, question
from tonghu.reconcile.report.summary import Run, console, fingerprint, summarise, title
from tonghu.reconcile.report.totals import Total, TotalsError, compare, load_totals
from tonghu.reconcile.report.write import write_all, write_entities, write_review


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_entities_holds_every_record_once_in_order(tmp_path: Path) -> None:
    sample = build()
    found = read(write_entities(sample, tmp_path))
    assert list(found[0]) == ["source", "file", "sheet", "row", "entity_id", "confidence"]
    assert len(found) == len(sample.rows)
    for at, line in enumerate(found):
        sheet = sample.sheets[sample.records.sheet[at]]
        assert line["source"] == sheet.file.kind.value
        assert line["file"] == str(sheet.file.path)
        assert line["sheet"] == sheet.sheet
        assert int(line["row"]) == sample.records.row[at]
        assert line["entity_id"] == sample.entity_ids[sample.records.entity[at]]


def test_entities_quotes_names_that_need_it(tmp_path: Path) -> None:
    sample = build()
    odd = replace(
        sample.sheets[0],
        sheet='=a,"b"',
        file=replace(sample.sheets[0].file, path=Path('in/甲,"镇".xlsx')),
    )
    found = read(write_entities(replace(sample, sheets=(odd, *sample.sheets[1:])), tmp_path))
    assert found[0]["file"] == 'in/甲,"镇".xlsx'
    assert found[0]["sheet"] == '\'=a,"b"', "a sheet's name is no formula either"


def test_review_holds_positions_and_a_question_but_no_value(tmp_path: Path) -> None:
    sample = build()
    first = Review(Why.CLOSE_SECOND, 0, -1, 1.0)
    sample = replace(sample, reviews=(*sample.reviews, first))
    found = read(write_review(sample, tmp_path, TERMS))
    assert [line["reason"] for line in found] == [r.why.value for r in sample.reviews]
    line = found[1]
    assert line["reason_label"] == "疑似双重户口"
    assert "证件号第" in line["question"]
    assert line["question"].endswith("位不同。")
    assert (line["source"], line["other_source"]) == ("police", "police")
    assert (line["town"], line["owner"]) == ("演示甲镇", "演示甲派出所")
    assert line["entity_id"] != line["other_entity_id"]
    assert found[-1]["other_row"] == found[-1]["other_file"] == found[-1]["other_entity_id"] == ""
    text = (tmp_path / "review.csv").read_text("utf-8")
    assert not [row.name for row in sample.rows if row.name in text]
    assert not [row.number for row in sample.rows if row.number and row.number in text]


def test_review_is_safe_to_open_in_a_spreadsheet(tmp_path: Path) -> None:
    evil = Row("school0", "all3", "潘梓涵", number=A, school="=cmd|' /C calc'!A0", left=1)
    sample = build([*rows(), evil])
    at = sample.at("all3", "school0")
    sample = replace(sample, reviews=(Review(Why.REPEAT, at[1], at[0], 1.0),))
    (line,) = read(write_review(sample, tmp_path, TERMS))
    assert line["owner"].startswith("'=")


def test_no_reviews_still_write_the_header(tmp_path: Path) -> None:
    path = write_review(replace(build(), reviews=()), tmp_path, TERMS)
    assert path.read_text("utf-8").startswith("reason,reason_label,question,source,")


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        (A, A, "证件号相同"),
        (A, A[:15] + ("1" if A[15] != "1" else "2") + A[16:], "证件号第16位不同"),
        (A, A[:8] + A[9] + A[8] + A[10:], "证件号第9位和第10位对调"),
        (A, "", "证件号有一边没有填"),
        (A, "9.90101E+17", "证件号不能比，有一边不是18位"),
        (A, "1" * 18, "证件号有"),
    ],
)
def test_numbers_are_compared_in_words(a: str, b: str, words: str) -> None:
    assert number_difference(a, b).startswith(words)


def test_every_reason_asks_a_question() -> None:
    sample = build()
    for why in Why:
        asked = question(sample, Review(why, 0, 1, 0.0))
        assert WHY_LABELS[why]
        assert "？" in asked
        assert asked.endswith("。")


def test_every_part_the_engine_scores_has_a_name() -> None:
    codes = {"number", "start", *(group.code for group in GROUPS)}
    assert codes <= PART_LABELS.keys()


def test_masks() -> None:
    assert mask_number("990101201503120229") == "990*************29"
    assert mask_number("3.31E+17") == "3.31E+17"
    assert mask_number("9.90101202303261E+17") == "9.9***************17"
    assert [mask_name(n) for n in ("潘", "李强", "潘梓涵", "阿依古丽")] == [
        "潘",
        "李*",
        "潘*涵",
        "阿**丽",
    ]
    assert [harmless(t) for t in ("=1", "+1", "-1", "@x", "好")] == [
        "'=1",
        "'+1",
        "'-1",
        "'@x",
        "好",
    ]


@requirement("D-086", "D-422")
def test_summary_counts(tmp_path: Path) -> None:
    sample = build()
    written = write_all(sample, tmp_path, TERMS, run=Run("0.1.0", {"match": 1.23456}))
    summary = json.loads((tmp_path / "summary.json").read_text("utf-8"))
    assert summary == written.summary
    by_kind = Counter(row.sheet[:-1] for row in sample.rows)
    assert summary["records"] == {**by_kind, "total": 46}
    assert (summary["children"], summary["children_listed"]) == (24, 22)
    assert summary["agreement"][-1]["coverage"] == round(20 / 22, 4)
    assert summary["reviews"]["weak_link"] == 1
    assert summary["to_judge"] == 2  # the others stand among the discrepancies
    cases = sum(row["cases"] for row in summary["discrepancies"].values())
    assert summary["to_verify"] == cases + 2
    assert summary["profile"]["hash"] == TERMS.profile_hash
    assert summary["timings"] == {"match": 1.235}
    assert summary["notices"][1]["fatal"]
    assert not (tmp_path / "report.html").exists()
    assert not (tmp_path / "discrepancies").exists()


def test_fingerprint_is_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"abc")
    assert fingerprint(path).startswith("ba7816bf8f01cfea")
    assert fingerprint(tmp_path / "none.csv") == ""


def test_write_all_writes_what_was_asked_and_tells_each_step(tmp_path: Path) -> None:
    steps: list[str] = []
    written = write_all(build(), tmp_path, TERMS, xlsx=True, html=True, progress=steps.append)
    assert steps == ["写出逐条结果", "写出待判清单", "查找差异", "写出差异工作簿", "写出比对报告"]
    assert written.page == tmp_path / "report.html"
    assert written.page.is_file()
    assert len(written.workbooks) == 4


def test_console_is_short_and_chinese() -> None:
    summary = summarise(find(build(), TERMS), Run())
    screen = Console(width=80, record=True, file=StringIO())
    screen.print(console(summary))
    text = screen.export_text()
    assert title(summary) in text
    assert "三份都有2" in text
    assert all(kind.label in text for kind in DiscrepancyKind)
    assert len(text.splitlines()) <= 18


def test_title_names_the_rosters_there_are() -> None:
    two = build([r for r in rows() if not r.sheet.startswith("police")])
    assert title(summarise(find(two, TERMS), Run())).startswith("两份名册共")


@requirement("D-086")
def test_published_totals_are_compared(tmp_path: Path) -> None:
    table = tmp_path / "totals.csv"
    table.write_text("学校,人数,口径\n演示甲镇 中心小学,3,\n演示甲镇中心小学,1,留守\n", "utf-8-sig")
    whole, flagged = compare(build(), load_totals(table))
    assert (whole.counted, whole.difference) == (4, 1)  # two rows name it, two were sent by it
    assert (flagged.counted, flagged.difference) == (3, 2)
    toml = tmp_path / "totals.toml"
    toml.write_text('[[totals]]\ntown = "演示乙乡"\nnumber = 9\nroster = "police"\n', "utf-8")
    (town,) = compare(build(), load_totals(toml))
    assert town.total == Total("演示乙乡", "", 9, Kind.POLICE)
    assert town.counted == 10


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("人数\n3\n", "没有写乡镇或学校"),
        ("乡镇,人数\n甲,许多\n", "人数不是整数"),
        ("乡镇,人数,口径\n甲,3,大概\n", "口径只能写"),
        ("乡镇,人数,名册\n甲,3,医院\n", "名册只能写"),
    ],
)
def test_bad_totals_are_refused_in_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(TotalsError, match=sentence):
        load_totals(path)


def test_totals_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes("乡镇,人数\n甲,3\n".encode("gb18030"))
    for name in ("t.csv", "none.csv"):
        with pytest.raises(TotalsError, match=name):
            load_totals(tmp_path / name)


def test_due_sentence_says_what_the_profile_says() -> None:
    assert TERMS.due_sentence == "请在2026年10月14日前答复（5个工作日内）"
    assert replace(TERMS, due_on=None).due_sentence == "请在收到后5个工作日内答复"
    assert replace(TERMS, due_on=None, due_days=0).due_sentence.startswith("文件没有写答复时限")
    assert replace(TERMS, basis="local").clause == ""
    leap = replace(TERMS, as_of=date(2028, 2, 29), under_age=17)
    assert leap.born_before == (date(2011, 2, 28) - date(1970, 1, 1)).days
