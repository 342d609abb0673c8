"""`python -m bench`: generate rosters, run Tonghu and its rivals on them, print one table.

With `--quality-only --answer DIR --truth FILE` an answer that exists is scored instead.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import contest
from bench.generator.make import write
from bench.generator.scenarios import SCENARIOS
from bench.score import Quality, load_truth, score_folder

OUT = Path("out/bench")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--children", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scenario", choices=sorted(SCENARIOS), default="plain")
    parser.add_argument("--rosters", type=Path, help="已有的名册目录（含 truth.csv），不再生成")
    parser.add_argument("--no-rivals", action="store_true", help="只测 Tonghu")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--quality-only", action="store_true", help="只给已有的结果评分")
    parser.add_argument("--answer", type=Path, help="结果目录（entities.csv、review.csv）")
    parser.add_argument("--truth", type=Path, help="真值文件 truth.csv")
    parser.add_argument("--json", action="store_true", help="只评分时输出 JSON")
    parser.add_argument("rest", nargs="*", help="原样交给 tonghu reconcile 的参数（写在 -- 之后）")
    return parser.parse_args()


def show_quality(q: Quality, console: Console) -> None:
    """All figures of one answer, with the fault kinds that cost most."""
    console.print(
        f"记录 {q.records}，儿童 {q.children}，结果缺 {q.missing} 条，多出 {q.unknown} 行\n"
        f"精确率 {q.precision:.5f}  召回率 {q.recall:.5f}  F1 {q.f1:.5f}  完全正确 {q.exact:.5f}\n"
        f"双胞胎误并 {q.twins_merged}/{q.twins}（{q.twin_share:.2%}）  "
        f"其他同胞误并 {q.siblings_merged}/{q.siblings}\n"
        f"错并的对 {q.wrong_pairs}，漏并的对 {q.missed_pairs}（真对 {q.true_pairs}）\n"
        f"待核清单：涉及记录 {q.reviewed:.3%}（主记录 {q.reviewed_asking:.3%}），"
        f"触及差错 {q.touched:.1%}（错并 {q.touched_wrong:.1%}，漏并 {q.touched_missed:.1%}；"
        f"按整个孩子的记录算 {q.touched_child:.1%}）"
    )
    console.print("召回率按名册：" + "，".join(f"{k} {v:.4f}" for k, v in q.by_source.items()))
    if q.outside:
        console.print(
            f"特殊情形涉及 {q.outside['records_struck']:g} 条记录；其余记录之间："
            f"精确率 {q.outside['precision']:.5f}，召回率 {q.outside['recall']:.5f}"
        )
    table = Table(title="按差错种类（一对可含几种）")
    for head in ("种类", "记录", "漏并", "错并", "漏并率"):
        table.add_column(head, justify="left" if head == "种类" else "right")
    worst = sorted(q.by_fault.items(), key=lambda kv: -(kv[1]["missed"] + kv[1]["wrong"]))
    for kind, n in worst[:25]:
        table.add_row(
            kind,
            f"{n['records']:g}",
            f"{n['missed']:g}",
            f"{n['wrong']:g}",
            f"{n['missed_rate']:.3%}",
        )
    console.print(table)


def _score_only(chosen: argparse.Namespace, console: Console) -> int:
    if not chosen.answer or not chosen.truth:
        console.print("只评分时请给出 --answer 结果目录 和 --truth 真值文件。")
        return 2
    for path in (chosen.truth, chosen.answer / "entities.csv"):
        if not path.is_file():
            console.print(f"没有文件 {path}，请检查路径。")
            return 2
    found = score_folder(chosen.answer, load_truth(chosen.truth))
    if chosen.json:
        print(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    else:
        show_quality(found, console)
    return 0


def main() -> int:
    """Exit status 1 when Tonghu gave no answer."""
    chosen, console = _arguments(), Console(width=160)
    if chosen.quality_only:
        return _score_only(chosen, console)
    name = f"{chosen.children}-{chosen.seed}-{chosen.scenario}"
    rosters = chosen.rosters or chosen.out / name / "rosters"
    if chosen.rosters is None:
        with console.status("正在生成名册……"):
            write(rosters, chosen.children, chosen.seed, chosen.scenario)
    rivals = not chosen.no_rivals and chosen.scenario == "plain"
    with console.status("正在比试……"):
        rows = contest.compete(
            rosters.resolve(), (chosen.out / name).resolve(), chosen.rest, rivals
        )
    facts: dict[str, object] = {
        "children": chosen.children,
        "seed": chosen.seed,
        "scenario": chosen.scenario,
    }
    contest.show(
        rows, f"3 × {chosen.children} 名儿童，种子 {chosen.seed}，{chosen.scenario}", console
    )
    if rows[0].quality is not None:
        show_quality(rows[0].quality, console)
    contest.save(rows, chosen.out / f"{name}.json", facts)
    console.print(f"全部数字：{chosen.out / name}.json")
    return 0 if rows[0].quality is not None else 1


if __name__ == "__main__":
    raise SystemExit(main())
