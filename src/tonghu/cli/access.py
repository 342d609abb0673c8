"""权限: `tonghu access explain USER VERB [OBJECT]` prints the chain behind a yes or a no."""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.table import Table

from tonghu.cli.django import ready
from tonghu.cli.errors import Refused
from tonghu.core.database.server import ServerError, ensure_running, home_folder

NO = 3  # so that a script can tell a no from a fault


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The noun `access` of the command line."""
    parser = subparsers.add_parser("access", help="权限：说明谁为什么能看、能办")
    verbs = parser.add_subparsers(title="动作", dest="verb", metavar="动作", required=True)
    explain = verbs.add_parser("explain", help="一个人对一样东西能不能办一件事，一步一步说明")
    explain.add_argument("user", metavar="登录名")
    explain.add_argument("permission", metavar="权限", help="如reconcile.view，或者它的中文名称")
    explain.add_argument(
        "object", nargs="?", default="", metavar="对象", help="区划代码，或者如user:…"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Prints one table per post; 0 when some post permits it, 3 when none does."""
    try:
        ensure_running(home_folder())
    except ServerError as error:
        raise Refused(str(error), 1) from error
    ready()
    from tonghu.access.queries import explaining
    from tonghu.core.database import scope
    from tonghu.core.viewer import Viewer

    try:
        with scope(Viewer.for_system("tonghu access explain")):
            verb = explaining.verb(args.permission)
            subject, facts = explaining.subject(args.object)
            answers = explaining.explain(args.user, verb, subject, facts)
    except explaining.Unknown as error:
        raise Refused(str(error)) from error
    console = Console()
    if not answers:
        console.print("这个人现在没有岗位，什么也办不了。")
    for one in answers:
        table = Table("", "", "成立", title=f"{one.post}，{one.place}：{verb.label}")
        for step in one.decision.chain:
            table.add_row(step.what, step.found, "是" if step.holds else "否")
        console.print(table)
        said = (
            "可以"
            if one.decision.allowed
            else f"不可以（{one.decision.status}）：{one.decision.reason}"
        )
        console.print(said, highlight=False)
    return 0 if any(one.decision.allowed for one in answers) else NO
