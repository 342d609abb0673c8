"""The child may die; the other files, and this process, do not notice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.reconcile.intake.conftest import TODAY, Reading
from tests.reconcile.intake.make import CELL, HEADER, book_rows, csv_file, people, tiny_book
from tonghu.reconcile.engine.fields import Kind
from tonghu.reconcile.engine.intake import Limits, child, discover, read, sandbox

HUGE = f'<worksheet><dimension ref="A1:XFD1048576"/><sheetData>{CELL.format("姓名")}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
BLIND = Limits(
    claimed=1 << 60, columns=1 << 30, today=TODAY
)  # the check before parsing switched off


def three_files(folder: Path) -> list[Path]:
    """Good, deadly, good."""
    table = [HEADER, *people(5)]
    return [
        book_rows(folder / "1.xlsx", table),
        tiny_book(folder / "2.xlsx", HUGE),
        book_rows(folder / "3.xlsx", table),
    ]


def test_a_killed_child_does_not_take_the_others_with_it(tmp_path: Path, reading: Reading) -> None:
    intake = reading(*three_files(tmp_path), limits=BLIND)
    assert [s.file.path.name for s in intake.sheets] == ["1.xlsx", "3.xlsx"]
    (refused,) = intake.refused
    assert refused.file.name == "2.xlsx"
    assert refused.code in {"crashed", "memory"}


def test_control_without_the_sandbox_it_would(tmp_path: Path) -> None:
    """The same three files read in one process: it dies, and the third is never reached."""
    script = (
        "import resource, sys, python_calamine\n"
        "resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))\n"
        "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
        "for path in sys.argv[1:]:\n"
        "    python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()\n"
        "    print('read', path, flush=True)\n"
    )
    paths = [str(p) for p in three_files(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-c", script, *paths], capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert done.stdout.count("read") == 1


def test_a_child_that_is_silent_too_long_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "_MODULE", "tests.reconcile.intake.silent")
    started = time.monotonic()
    limits = Limits(wall_seconds=0.5, today=TODAY)
    files = discover([csv_file(tmp_path / "a.csv", [HEADER, *people(3)])], Kind.SCHOOL)
    intake = read(files, limits=limits, workdir=tmp_path / "w")
    assert [n.code for n in intake.refused] == ["timeout"]
    assert time.monotonic() - started < 5
    assert not children()


def children() -> list[str]:
    """Processes of ours that are still there."""
    listing = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text(encoding="ascii")
    return [
        p
        for p in listing.split()
        if "intake" in Path(f"/proc/{p}/cmdline").read_text(encoding="utf-8", errors="replace")
    ]


@pytest.mark.parametrize("answer", ["", "not json", '{"sheets": [{}], "said": []}', "[]"])
def test_a_child_that_talks_nonsense_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr(sandbox, "_MODULE", "tests.reconcile.intake.nonsense")
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "answer.txt").write_text(answer, encoding="utf-8")
    work = tmp_path / "w"
    work.mkdir()
    (work / "answer.txt").write_text(answer, encoding="utf-8")
    files = discover([csv_file(tmp_path / "a.csv", [HEADER, *people(3)])], Kind.SCHOOL)
    intake = read(files, limits=Limits(today=TODAY), workdir=work)
    assert [n.code for n in intake.refused] == ["crashed"]


def test_cpu_time_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    process = subprocess.run(
        [sys.executable, "-c", SPIN], capture_output=True, check=False, timeout=30
    )
    assert process.returncode == -signal.SIGXCPU


SPIN = """
from tonghu.reconcile.engine.intake.child import _limit_time
from tonghu.reconcile.engine.intake import Limits
_limit_time(Limits(cpu_seconds=0))
while True:
    pass
"""


def test_the_child_is_limited_and_bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory, file size, open files, no core dumps, none of our environment, its own session."""
    monkeypatch.setenv("TONGHU_SECRET_OF_PARENT", "1")
    box = sandbox.Sandbox(tmp_path)
    job = discover([csv_file(tmp_path / "a.csv", [HEADER, *people(3)])], Kind.SCHOOL)
    from tonghu.reconcile.engine.intake.reader import _job

    try:
        assert box.ask(_job(job[0], 0, Limits(today=TODAY), {}, tmp_path)).sheets
        assert box._process is not None
        process = Path(f"/proc/{box._process.pid}")
        limits = (process / "limits").read_text(encoding="ascii")
        found = {line[:26].strip(): line[26:].split()[:2] for line in limits.splitlines()}
        assert found["Max core file size"] == ["0", "0"]
        assert int(found["Max open files"][1]) <= 64
        assert int(found["Max file size"][1]) == Limits().output
        assert Limits().memory <= int(found["Max address space"][1]) < 3 * Limits().memory
        assert found["Max cpu time"][0] != "unlimited"
        assert b"TONGHU_SECRET" not in (process / "environ").read_bytes()
        assert os.getsid(box._process.pid) == box._process.pid
    finally:
        box.close()


def test_eighty_workbooks(tmp_path: Path, reading: Reading) -> None:
    first = book_rows(tmp_path / "00.xlsx", [["演示小学花名册"], HEADER, *people(100)])
    for number in range(1, 80):
        (tmp_path / f"{number:02d}.xlsx").write_bytes(first.read_bytes())
    seen: list[int] = []
    files = discover([tmp_path], Kind.SCHOOL)
    intake = read(
        files,
        limits=Limits(today=TODAY),
        workdir=tmp_path / ".w",
        progress=lambda _stage, done, _total: seen.append(done),
    )
    assert [s.file.path.name for s in intake.sheets] == [f"{n:02d}.xlsx" for n in range(80)]
    assert seen == list(range(1, 81))


def test_the_work_folder_is_private(tmp_path: Path, reading: Reading) -> None:
    reading(csv_file(tmp_path / "a.csv", [HEADER, *people(3)]))
    assert (tmp_path / ".work").stat().st_mode & 0o777 == 0o700


def test_two_readings_are_equal(tmp_path: Path, reading: Reading) -> None:
    paths = [csv_file(tmp_path / f"{n}.csv", [HEADER, *people(50)]) for n in range(6)]
    first, second = reading(*paths), reading(*paths)
    assert first == second


def test_where_proc_is_shut_files_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """A minimal container shows no /proc: the limit is then set from a guess, not given up."""

    def shut(*_: object, **__: object) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_text", shut)
    assert child._mapped() == child._UNSEEN
