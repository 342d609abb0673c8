"""`tonghu policy words [LIST]`: the closed lists a profile may draw on."""

from __future__ import annotations

import argparse

from rich.console import Console

from tonghu.cli.errors import Refused
from tonghu.cli.policy.common import console
from tonghu.policy.explain.labels import code_lists
from tonghu.policy.questions.roles import role_sentence
from tonghu.policy.vocabulary import Vocabulary, vocabulary

TABLES = ("functions", "clocks", "events", "roles")


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the verb."""
    parser = verbs.add_parser("words", help="列出方案可用的词")
    parser.add_argument(
        "list", nargs="?", metavar="词表", help="functions、clocks、events、roles 或者一个词表名"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the names of the lists, or the words of one."""
    words = vocabulary()
    out = console()
    if arguments.list is None:
        for name in TABLES:
            out.print(f"{name}　{len(_table(words, name))}个")
        for name, listed in {**words.lists, **code_lists()}.items():
            out.print(f"{name}　{'、'.join(listed.values())}")
        return 0
    lists = {**words.lists, **code_lists()}
    rows = _table(words, arguments.list) or lists.get(arguments.list)
    if not rows:
        raise Refused(f"没有词表“{arguments.list}”；可以写{'、'.join((*TABLES, *lists))}。")
    _print(rows, out)
    return 0


def _print(rows: dict[str, str], out: Console) -> None:
    width = max(map(len, rows))
    for code, label in rows.items():
        out.print(f"{code:<{width}}　{label}")


def _table(words: Vocabulary, name: str) -> dict[str, str]:
    if name == "functions":
        return {
            code: f"{row.label}{'' if row.member else '（不是成员单位）'}"
            for code, row in words.functions.items()
        }
    if name == "clocks":
        return {
            code: f"{row.starts}至{row.does}（用{'、'.join(row.units)}；{_state(row.state)}）"
            for code, row in words.clocks.items()
        }
    if name == "events":
        return {code: f"{row.label}（{_state(row.state)}）" for code, row in words.events.items()}
    if name == "roles":
        return {code: role_sentence(words, row) for code, row in words.roles.items()}
    return {}


def _state(state: str) -> str:
    return "已启用" if state == "built" else "尚未启用"
