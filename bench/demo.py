"""`make demo`: a county's rosters as they would arrive, reconciled as a user would.

`python -m bench.demo --county 331124 --profile songyang`. Real towns and villages, invented people.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bench.arrivals.county import files
from bench.generator.places import Town
from bench.score import load_truth, score_folder
from tonghu.directory.divisions import divisions

AS_OF = "2026-09-30"  # the day the invented files speak of; makes every run the same


class NoCounty(Exception):
    """没有这个县: the message is a sentence for the user."""


def towns_of(code: str) -> list[Town]:
    """乡镇街道 of a real county with their villages."""
    table = divisions()
    county = table.get(code) if len(code) == 6 and code.isdecimal() else None
    found = table.children(code) if county else ()
    towns = [
        Town(town.name, county.name, tuple(v.name for v in table.children(town.code)))
        for town in found
        if county
    ]
    towns = [town for town in towns if town.villages]
    if not towns:
        raise NoCounty(f"没有找到县级区划代码“{code}”，请填六位代码，例如 331124（松阳县）。")
    return towns


def generate(folder: Path, towns: list[Town], profile: str, rows: int, seed: int) -> int:
    """Write the files under a progress bar; returns how many."""
    shutil.rmtree(folder, ignore_errors=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    count = 0
    with Progress(*columns, TimeElapsedColumn()) as progress:
        task = progress.add_task("各单位报送名册", total=None)
        for done, count, _ in files(folder, towns, profile, rows, seed):
            progress.update(task, completed=done, total=count)
    return count


def reconcile(folder: Path, profile: str) -> int:
    """Run `tonghu reconcile` on the three folders, its own output shown."""
    rosters = folder / "rosters"
    command = [str(Path(sys.executable).with_name("tonghu")), "reconcile"]
    for kind in ("survey", "school", "police"):
        command += [f"--{kind}", str(rosters / kind)]
    command += ["--population", "survey=flagged", "police=all", "--as-of", AS_OF]
    command += ["--profile", profile, "--out", str(folder / "result"), "--xlsx", "--html", "--demo"]
    return subprocess.run(command, check=False).returncode


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.demo", description=__doc__)
    parser.add_argument("--county", default="331124", help="六位县级区划代码")
    parser.add_argument("--profile", default="songyang", help="采用哪个县的规则")
    parser.add_argument("--rows", type=int, default=12_000, help="全县名册总行数")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("out/demo"))
    parser.add_argument("--files-only", action="store_true", help="只生成名册，不比对")
    return parser.parse_args()


def _close(folder: Path, console: Console, seconds: float) -> None:
    """Where the results are, and how near they come to the truth only the demo knows."""
    result = folder / "result"
    for path in sorted(result.glob("*.html")):
        console.print(f"报告：{path.resolve()}", soft_wrap=True)
    console.print(f"全部结果：{result.resolve()}", soft_wrap=True)
    found = score_folder(result, load_truth(folder / "truth.csv"), deep=False)
    console.print(
        f"与演示数据的真值相比：精确率 {found.precision:.2%}，召回率 {found.recall:.2%}，"
        f"双胞胎误并 {found.twins_merged} 对（共 {found.twins} 对）。用时 {seconds:.0f} 秒。"
    )


def main() -> int:
    """Exit status is that of `tonghu reconcile`; 2 for a county that does not exist."""
    chosen, console = _arguments(), Console()
    start = time.perf_counter()
    try:
        towns = towns_of(chosen.county)
    except NoCounty as error:
        print(error, file=sys.stderr)
        return 2
    folder: Path = chosen.out / chosen.county
    count = generate(folder, towns, chosen.profile, chosen.rows, chosen.seed)
    console.print(f"{towns[0].county}：{count} 份名册已放入 {folder / 'rosters'}（人员均为虚构）")
    if chosen.files_only:
        return 0
    status = reconcile(folder, chosen.profile)
    if (folder / "result" / "entities.csv").exists():
        _close(folder, console, time.perf_counter() - start)
    return status


if __name__ == "__main__":
    raise SystemExit(main())
