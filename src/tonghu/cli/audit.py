"""日志: `tonghu audit verify|roots|show|list|reads`: is it whole, where does it end, what does it say."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from tonghu.cli.django import ready
from tonghu.cli.errors import Refused
from tonghu.core.database.server import ServerError, ensure_running, home_folder

if TYPE_CHECKING:
    from tonghu.core.events.anchors import Anchor
    from tonghu.core.events.queries import EventRow, ReadRow

NOT_SOUND = 1


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The noun `audit` of the command line."""
    parser = subparsers.add_parser("audit", help="日志：核对、导出链尾凭证、查看")
    verbs = parser.add_subparsers(title="动作", dest="verb", metavar="动作", required=True)
    verify = verbs.add_parser("verify", help="重新计算两本日志，指出第一处被改、被删、被调换的行")
    verify.add_argument("--roots", type=Path, metavar="文件", help="另存的链尾凭证，一并核对")
    roots = verbs.add_parser("roots", help="把各条链的链尾写成凭证，另存到别的机器或打印归档")
    roots.add_argument("--to", type=Path, required=True, metavar="文件", help="写到哪里")
    show = verbs.add_parser("show", help="一件事的全部记录")
    show.add_argument(
        "--subject", required=True, metavar="对象", help="类别、冒号、编号，如task:42"
    )
    show.add_argument("--json", action="store_true", help="输出JSON")
    listed = verbs.add_parser("list", help="最近的事件")
    listed.add_argument("--last", type=int, default=30, metavar="条数", help="默认30条")
    listed.add_argument("--kind", default="", metavar="种类", help="如task.done，或task.看全部")
    listed.add_argument("--user", default="", metavar="姓名", help="只看一个人办的")
    listed.add_argument("--json", action="store_true", help="输出JSON")
    reads = verbs.add_parser("reads", help="最近的查阅和拒绝")
    reads.add_argument("--last", type=int, default=30, metavar="条数", help="默认30条")
    reads.add_argument("--user", default="", metavar="姓名", help="只看一个人的")
    reads.add_argument("--id", default=None, metavar="编号", help="谁看过这一条")
    reads.add_argument("--refused", action="store_true", default=None, help="只看拒绝的")
    reads.add_argument("--json", action="store_true", help="输出JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Does the verb; keys or anchors that do not fit are a sentence."""
    try:
        ensure_running(home_folder())
    except ServerError as error:
        raise Refused(str(error), 1) from error
    ready()
    from tonghu.core.encryption import EncryptionError
    from tonghu.core.events.anchors import BadAnchor

    verbs = {"verify": _verify, "roots": _roots, "show": _show, "list": _list, "reads": _reads}
    try:
        return verbs[args.verb](args)
    except (EncryptionError, BadAnchor) as error:
        raise Refused(str(error), NOT_SOUND) from error


def _verify(args: argparse.Namespace) -> int:
    from tonghu.core.events import anchors
    from tonghu.core.events.verify import verify

    known = anchors.kept() + (_given(args.roots) if args.roots else [])
    console = Console()
    with console.status("正在核对……") as line:
        verdict = verify(known, told=lambda n: line.update(f"已核对{n}行"))
    _say(f"核对了{verdict.chains}条链、{verdict.sealed}行，对照凭证{verdict.anchors}条。")
    _say(f"还没有加封的有{verdict.unsealed}行。" if verdict.unsealed else "全部已加封。")
    if verdict.sealed and not verdict.anchors:
        _say("没有链尾凭证可以对照，查不出末尾是否被截去，请用--roots给出另存的凭证。")
    if verdict.sound:
        _say("日志完整，没有发现改动。")
        return 0
    _say(f"发现{len(verdict.faults)}处问题，第一处：")
    for fault in verdict.faults:
        _say(f"● {fault}")
    return NOT_SOUND


def _given(file: Path) -> list[Anchor]:
    from tonghu.core.events import anchors

    try:
        found = anchors.read(file)
    except OSError as error:
        raise Refused(f"凭证文件“{file}”打不开，请核对路径。") from error
    if not found:
        raise Refused(f"凭证文件“{file}”里没有凭证，请核对是不是roots导出的文件。")
    return found


def _roots(args: argparse.Namespace) -> int:
    from tonghu.core.events import anchors, seal

    heads = seal.ends()
    try:
        args.to.write_text("".join(anchors.line_of(head) for head in heads), encoding="ascii")
    except OSError as error:
        raise Refused(f"凭证写不到“{args.to}”，请核对文件夹是否存在、能不能写。") from error
    _say(f"已写出{len(heads)}条链的凭证。请另存到别的机器，或者打印归档。")
    return 0


def _show(args: argparse.Namespace) -> int:
    from tonghu.core.database.scope import scope
    from tonghu.core.events.queries import of_subject
    from tonghu.core.viewer import Viewer

    kind, colon, id_ = args.subject.partition(":")
    if not colon or not id_:
        raise Refused("--subject请写成类别、半角冒号、编号，如task:42。")
    reader = Viewer.for_system("命令行查看日志")
    with scope(reader):
        return _print(of_subject(reader, kind, id_), args.json)


def _list(args: argparse.Namespace) -> int:
    from tonghu.core.database.scope import scope
    from tonghu.core.events.queries import latest
    from tonghu.core.viewer import Viewer

    reader = Viewer.for_system("命令行查看日志")
    with scope(reader):
        found = latest(reader, kind=args.kind, user=args.user, most=max(1, args.last))
    return _print(found, args.json)


def _reads(args: argparse.Namespace) -> int:
    from tonghu.core.database.scope import scope
    from tonghu.core.events.queries import reads
    from tonghu.core.viewer import Viewer

    reader = Viewer.for_system("命令行查看查阅记录")
    most = max(1, args.last)
    with scope(reader):
        found = reads(reader, user=args.user, refused=args.refused, shown=args.id, most=most)
    columns = ("时间", "看了什么", "谁", "岗位", "单位", "几条", "用途或拒绝的理由")
    return _shown(found, args.json, columns, _read_cells)


def _print(rows: Sequence[EventRow], as_json: bool) -> int:
    return _shown(
        rows, as_json, ("时间", "事件", "谁", "单位", "对象", "区划", "缘由"), _event_cells
    )


def _event_cells(row: EventRow) -> list[str]:
    subject = f"{row.subject_type}:{row.subject_id}" if row.subject_id else ""
    return [row.label, row.user_name, row.unit_name, subject, row.division, row.why[:60]]


def _read_cells(row: ReadRow) -> list[str]:
    told = f"拒绝：{row.reason}" if row.refused else row.purpose
    return [row.what, row.user_name, row.post_title, row.unit_name, str(row.count), told[:60]]


def _shown(
    rows: Sequence[Any], as_json: bool, columns: tuple[str, ...], cells: Callable[[Any], list[str]]
) -> int:
    """As a table, or one JSON object a line."""
    from tonghu.core.clock import CHINA

    if as_json:
        for row in rows:
            _line(json.dumps(asdict(row), ensure_ascii=False, default=str))
        return 0
    table = Table(*columns)
    for row in rows:
        table.add_row(f"{row.at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}", *cells(row))
    if rows:
        Console().print(table)
    else:
        _say("没有记录。")
    return 0


def _line(text: str) -> None:
    """A line for another program, however long."""
    Console().out(text, highlight=False)


def _say(sentence: str) -> None:
    Console().print(sentence, soft_wrap=True, markup=False, highlight=False)
