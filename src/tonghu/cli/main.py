"""`tonghu <noun> <verb>`: the command line; each noun is a file of this folder."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from tonghu.cli.errors import Refused

# Set before numpy is loaded: the engine runs two threads of its own, and more would only wait.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# noun → what it is for; a noun's file is imported only when the noun is named
NOUNS = {
    "policy": "方案：检查、展示、对照各地文件的规定",
    "reconcile": "比对：多份花名册对成一份儿童名单",
    "division": "区划：查行政区划，装入数据库",
    "units": "单位：从Excel导入、列出单位和机构",
    "users": "账号：从人员表建账号，列出账号",
    "access": "权限：说明谁为什么能看、能办",
    "serve": "开门：启动整个平台",
    "work": "后台工作：办交办的事",
    "db": "数据库：启动、停止、状态、建表",
    "backup": "备份：整库带走，并演练恢复",
    "restore": "恢复：把一份备份装进空文件夹",
    "audit": "日志：核对、导出链尾凭证、查看",
    "keys": "密钥：看有哪些，更换主密钥",
}
INTERRUPTED = 130


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one Chinese sentence and status 2."""

    def error(self, message: str) -> NoReturn:
        """参数有误: the sentence, then how to ask for help."""
        raise Refused(f"参数有误：{_chinese(message)}。用法见{self.prog} --help。")


_MESSAGES = (
    ("the following arguments are required:", "缺少"),
    ("unrecognized arguments:", "不认识"),
    ("invalid choice: ", "没有"),
    ("expected one argument", "后面缺一个值"),
    ("expected at least one argument", "后面至少写一个值"),
    (" (choose from ", "，可以写 "),
    ("')", "'"),
    (", ", "、"),
    (": ", "这一项"),
    ("argument ", ""),
)


def _chinese(message: str) -> str:
    for english, chinese in _MESSAGES:
        message = message.replace(english, chinese)
    return message


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        parsed = _parser(given).parse_args(given)
        status: int = parsed.run(parsed)
        return status
    except Refused as refused:
        sys.stderr.write(f"{refused.sentence}\n")
        return refused.status
    except KeyboardInterrupt:
        sys.stderr.write("已中断。\n")
        return INTERRUPTED


def _parser(given: Sequence[str]) -> Parser:
    parser = Parser(prog="tonghu", description="童护：留守儿童和困境儿童关爱保护工作系统")
    subparsers = parser.add_subparsers(
        title="命令", dest="noun", metavar="命令", required=True, parser_class=Parser
    )
    for noun in given[:1] if given and given[0] in NOUNS else NOUNS:
        _add(noun, subparsers, whole=bool(given) and given[0] in NOUNS)
    return parser


def _add(noun: str, subparsers: argparse._SubParsersAction[Parser], whole: bool) -> None:
    """The named noun with its verbs; other nouns only by name, so that help loads nothing."""
    if whole:
        import_module(f"tonghu.cli.{noun}").add(subparsers)
    else:
        subparsers.add_parser(noun, help=NOUNS[noun])


if __name__ == "__main__":
    sys.exit(run())
