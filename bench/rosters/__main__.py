"""`python -m bench.rosters --rows 30000`: some eighty files handed in, read, compared, shown; seconds by step.

The same actions and jobs as on the platform, one after the other in this process: what a worker
would do beside the web process is counted here as if nobody helped. With `--again` the same files
come a second time, when the register already knows the children.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from rich.console import Console
from rich.table import Table

OUT = Path("out/bench")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.rosters", description=__doc__)
    parser.add_argument("--rows", type=int, default=30_000, help="全县名册总行数")
    parser.add_argument("--county", default="331124")
    parser.add_argument("--profile", default="songyang")
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--home", type=Path, default=None)
    return parser.parse_args()


def main() -> int:
    """Figures to the screen and to out/bench/rosters.json."""
    args = _arguments()
    home = (args.home or Path(mkdtemp(prefix="tonghu-rosters-"))).absolute()
    home.chmod(0o711)
    from bench.county.__main__ import _settle

    _settle(home, args.county, args.profile)
    from tonghu.cli.serve import prepare

    prepare()
    from tonghu.cli.django import ready

    ready()
    from bench.demo import generate, towns_of

    towns = towns_of(args.county)
    generate(home / "invented", towns, args.profile, args.rows, args.seed)
    steps = _measured(args, home)
    _shown(args.rows, steps)
    subprocess.run(
        [sys.executable, "-m", "tonghu.cli.main", "db", "stop"], check=False, env=os.environ
    )
    return 0


def _measured(args: argparse.Namespace, home: Path) -> dict[str, Any]:
    from bench.county import seed
    from bench.demo import AS_OF

    sent = seed.sent_files(home / "invented")
    seed.lay(args.county, args.profile, sent, lambda _: None)
    as_of = date.fromisoformat(AS_OF)
    steps: dict[str, Any] = {"files": len(sent)}
    began = time.perf_counter()
    marks: list[tuple[str, float]] = []
    seed.hand_in(args.county, sent, as_of, lambda step: marks.append((step, time.perf_counter())))
    handed = time.perf_counter()
    seed.compare(args.county, as_of)
    compared = time.perf_counter()
    _pages()
    done = time.perf_counter()
    return steps | {
        "handed in and read": handed - began,
        "compared and proposed": compared - handed,
        "first page of both": done - compared,
        "whole": done - began,
    }


def _pages() -> None:
    """What the office opens next: the result of the run, its findings, the desk."""
    from django.test import Client

    from bench.county.seed import person
    from tonghu.access.actions.demo import DEMO_PASSWORD
    from tonghu.core.database.scope import scope
    from tonghu.reconcile.models import Run

    office = person("xian")
    with scope(office):
        run = Run.objects.visible_to(office).latest("id").id
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.post("/sign-in/", {"login": "xian", "password": DEMO_PASSWORD, "next": "/"})
    for path in (f"/reconcile/{run}/", f"/reconcile/{run}/findings/", "/desk/"):
        answer = browser.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")


def _shown(rows: int, steps: dict[str, Any]) -> None:
    table = Table(title=f"{rows:,}行名册，{steps['files']}份文件")
    table.add_column("步骤")
    table.add_column("秒", justify="right")
    for name, value in steps.items():
        if name != "files":
            table.add_row(name, f"{value:.1f}")
    Console().print(table)
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "rosters.json").write_text(json.dumps({"rows": rows, **steps}), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
