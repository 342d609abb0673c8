"""Measuring: what a process tree uses, and where the measured part ends."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.contest import Row, ratios
from bench.measure import Cost, run
from bench.rivals import exact
from bench.score import load_truth, score_folder

HOG = "x = bytearray(150_000_000); s = sum(range(6_000_000)); print('done')"


def test_memory_and_cpu_of_a_child_process_count(tmp_path: Path) -> None:
    nested = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOG!r}], check=True)"
    cost = run([sys.executable, "-c", nested], tmp_path)
    assert cost.status == 0
    assert cost.output.strip() == "done"
    assert cost.peak > 150_000_000
    assert 0 < cost.cpu < 20
    assert cost.wall > 0


def test_what_follows_the_mark_is_not_measured(tmp_path: Path) -> None:
    late = "print('MEASURED', flush=True)\nx = bytearray(300_000_000)\nprint('late')"
    cost = run([sys.executable, "-c", late], tmp_path)
    assert cost.peak < 200_000_000
    assert cost.output.strip() == "late"


def test_a_failing_command_hands_back_its_words(tmp_path: Path) -> None:
    cost = run([sys.executable, "-c", "raise SystemExit('坏了')"], tmp_path)
    assert cost.status == 1
    assert "坏了" in cost.output


def test_exact_number_match_is_precise_and_misses_much(written: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.rivals.exact", str(written), str(tmp_path)]
    assert run(command, Path.cwd()).status == 0
    q = score_folder(tmp_path, load_truth(written / "truth.csv"))
    assert q.precision > 0.99
    assert 0.78 < q.recall < 0.90
    assert (q.missing, q.unknown) == (0, 0)


def test_valid_numbers_of_children_only() -> None:
    import pyarrow as pa

    values = pa.array(["11010520141231002X", "110105194912310021", "x", "", "110105201412310022"])
    assert not exact.valid(values)[1:].any()


def test_ratios_name_the_best_threshold(written: Path, tmp_path: Path) -> None:
    truth = load_truth(written / "truth.csv")
    out = tmp_path / "exact"
    run([sys.executable, "-m", "bench.rivals.exact", str(written), str(out)], Path.cwd())
    q = score_folder(out, truth, deep=False)
    ours = Row("Tonghu", q, Cost(1.0, 1.0, 1, 0, ""))
    theirs = Row("Splink 5，阈值 13", q, Cost(3.0, 2.0, 4, 0, ""))
    [line] = ratios([ours, theirs])
    assert "阈值 13" in line
    assert "用时 3.0 倍" in line


def test_an_answer_is_scored_from_the_command_line(written: Path, tmp_path: Path) -> None:
    out = tmp_path / "exact"
    run([sys.executable, "-m", "bench.rivals.exact", str(written), str(out)], Path.cwd())
    command = [sys.executable, "-m", "bench", "--quality-only", "--answer", str(out)]
    said = run([*command, "--truth", str(written / "truth.csv")], Path.cwd())
    assert said.status == 0
    assert "召回率" in said.output
    assert "id_missing" in said.output
    none = run([*command, "--truth", str(tmp_path / "truth.csv")], Path.cwd())
    assert none.status == 2
    assert "没有文件" in none.output


def test_the_generator_writes_from_the_command_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.generator", "--children", "200", "--seed", "1"]
    assert run([*command, "--out", str(tmp_path)], Path.cwd()).status == 0
    names = {"survey.csv", "school.csv", "police.csv", "truth.csv", "pairs.csv"}
    assert {path.name for path in tmp_path.iterdir()} == names
