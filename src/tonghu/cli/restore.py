"""恢复: `tonghu restore 备份 --home 空文件夹`."""

from __future__ import annotations

import argparse
from pathlib import Path

from tonghu.cli.backup import say
from tonghu.cli.errors import Refused
from tonghu.core.database.backup.restoring import restore
from tonghu.core.database.server import ServerError, home_folder

FAILED = 1


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The noun `restore` of the command line."""
    parser = subparsers.add_parser("restore", help="恢复：把一份备份装进空文件夹")
    parser.add_argument("source", type=Path, metavar="备份", help="备份所在的文件夹")
    parser.add_argument("--home", type=Path, metavar="文件夹", help="装到哪里（平时是TONGHU_HOME）")
    parser.add_argument("--keys", type=Path, metavar="文件夹", help="另存的密钥")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Restores and tells what came back; what differs is named and ends with 1."""
    home = (args.home or home_folder()).absolute()
    try:
        restored = restore(args.source.absolute(), home, keys=args.keys)
    except ServerError as error:
        raise Refused(str(error), FAILED) from error
    was = restored.manifest
    say(f"已恢复到{home}：{len(was.tables)}张表，{was.rows}行；{was.files}个文件。")
    if not restored.keys:
        say("没有放回密钥，密文还打不开：请把另存的密钥放进它的keys文件夹。")
    for problem in restored.problems:
        say(f"● {problem}")
    if not restored.problems:
        say(f"行数和校验值与备份时一致。启动：TONGHU_HOME={home} tonghu serve")
    return FAILED if restored.problems else 0
