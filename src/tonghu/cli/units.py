"""单位名录: `tonghu units import 文件` and `tonghu units list`."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tonghu.cli.errors import Refused


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The noun `units` of the command line."""
    parser = subparsers.add_parser("units", help="单位：从Excel导入、列出单位和机构")
    verbs = parser.add_subparsers(title="做什么", dest="verb", metavar="做什么", required=True)
    take = verbs.add_parser("import", help="从Excel导入：先列出会改什么，加--yes才真的导入")
    take.add_argument("file", type=Path, help="单位表（xlsx）")
    take.add_argument("--within", metavar="区划代码", help="在哪个区划之内（不写为本系统服务的县）")
    take.add_argument("--yes", action="store_true", help="没有错就导入")
    take.set_defaults(run=take_list)
    blank = verbs.add_parser("template", help="写一份空表")
    blank.add_argument("file", type=Path, help="写到哪里（xlsx）")
    blank.set_defaults(run=write_template)
    show = verbs.add_parser("list", help="列出单位")
    show.add_argument("text", nargs="?", default="", help="名称或别名里的字")
    show.add_argument("--within", metavar="区划代码", help="只列这个区划之内的")
    show.add_argument("--kind", default="", help="类别，如 school、police_station")
    show.add_argument("--ended", action="store_true", help="停用的也列出")
    show.set_defaults(run=show_list)


def take_list(args: argparse.Namespace) -> int:
    """Shows what the list would change; with --yes takes it, whole or not at all."""
    _start()
    from tonghu.core.database import scope
    from tonghu.core.errors import NotNow
    from tonghu.core.viewer import Viewer
    from tonghu.directory import actions
    from tonghu.directory.actions.imports import plan_import
    from tonghu.directory.workbook.reading import rows_of

    by = Viewer.for_system("命令行导入单位")
    within = _within(args.within)
    try:
        rows = rows_of(args.file.read_bytes())
        with scope(by):
            plan = plan_import(rows=rows, within=within, by=by)
            _tell(plan)
            if plan.faults:
                raise Refused(f"有{len(plan.faults)}行有错，整份都没有导入。改好后再来。")
            if args.yes:
                actions.import_units(rows=rows, within=within, by=by, source=args.file.name)
    except OSError as error:
        raise Refused(f"读不到文件{args.file}：{error.strerror}。") from error
    except NotNow as refusal:
        raise Refused(str(refusal)) from refusal
    Console().print("已导入。" if args.yes else "还没有导入；没有问题就加--yes。")
    return 0


def write_template(args: argparse.Namespace) -> int:
    """The empty workbook."""
    _start()
    from tonghu.directory.workbook.writing import template

    args.file.write_bytes(template())
    Console().print(f"空表写在{args.file}。")
    return 0


def show_list(args: argparse.Namespace) -> int:
    """The units, in order of place."""
    _start()
    from tonghu.core.database import scope
    from tonghu.core.viewer import Viewer
    from tonghu.directory import queries

    by = Viewer.for_system("命令行列出单位")
    with scope(by):
        found = queries.units(
            by, search=args.text, kind=args.kind, division=_within(args.within), ended=args.ended,
            size=5_000,
        )  # fmt: skip
    table = Table("名称", "类别", "所在区划", "职能", "别名", "状态")
    for one in found.rows:
        state = f"{one.valid_to}起停用" if one.valid_to else "在用"
        table.add_row(
            one.name, one.kind_label, one.place, one.function_label, "、".join(one.aliases), state
        )
    console = Console()
    console.print(table)
    console.print(f"共{found.total}个。")
    return 0


def _start() -> None:
    """Database up, Django ready."""
    from tonghu.cli.django import ready
    from tonghu.core.database.server import ServerError, ensure_running, home_folder

    try:
        ensure_running(home_folder())
    except ServerError as error:
        raise Refused(str(error), 1) from error
    ready()


def _within(code: str | None) -> str:
    from django.conf import settings

    from tonghu.directory.divisions import CodeError, full

    try:
        return full(code or settings.TONGHU_DIVISION or "0" * 12)
    except CodeError as error:
        raise Refused(str(error)) from error


def _tell(plan: object) -> None:
    from tonghu.directory.actions.imports import ImportPlan

    if not isinstance(plan, ImportPlan):
        return
    console = Console()
    console.print(
        f"新登记{len(plan.added)}个，改{len(plan.changed)}个，停用{len(plan.closed)}个，"
        f"没有变化{plan.same}个。"
    )
    for fault in plan.faults:
        console.print(f"第{fault.line}行：{fault.reason}")
