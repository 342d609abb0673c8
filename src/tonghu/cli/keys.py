"""密钥: `tonghu keys status|rotate`: which keys there are, and a new key-encryption key."""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.table import Table

from tonghu.cli.django import ready
from tonghu.cli.errors import Refused
from tonghu.core.database.server import ServerError, ensure_running, home_folder


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The noun `keys` of the command line."""
    parser = subparsers.add_parser("keys", help="密钥：看有哪些，更换主密钥")
    verbs = parser.add_subparsers(title="动作", dest="verb", metavar="动作", required=True)
    verbs.add_parser("status", help="每把主密钥的日期、算法和包裹着的数据密钥数")
    verbs.add_parser("rotate", help="换一把新的主密钥；中断了再执行一次就接着做，不必停机")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Does the verb; what is wrong with the keys is a sentence."""
    try:
        ensure_running(home_folder())
    except ServerError as error:
        raise Refused(str(error), 1) from error
    ready()
    from tonghu.core.encryption import EncryptionError

    try:
        return _status() if args.verb == "status" else _rotate()
    except EncryptionError as error:
        raise Refused(str(error), 1) from error


def _status() -> int:
    from tonghu.core.encryption.keys import folder
    from tonghu.core.encryption.rotation import status
    from tonghu.core.viewer import Viewer

    table = Table("主密钥", "生成日期", "算法", "数据密钥", "")
    rows = status(by=Viewer.for_system("查看密钥"))
    for row in rows:
        note = "在用" if row.newest else "备份恢复时用" if row.made else "密钥文件里没有这一把"
        table.add_row(row.id, row.made[:10], row.algorithm, str(row.data_keys), note)
    console = Console()
    console.print(table)
    console.print(
        f"密钥文件在{folder()}，请与数据库备份分开保管。", soft_wrap=True, highlight=False
    )
    return 1 if any(not row.made for row in rows) else 0


def _rotate() -> int:
    from tonghu.core.encryption.rotation import rotate
    from tonghu.core.viewer import Viewer

    console = Console()
    with console.status("正在重新包裹数据密钥……") as line:
        done = rotate(
            by=Viewer.for_system("更换主密钥"),
            told=lambda n: line.update(f"已重新包裹{n}把数据密钥"),
        )
    told = f"主密钥{done.kek}已在用，重新包裹数据密钥{done.wrapped}把。"
    if done.continued:
        told = f"上次换钥没有做完，这次已接着做完：{told}要再换一把，请再执行一次。"
    console.print(told, soft_wrap=True, highlight=False)
    console.print(
        "请把keys文件夹重新备份到另一处。旧的主密钥还在文件里，恢复旧备份时要用。", soft_wrap=True
    )
    return 0
