"""账号: `tonghu users import FILE`, `tonghu users list`: who may sign in, from a spreadsheet."""

from __future__ import annotations

import argparse
import csv
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from tonghu.cli.django import ready
from tonghu.cli.errors import Refused
from tonghu.core.database.server import ServerError, ensure_running, home_folder

if TYPE_CHECKING:
    from tonghu.access.actions.importing import HandOver
    from tonghu.access.people_file.planning import Plan

FAULTS_SHOWN = 50


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The noun `users` of the command line."""
    parser = subparsers.add_parser("users", help="账号：从人员表建账号，列出账号")
    verbs = parser.add_subparsers(title="动作", dest="verb", metavar="动作", required=True)
    imported = verbs.add_parser(
        "import",
        help="从xlsx、xls或CSV建账号和岗位，发首次登录凭证",
        description="表头要有：姓名、登录名、角色、区划；可以有：岗位名称、单位、止于。整份核对，有一处不对就一个也不建。",
    )
    imported.add_argument("file", type=Path, metavar="文件")
    imported.add_argument("--dry-run", action="store_true", help="只核对，不建")
    imported.add_argument(
        "--codes", type=Path, metavar="文件", help="凭证写到哪里，默认在人员表旁边"
    )
    imported.add_argument(
        "--two-persons",
        default="",
        metavar="甲、乙",
        help="在场办理的两个人；不写，乡镇以上的岗位等人确认",
    )
    listed = verbs.add_parser("list", help="列出账号和岗位")
    listed.add_argument("--search", default="", metavar="文字", help="姓名或登录名里含有")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Does the verb; what cannot be done is a sentence."""
    try:
        ensure_running(home_folder())
    except ServerError as error:
        raise Refused(str(error), 1) from error
    ready()
    return _import(args) if args.verb == "import" else _list(args)


def _import(args: argparse.Namespace) -> int:
    from tonghu.access.actions.importing import import_people
    from tonghu.access.people_file import planning, reading
    from tonghu.core.database import scope
    from tonghu.core.errors import NotNow
    from tonghu.core.viewer import Viewer

    both = [name for name in args.two_persons.replace("，", "、").split("、") if name.strip()]
    if args.two_persons and len(set(both)) != 2:
        raise Refused("--two-persons要写两个人的姓名，用、隔开。")
    if not args.file.is_file():
        raise Refused(f"没有这个文件：{args.file}。")
    by = Viewer.for_system(f"tonghu users import（{'、'.join(both) or '命令行'}）")
    codes = args.codes or args.file.with_name(f"{args.file.stem}-首次登录凭证.csv")
    if codes.exists():
        raise Refused(f"{codes}已经在了，请先把凭证交出去、删掉它，或者用--codes换个名字。")
    try:
        with scope(by):
            plan = planning.plan(reading.read(args.file), by=by)
            if plan.faults:
                return _tell_faults(plan)
            if args.dry_run:
                Console().print(f"都对：{len(plan.people)}行，可以建了。")
                return 0
            made = import_people(plan=plan, by=by, confirmed_by=both[1] if both else "")
            write_codes(codes, made)
    except (reading.BadFile, NotNow) as error:
        raise Refused(str(error)) from error
    _tell(plan, made, codes, waiting=not both)
    return 0


def _tell_faults(plan: Plan) -> int:
    console = Console(soft_wrap=True)
    console.print(f"有{len(plan.faults)}处不对，一个账号也没有建：")
    for one in plan.faults[:FAULTS_SHOWN]:
        console.print(f"第{one.line}行：{one.said}", markup=False, highlight=False)
    if len(plan.faults) > FAULTS_SHOWN:
        console.print(f"还有{len(plan.faults) - FAULTS_SHOWN}处，改好这些再核对。")
    return 1


def _tell(plan: Plan, made: tuple[HandOver, ...], codes: Path, *, waiting: bool) -> None:
    console = Console(soft_wrap=True)
    console.print(f"建好了：{len(made)}个新账号，{len(plan.people)}个岗位。")
    if made:
        console.print(f"首次登录凭证在{codes}，只有你能读；当面交给本人后请删掉。")
    if waiting:
        console.print("乡镇以上的岗位和管理员，要另一个人在“账号”里确认后才生效。")


def write_codes(file: Path, made: Iterable[HandOver]) -> None:
    """A new file that only this account of the machine may read; never one that was there before."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(("登录名", "姓名", "一次性凭证", "失效时间"))
        rows.writerows(
            (one.login, one.name, one.code, f"{one.ends:%Y-%m-%d %H:%M}") for one in made
        )


def _list(args: argparse.Namespace) -> int:
    from tonghu.access.queries import accounts
    from tonghu.core.database import scope
    from tonghu.core.viewer import Viewer

    by = Viewer.for_system("tonghu users list")
    table = Table("登录名", "姓名", "岗位", "状态")
    page, shown = 1, 0
    with scope(by):
        while True:
            found = accounts.users(by, search=args.search, state="", page=page)
            for one in found.rows:
                posts = "；".join(
                    f"{p.title}，{p.unit or p.place}（{p.state_label}）" for p in one.posts
                )
                state = "在用" if one.has_password else "还没设密码"
                table.add_row(one.login, one.name, posts or "没有岗位", state)
            shown += len(found.rows)
            page += 1
            if shown >= found.total:
                break
    Console().print(table)
    return 0
