"""比试: the same files, each method in a fresh process, one table."""

from __future__ import annotations

import importlib.util
import json
import platform
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.measure import Cost, run
from bench.score import Quality, Truth, load_truth, score_folder

ROOT = Path(__file__).parent.parent
THRESHOLDS = (15.0, 6.0, 8.0, 10.0, 11.5, 13.0, 16.5, 18.0, 20.0, 23.0)
LARGE_THRESHOLDS = (18.0, 12.0, 15.0, 21.0, 24.0)  # a million: each clustering takes many seconds


@dataclass(frozen=True, slots=True)
class Row:
    """One method's figures."""

    method: str
    quality: Quality | None
    cost: Cost
    note: str = ""


def _python(module: str, *rest: str) -> list[str]:
    return [sys.executable, "-m", module, *rest]


def tonghu(rosters: Path, out: Path, truth: Truth, extra: list[str]) -> Row:
    """The product as a user calls it."""
    command = [str(Path(sys.executable).with_name("tonghu")), "reconcile"]
    for source in ("survey", "school", "police"):
        files = sorted(str(path) for path in rosters.glob(f"{source}*.csv"))
        command += [f"--{source}", *files] if files else []
    cost = run([*command, "--out", str(out), *extra], ROOT)
    if not (out / "entities.csv").exists():
        return Row("Tonghu", None, cost, cost.output.strip()[-300:])
    return Row("Tonghu", score_folder(out, truth), cost)


def exact(rosters: Path, out: Path, truth: Truth) -> Row:
    """Exact match on the number."""
    cost = run(_python("bench.rivals.exact", str(rosters), str(out)), ROOT)
    found = None if cost.status else score_folder(out, truth)
    return Row("证件号精确匹配", found, cost, cost.output.strip()[-300:] if cost.status else "")


def splink(rosters: Path, out: Path, truth: Truth) -> Iterator[Row]:
    """Splink, the best of its thresholds by the truth; every threshold's row is yielded, best first."""
    if importlib.util.find_spec("splink") is None:
        yield Row(
            "Splink 5", None, Cost(0, 0, 0, 1, ""), "未安装：uv sync --group bench --group tables"
        )
        return
    large = truth.children[0] > 600_000
    thresholds = LARGE_THRESHOLDS if large else THRESHOLDS
    listed = [f"{w:g}" for w in thresholds]
    cost = run(
        _python("bench.rivals.splink_run", str(rosters), str(out), "--thresholds", *listed), ROOT
    )
    if cost.status:
        yield Row("Splink 5", None, cost, cost.output.strip()[-300:])
        return
    rows = [
        Row(f"Splink 5，阈值 {w}", score_folder(out / f"w{w}", truth, deep=False), cost)
        for w in listed
    ]
    yield from sorted(rows, key=lambda row: -(row.quality.f1 if row.quality else 0.0))


def compete(rosters: Path, out: Path, extra: list[str], rivals: bool) -> list[Row]:
    """All methods on the files of one folder."""
    truth = load_truth(rosters / "truth.csv")
    rows = [tonghu(rosters, out / "tonghu", truth, extra)]
    if rivals:
        rows.append(exact(rosters, out / "exact", truth))
        rows.extend(splink(rosters, out / "splink", truth))
    return rows


def show(rows: list[Row], title: str, console: Console) -> None:
    """One table: quality left, cost right; of Splink's thresholds the best only."""
    table = Table(title=title)
    heads = ("方法", "精确率", "召回率", "F1", "完全正确", "双胞胎误并", "同胞误并", "待核占比")
    for head in (*heads, "待核触及差错", "用时（秒）", "CPU（秒）", "内存峰值（GB）"):
        table.add_column(head, justify="left" if head == "方法" else "right")
    for row in _shown(rows):
        table.add_row(*_cells(row))
    console.print(table)
    for row in rows:
        if row.quality is None:
            console.print(f"{row.method}：没有结果。{row.note}")
    for line in ratios(rows):
        console.print(line)


def _shown(rows: list[Row]) -> list[Row]:
    first = next((row for row in rows if row.method.startswith("Splink")), None)
    return [row for row in rows if not row.method.startswith("Splink") or row is first]


def _cells(row: Row) -> list[str]:
    cost = [f"{row.cost.wall:.1f}", f"{row.cost.cpu:.1f}", f"{row.cost.peak / 2**30:.2f}"]
    q = row.quality
    if q is None:
        return [row.method, *["—"] * 8, *cost]
    listed = [f"{q.reviewed:.2%}", f"{q.touched:.1%}"] if q.reviewed else ["—", "—"]
    return [
        row.method,
        *(f"{value:.4f}" for value in (q.precision, q.recall, q.f1, q.exact)),
        f"{q.twins_merged}/{q.twins}",
        str(q.siblings_merged),
        *listed,
        *cost,
    ]


def ratios(rows: list[Row]) -> list[str]:
    """Tonghu against the best Splink, in words."""
    ours = rows[0]
    other = next((r for r in rows if r.method.startswith("Splink") and r.quality), None)
    if ours.quality is None or other is None or other.quality is None:
        return []
    a, b = ours.quality, other.quality
    return [
        f"与{other.method}（按真值选出的最好阈值）相比：差错（1−F1）{_ratio(1 - b.f1, 1 - a.f1)}，"
        f"双胞胎误并 {_ratio(b.twins_merged, a.twins_merged)}，"
        f"用时 {_ratio(other.cost.wall, ours.cost.wall)}，CPU {_ratio(other.cost.cpu, ours.cost.cpu)}，"
        f"内存 {_ratio(other.cost.peak, ours.cost.peak)}（它 ÷ 我们，越大我们越好）。"
    ]


def _ratio(theirs: float, ours: float) -> str:
    return f"{theirs / ours:.1f} 倍" if ours else f"{theirs:g} 比 0"


def save(rows: list[Row], path: Path, facts: dict[str, object]) -> None:
    """All figures of a run as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    machine = {"python": platform.python_version(), "machine": platform.platform()}
    data = {
        **facts,
        **machine,
        "when": time.strftime("%Y-%m-%d %H:%M:%S"),
        "rows": [
            {
                "method": row.method,
                "note": row.note,
                "cost": {k: v for k, v in asdict(row.cost).items() if k != "output"},
                "quality": asdict(row.quality) if row.quality else None,
            }
            for row in rows
        ],
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
