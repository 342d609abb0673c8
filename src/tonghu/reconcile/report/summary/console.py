"""命令行摘要: the answer as a sentence, and a screenful of counts."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tonghu.reconcile.engine.fields import KINDS
from tonghu.reconcile.report.discrepancies.kinds import DiscrepancyKind
from tonghu.reconcile.report.summary.schema import Summary


def title(summary: Summary) -> str:
    """The title is the answer (ui.md §2.1)."""
    rosters = sum(1 for kind in KINDS if summary["records"][kind.value])
    name = ("", "一", "两", "三")[rosters]
    total, children = summary["records"]["total"], summary["children"]
    rest = summary["to_verify"]
    last = f"还有{rest:,}项要人核实" if rest else "没有要人核实的"
    return f"{name}份名册共{total:,}条，对应{children:,}名儿童；{last}"


def console(summary: Summary) -> RenderableType:
    """命令行摘要: a screenful for whoever ran the comparison."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=True, header_style="bold")
    table.add_column("要核实的")
    table.add_column("项", justify="right")
    for kind in DiscrepancyKind:
        row = summary["discrepancies"][kind.value]
        style = "red" if kind is DiscrepancyKind.MISSING_FROM_SURVEY and row["cases"] else ""
        table.add_row(row["label"], f"{row['cases']:,}", style=style)
    table.add_row("请县里判断是不是同一个孩子", f"{summary['to_judge']:,}")
    whole = summary["agreement"][-1]
    lines = [
        Text(title(summary), style="bold"),
        Text(
            f"列为留守的{whole['children']:,}名：三份都有{whole['all_three']:,}，"
            f"两份有{whole['two']:,}，只有民政{whole['survey_only']:,}，"
            f"只有学校{whole['school_only']:,}，只有公安{whole['police_only']:,}"
        ),
        Text(
            f"摸底覆盖率{whole['coverage']:.1%}，重复率{whole['repeat_rate']:.2%}"
            f"（截至{summary['profile']['as_of']}）"
        ),
    ]
    refused = sum(notice["fatal"] for notice in summary["notices"])
    if refused:
        lines.append(Text(f"有{refused}份文件没有读进来，原因见报告", style="yellow"))
    return Group(*lines, table)
