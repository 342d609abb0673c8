"""备份: `tonghu backup`, `tonghu backup drill`, and what the drill asks of a restored home."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console

from tonghu.cli.django import ready
from tonghu.cli.errors import Refused
from tonghu.core.database.backup.drill import Step, drill
from tonghu.core.database.backup.making import LEFT_OUT, back_up
from tonghu.core.database.backup.manifest import Manifest
from tonghu.core.database.server import ServerError, ensure_running, home_folder

FAILED = 1


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The noun `backup` of the command line."""
    parser = subparsers.add_parser("backup", help="备份：整库带走，并演练恢复")
    parser.add_argument("--to", type=Path, metavar="文件夹", help="备份放在哪里（平时在backups）")
    parser.add_argument(
        "--with-keys", type=Path, metavar="文件夹", help="密钥另存到这里，与备份分开"
    )
    parser.set_defaults(run=run, verb=None)
    verbs = parser.add_subparsers(title="动作", dest="verb", metavar="动作")
    drilled = verbs.add_parser("drill", help="演练：恢复到空文件夹，核对后删除")
    drilled.add_argument("--from", dest="source", type=Path, metavar="备份", help="平时新做一份")
    drilled.add_argument("--keys", type=Path, metavar="文件夹", help="用另存的密钥（平时用在用的）")
    checked = verbs.add_parser("check", help="检查：在用的库里密文能否打开、日志链是否完好")
    checked.add_argument("--json", action="store_true", help="每行一项JSON")


def run(args: argparse.Namespace) -> int:
    """Does the verb; what cannot be done is a sentence."""
    verbs = {None: _back_up, "drill": _drill, "check": _check}
    try:
        return verbs[args.verb](args)
    except ServerError as error:
        raise Refused(str(error), FAILED) from error


def _back_up(args: argparse.Namespace) -> int:
    made = back_up(home_folder(), args.to, keys_to=args.with_keys)
    told = Manifest.read(made)
    say(f"备份在{made}：{len(told.tables)}张表，{told.rows}行；{told.files}个文件。")
    if args.with_keys:
        say(f"密钥另存在{args.with_keys.absolute() / f'{made.name}-keys'}。")
    say("姓名、出生日期等未加密，请放在加密的盘上。不在备份里的：")
    for one in LEFT_OUT:
        say(f"  - {one}")
    return 0


def _drill(args: argparse.Namespace) -> int:
    good = show(drill(home_folder(), source=args.source, keys=args.keys))
    say("演练通过：这份备份能恢复。" if good else "演练没有通过，请按以上各项处理。")
    return 0 if good else FAILED


def _check(args: argparse.Namespace) -> int:
    ensure_running(home_folder())
    ready()
    from tonghu.core.database.backup.check import run_all

    steps = [
        Step(check.label, f"查了{found.examined}项", found.problems) for check, found in run_all()
    ]
    if args.json:
        for step in steps:
            row = {"label": step.label, "told": step.told, "problems": list(step.problems)}
            Console().out(json.dumps(row, ensure_ascii=False), highlight=False)
        return FAILED if any(step.problems for step in steps) else 0
    return 0 if show(steps) else FAILED


def show(steps: Iterable[Step]) -> bool:
    """One line each, its problems below; whether all is well."""
    good = True
    for step in steps:
        good &= not step.problems
        say(f"{'×' if step.problems else '✓'} {step.label}：{step.told}")
        for problem in step.problems:
            say(f"    {problem}")
    return good


def say(sentence: str) -> None:
    """One line as it is, however long."""
    Console().print(sentence, soft_wrap=True, markup=False, highlight=False)
