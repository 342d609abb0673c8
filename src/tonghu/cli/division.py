"""行政区划: `tonghu division 松阳|sy|331124` looks a division up by name, initials or code.

`tonghu division load 331124` and `tonghu division load all` bring the table into the database.
"""

from __future__ import annotations

import argparse
import json
import time

from rich.console import Console
from rich.table import Table

from tonghu.cli.errors import Refused
from tonghu.directory.divisions import CodeError, Division, UnknownDivision, divisions
from tonghu.directory.divisions.codes import stem

LOAD = "load"
MOST = 30  # rows shown unless --all; a common village name has hundreds of bearers


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The noun `division` of the command line."""
    parser = subparsers.add_parser(
        "division", help="查行政区划：名称、拼音首字母或代码；装入数据库"
    )
    parser.add_argument(
        "text", help="名称（松阳、大理州）、拼音首字母（sy）或2至12位代码；写load是装入数据库"
    )
    parser.add_argument("codes", nargs="*", help="load之后：要装入的区划代码，或all（全国）")
    parser.add_argument("--within", metavar="代码或名称", help="只在这个区划之内查")
    parser.add_argument("--children", action="store_true", help="列出下级区划")
    parser.add_argument("--all", action="store_true", help=f"全部列出（平时只列{MOST}条）")
    parser.add_argument("--json", action="store_true", help="输出JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Look up, print, 0; nothing found is refused with a sentence."""
    if args.text == LOAD:
        return load(args.codes)
    if args.codes:
        raise Refused(f"不认识“{args.codes[0]}”，一次只查一个名称。")
    try:
        within = _one(args.within).code if args.within else "0" * 12
        found = divisions().look_up(args.text, within=within)
        if not found:
            raise UnknownDivision(f"没有找到“{args.text}”，请核对写法，或改用代码、全称查询。")
        if args.children:
            found = divisions().children(_only(args.text, found).code)
    except (CodeError, UnknownDivision) as error:
        raise Refused(str(error)) from error
    shown = found if args.all or args.json else found[:MOST]
    print_json(shown) if args.json else print_table(shown, len(found))
    return 0


def load(codes: list[str]) -> int:
    """装入数据库: the subtrees of some codes with all above them, or everything."""
    if not codes:
        raise Refused("load后面要写区划代码，如331124；写all装入全国。")
    from tonghu.cli.django import ready
    from tonghu.core.database.server import ServerError, ensure_running, home_folder

    try:
        ensure_running(home_folder())
    except ServerError as error:
        raise Refused(str(error), 1) from error
    ready()
    from tonghu.core.database import scope
    from tonghu.core.viewer import Viewer
    from tonghu.directory.actions import load_divisions

    by, began = Viewer.for_system("命令行装入区划"), time.monotonic()
    try:
        with scope(by):
            rows = load_divisions(codes=None if codes == ["all"] else codes, by=by)
    except (CodeError, UnknownDivision) as error:
        raise Refused(str(error)) from error
    Console().print(f"装入{rows:,}个区划，用了{time.monotonic() - began:.1f}秒。")
    return 0


def _one(text: str) -> Division:
    """The division meant by --within."""
    found = divisions().look_up(text)
    if not found:
        raise UnknownDivision(f"没有找到“{text}”，--within请写已有的区划。")
    return _only(text, found)


def _only(text: str, found: tuple[Division, ...]) -> Division:
    """The one of the highest level; several there are refused, not guessed at."""
    first, *rest = found
    if rest and (rest[0].level, rest[0].valid_to) == (first.level, first.valid_to):
        places = "、".join(f"{divisions().path(one.code)}（{stem(one.code)}）" for one in found[:4])
        raise UnknownDivision(f"“{text}”不止一处，如{places}；请改用代码，或用--within缩小范围。")
    return first


def print_json(found: tuple[Division, ...]) -> None:
    """One object per division, one a line, in an array."""
    rows = [
        {
            "code": one.code,
            "name": one.name,
            "level": one.level.label,
            "path": divisions().path(one.code),
            "parent": one.parent,
            "valid_from": one.valid_from and one.valid_from.isoformat(),
            "valid_to": one.valid_to and one.valid_to.isoformat(),
            "successor": one.successor,
        }
        for one in found
    ]
    text = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    Console().print(f"[\n{text}\n]", soft_wrap=True, markup=False, highlight=False)


def print_table(found: tuple[Division, ...], total: int) -> None:
    """A table for people, and how many more there are."""
    table = Table("代码", "名称", "层级", "全称", "状态")
    for one in found:
        gone = f"{one.valid_to}起不再使用" if one.valid_to else ""
        heir = f"，由{divisions().path(one.successor)}承继" if one.successor else ""
        table.add_row(one.code, one.name, one.level.label, divisions().path(one.code), gone + heir)
    console = Console()
    console.print(table)
    if total > len(found):
        console.print(f"共{total}条，只列前{len(found)}条；加--all全部列出，或用--within缩小范围。")
