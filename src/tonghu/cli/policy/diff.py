"""`tonghu policy diff A B`: where two places decide differently, side by side with the clauses."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from itertools import groupby

from rich.table import Table

from tonghu.cli.policy.common import console, loaded, print_json
from tonghu.policy.explain.compare import Side, differences


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the verb."""
    parser = verbs.add_parser("diff", help="对照两地的规定")
    parser.add_argument("left", metavar="甲", help="方案代码或者路径")
    parser.add_argument("right", metavar="乙", help="方案代码或者路径")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the differences by section."""
    left, right = loaded(arguments.left), loaded(arguments.right)
    found = list(differences(left, right))
    if arguments.json:
        print_json([asdict(difference) for difference in found])
        return 0
    out = console()
    out.soft_wrap = False
    if not found:
        out.print(f"{left.name}与{right.name}的规定没有不同。")
    for section, rows in groupby(found, key=lambda difference: difference.section):
        table = Table(title=f"【{section}】", title_justify="left", expand=True, show_lines=True)
        table.add_column("项目", ratio=2, overflow="fold")
        table.add_column(left.name, ratio=4, overflow="fold")
        table.add_column(right.name, ratio=4, overflow="fold")
        for row in rows:
            table.add_row(row.label, _cell(row.left), _cell(row.right))
        out.print(table)
    return 0


def _cell(side: Side) -> str:
    silent = "\n〔文件未规定，沿用默认〕" if side.silent else ""
    return f"{side.text}\n（{side.citation}）{silent}" if side.citation else f"{side.text}{silent}"
