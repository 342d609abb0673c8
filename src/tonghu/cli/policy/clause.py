"""`tonghu policy clause D-112`, or `clause 三(五) --profile songyang`: where a clause went."""

from __future__ import annotations

import argparse
import re

from rich.console import Console

from tonghu.cli.errors import Refused
from tonghu.cli.policy.common import console, loaded
from tonghu.policy import Profile, places
from tonghu.policy.explain.clause import (
    NUMBER,
    carriers,
    requirement,
    words_tied,
)
from tonghu.policy.explain.entries import Entry

BASE = "base"
_DOCUMENT = re.compile(r"^[a-z][a-z0-9_-]* \S")


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the verb."""
    parser = verbs.add_parser("clause", help="查一条需求或者一个条款落在哪里")
    parser.add_argument("clause", metavar="条款", help="需求编号 D-112，或者条款 三(五)")
    parser.add_argument("--profile", metavar="方案", help="只查这个方案；查条款时必写")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the requirement and every value, unit and duty that carries the clause."""
    asked = arguments.clause.strip()
    named = NUMBER.match(asked) or _names_document(asked)
    if not named and not arguments.profile:
        raise Refused(
            "只写条款要写明方案，如：tonghu policy clause 三(五) --profile songyang；"
            '也可以连文件代号一起写，如："sy-2017-139 三(五)"。'
        )
    out = console()
    if NUMBER.match(asked):
        _requirement(asked, out)
    codes = [arguments.profile] if arguments.profile else places.known()
    found = sum(_carried(loaded(code), asked, out) for code in codes)
    if not found:
        out.print(f"没有方案内容标注“{asked}”。")
    return 0


def _names_document(asked: str) -> bool:
    """A clause that begins with a document's key says itself which document is meant."""
    return bool(_DOCUMENT.match(asked))


def _requirement(number: str, out: Console) -> None:
    row = requirement(number, places.shipped().parent / "docs" / "requirements.toml")
    if row is None:
        out.print(number, style="bold")
        return
    out.print(f"{number}　{row.title}（{row.source}）　{row.state}", style="bold")


def _carried(profile: Profile, asked: str, out: Console) -> int:
    lines: list[Entry] = [e for e in carriers(profile, asked) if e.own or e.silent]
    ties = list(words_tied(profile, asked)) if profile.code == BASE else []
    if lines or ties:
        out.print(f"{profile.name}（{profile.code}）", style="bold cyan")
    for tie in ties:
        out.print(f"  词表　{tie}")
    for entry in lines:
        silent = "　〔文件未规定，沿用默认〕" if entry.silent else ""
        out.print(f"  {entry.label}：{entry.text}　（{entry.citation}）{silent}　{entry.place}")
    return len(lines) + len(ties)
