"""`tonghu reconcile`: exit status, files written, sentences, and nothing personal on the error stream."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.reconcile.engine.sheets import child, number, without
from tests.requirement import requirement
from tonghu.cli.main import run

Said = pytest.CaptureFixture[str]
HEADS = {
    "name": "姓名", "id_number": "身份证号", "sex": "性别", "birth_date": "出生日期",
    "father_name": "父亲姓名", "mother_name": "母亲姓名", "guardian_name": "监护人姓名",
    "phone": "联系电话", "town": "乡镇", "village": "村",
}  # fmt: skip
ROWS = [child(at) for at in range(24)]
PERSONAL = {
    value for row in ROWS for key, value in row.items() if key.endswith(("name", "number", "phone"))
}
DAY = ["--as-of", "2026-09-01"]


def roster(path: Path, rows: Sequence[dict[str, str]], heads: dict[str, str] = HEADS) -> str:
    """A CSV file as a sender hands it in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as target:
        out = csv.writer(target)
        out.writerow(heads.values())
        out.writerows([[row[key] for key in heads] for row in rows])
    return str(path)


def three(folder: Path) -> list[str]:
    """Arguments for three rosters of the same children."""
    bare = [without(row, "id_number") for row in ROWS]
    out: list[str] = []
    for kind, rows in (("survey", bare), ("school", ROWS), ("police", ROWS)):
        out += [f"--{kind}", roster(folder / f"{kind}.csv", rows)]
    return out


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def refused(capsys: Said, arguments: Sequence[str]) -> str:
    """The one sentence a refused command leaves on the error stream."""
    capsys.readouterr()
    assert run(["reconcile", *arguments]) == 2
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    sentence = said.err.strip()
    assert "\n" not in sentence
    assert sentence.endswith("。")
    return sentence


@requirement("D-086", "D-093")
def test_three_rosters_become_every_child_once(tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "out"
    assert run(["reconcile", *three(tmp_path), "--out", str(out), *DAY]) == 0
    assert files(out) == {
        "entities.csv", "review.csv", "summary.json", "notices.csv", "mapping.toml", "state.npz",
    }  # fmt: skip
    found = lines(out / "entities.csv")
    assert len(found) == 3 * len(ROWS)
    assert len({line["entity_id"] for line in found}) == len(ROWS)
    by_child = {(line["source"], line["row"]): line["entity_id"] for line in found}
    for at in range(1, len(ROWS) + 1):
        assert len({by_child[kind, str(at)] for kind in ("survey", "school", "police")}) == 1
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["children"] == len(ROWS)
    assert summary["profile"]["as_of"] == "2026-09-01"
    said = capsys.readouterr()
    assert str(len(ROWS)) in said.out
    assert not any(value in said.err for value in PERSONAL)
    assert not any(value in said.out for value in PERSONAL)


def test_one_roster_alone_will_do(tmp_path: Path) -> None:
    given = ["--school", roster(tmp_path / "a.csv", [*ROWS, ROWS[0]])]
    assert run(["reconcile", *given, "--out", str(tmp_path / "out"), *DAY]) == 0
    found = lines(tmp_path / "out/entities.csv")
    assert found[0]["entity_id"] == found[-1]["entity_id"]
    assert len({line["entity_id"] for line in found}) == len(ROWS)


def test_folders_are_searched_and_workbooks_and_page_come_on_request(tmp_path: Path) -> None:
    roster(tmp_path / "in/a/survey.csv", ROWS[:12])
    roster(tmp_path / "in/b/survey.csv", ROWS[12:])
    police = roster(tmp_path / "police.csv", ROWS)
    out = tmp_path / "out"
    given = ["--survey", str(tmp_path / "in"), "--police", police, "--out", str(out), *DAY]
    assert run(["reconcile", *given, "--xlsx", "--html", "--demo", "--profile", "songyang"]) == 0
    assert {"report.html", "discrepancies"} <= files(out)
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "松阳县" in page
    assert "演示" in page
    assert len(lines(out / "entities.csv")) == 2 * len(ROWS)


@requirement("D-086")
def test_a_refused_file_is_told_and_the_others_are_still_compared(
    tmp_path: Path, capsys: Said
) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"")
    given = [*three(tmp_path), str(bad)]
    assert run(["reconcile", *given, "--out", str(tmp_path / "out"), *DAY]) == 1
    said = capsys.readouterr()
    assert "坏.xlsx：" in said.err
    assert "Traceback" not in said.err
    assert not any(value in said.err for value in PERSONAL)
    assert len(lines(tmp_path / "out/entities.csv")) == 3 * len(ROWS)
    told = lines(tmp_path / "out/notices.csv")
    assert [line["refused"] for line in told if line["file"].endswith("坏.xlsx")] == ["1"]


def test_nothing_readable_is_two_and_leaves_no_result(tmp_path: Path, capsys: Said) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes("不是表格".encode())
    out = tmp_path / "out"
    assert run(["reconcile", "--survey", str(bad), "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert "没有一份名册能读入，未作比对。" in said
    assert "坏.xlsx：" in said
    assert "entities.csv" not in files(out)
    assert not [name for name in files(out) if name.startswith(".tonghu-")]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--population", "多数"], "名册范围“多数”"),
        (["--population", "police=多数"], "police=多数"),
        (["--population", "village=all"], "village=all"),
        (["--as-of", "2026年9月1日"], "日期“2026年9月1日”写法不对"),
        (["--profile", "atlantis"], "atlantis"),
        (["--earlier", "nowhere"], "state.npz"),
        (["--survey", "nowhere.csv"], "找不到nowhere.csv"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_a_wrong_argument_is_one_sentence(
    more: list[str], words: str, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = ["--police", roster(tmp_path / "p.csv", ROWS), "--out", str(tmp_path / "out")]
    assert words in refused(capsys, [*given, *more])


def test_no_roster_no_out_and_an_empty_folder_are_one_sentence(
    tmp_path: Path, capsys: Said
) -> None:
    assert "没有指定名册" in refused(capsys, ["--out", str(tmp_path / "out")])
    assert "--out" in refused(capsys, ["--survey", roster(tmp_path / "a.csv", ROWS)])
    (tmp_path / "empty").mkdir()
    empty = ["--survey", str(tmp_path / "empty"), "--out", str(tmp_path / "out")]
    assert "没有名册文件" in refused(capsys, empty)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["flagged"], {"school": "flagged", "police": "flagged"}),
        (["school=flagged", "police=all"], {"school": "flagged", "police": "all"}),
        (["school=留守"], {"school": "flagged", "police": None}),
        (["部分"], {"school": "partial", "police": "partial"}),
    ],
)
def test_whom_a_list_holds_is_taken_from_the_words_given(
    words: list[str], wanted: dict[str, str | None], tmp_path: Path
) -> None:
    given = [
        "--school",
        roster(tmp_path / "s.csv", ROWS),
        "--police",
        roster(tmp_path / "p.csv", ROWS),
    ]
    out = tmp_path / "out"
    assert run(["reconcile", *given, "--population", *words, "--out", str(out), *DAY]) == 0
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert {i["kind"]: i["population"] for i in summary["inputs"]} == wanted


def test_a_preview_shows_the_columns_and_compares_nothing(tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "out"
    given = ["--school", roster(tmp_path / "s.csv", ROWS), "--out", str(out), "--preview"]
    assert run(["reconcile", *given]) == 0
    said = capsys.readouterr().out
    for words in ("各列被当作什么", "身份证号", "监护人姓名"):
        assert words in said
    assert files(out) == {"mapping.toml", "notices.csv"}
    assert not any(value in said for value in PERSONAL)


@requirement("D-086")
def test_a_mapping_is_saved_and_a_persons_change_to_it_is_obeyed(tmp_path: Path) -> None:
    heads = {**HEADS, "father_name": "甲", "mother_name": "乙"}
    saved, out = tmp_path / "columns.toml", tmp_path / "out"
    given = ["--school", roster(tmp_path / "s.csv", ROWS, heads), "--out", str(out), *DAY]
    given += ["--police", roster(tmp_path / "p.csv", ROWS), "--mapping", str(saved)]

    def agreeing() -> dict[str, float]:
        assert run(["reconcile", *given]) == 0
        summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
        fields: dict[str, float] = summary["field_agreement"]["school-police"]
        return fields

    assert "father_name" not in agreeing()
    text = saved.read_text(encoding="utf-8")
    assert not any(value in text for value in PERSONAL)
    for header, field in (("甲", "father_name"), ("乙", "mother_name")):
        empty = f'{{ header = "{header}", field = "" }}'
        assert empty in text
        text = text.replace(empty, empty.replace('""', f'"{field}"'))
    saved.write_text(text, encoding="utf-8")
    assert agreeing()["father_name"] == 1.0
    assert saved.read_text(encoding="utf-8") == text


def test_a_mapping_that_is_no_mapping_is_one_sentence(tmp_path: Path, capsys: Said) -> None:
    saved = tmp_path / "columns.toml"
    saved.write_text("这不是对应关系", encoding="utf-8")
    given = ["--school", roster(tmp_path / "s.csv", ROWS), "--out", str(tmp_path / "out")]
    assert "columns.toml" in refused(capsys, [*given, "--mapping", str(saved)])


@requirement("D-086", "D-093")
def test_next_month_keeps_the_numbers_and_writes_what_changed(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    assert run(["reconcile", *three(tmp_path), "--out", str(first), *DAY]) == 0
    month = [*ROWS[1:], child(60)]
    given = [
        "--school",
        roster(tmp_path / "s.csv", month),
        "--police",
        roster(tmp_path / "p.csv", month),
    ]
    given += ["--earlier", str(first), "--out", str(second)]
    assert run(["reconcile", *given, *DAY]) == 0
    before = {
        i["row"]: i["entity_id"] for i in lines(first / "entities.csv") if i["source"] == "police"
    }
    after = {
        i["row"]: i["entity_id"] for i in lines(second / "entities.csv") if i["source"] == "police"
    }
    assert all(after[str(at)] == before[str(at + 1)] for at in range(1, len(ROWS)))
    changes = {(c["change"], c["entity_id"]) for c in lines(second / "changes.csv")}
    assert ("new", after[str(len(ROWS))]) in changes
    assert ("gone", before["1"]) in changes
    assert "changes.csv" not in files(first)


def test_totals_that_are_not_there_are_refused(tmp_path: Path, capsys: Said) -> None:
    given = ["--school", roster(tmp_path / "s.csv", ROWS), "--out", str(tmp_path / "out")]
    assert run(["reconcile", *given, "--totals", str(tmp_path / "nowhere.csv")]) == 2
    assert "nowhere.csv" in capsys.readouterr().err


@requirement("D-086")
def test_published_totals_stand_beside_what_was_counted(tmp_path: Path) -> None:
    totals = tmp_path / "totals.csv"
    totals.write_text("乡镇,人数\n演示甲镇,11\n", encoding="utf-8")
    out = tmp_path / "out"
    given = [
        "--school",
        roster(tmp_path / "s.csv", ROWS),
        "--totals",
        str(totals),
        "--out",
        str(out),
    ]
    assert run(["reconcile", *given, *DAY]) == 0
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    (told,) = summary["totals"]
    counted = sum(row["town"] == "演示甲镇" for row in ROWS)
    assert (told["name"], told["published"], told["counted"]) == ("演示甲镇", 11, counted)


def test_no_working_folder_is_left_in_the_end(tmp_path: Path) -> None:
    out = tmp_path / "out"
    given = ["--school", roster(tmp_path / "s.csv", ROWS), "--out", str(out)]
    assert run(["reconcile", *given, *DAY]) == 0
    assert not [p.name for p in out.iterdir() if p.name.startswith(".")]
    assert {p.name for p in tmp_path.iterdir()} == {"s.csv", "out"}


def test_the_day_decides_who_is_a_child(tmp_path: Path) -> None:
    grown = [
        {**row, "id_number": number("20070601", 2 * at + 1), "birth_date": ""}
        for at, row in enumerate(ROWS)
    ]
    given = ["--school", roster(tmp_path / "s.csv", [*ROWS, *grown])]
    states = {}
    for day in ("2026-05-01", "2026-07-01"):
        assert run(["reconcile", *given, "--out", str(tmp_path / day), "--as-of", day]) == 0
        summary = json.loads((tmp_path / day / "summary.json").read_text(encoding="utf-8"))
        states[day] = summary["id_states"]["adult"]
    assert states == {"2026-05-01": 0, "2026-07-01": len(grown)}


def test_a_senders_fault_is_printed(tmp_path: Path, capsys: Said) -> None:
    swapped = [
        {**row, "father_name": row["mother_name"], "mother_name": row["father_name"]}
        for row in ROWS
    ]
    given = [
        "--survey",
        roster(tmp_path / "甲镇.csv", swapped),
        "--police",
        roster(tmp_path / "p.csv", ROWS),
    ]
    assert run(["reconcile", *given, "--out", str(tmp_path / "out"), *DAY]) == 0
    assert "名册问题　甲镇.csv：“父亲姓名”和“母亲姓名”两列疑似填反" in capsys.readouterr().out
