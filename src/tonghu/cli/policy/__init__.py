"""`tonghu policy`: check, show, compare profiles; trace a clause; print the closed lists."""

from __future__ import annotations

import argparse

from tonghu.cli.policy import check, clause, diff, show, words


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    parser = subparsers.add_parser("policy", help="方案：检查、展示、对照各地文件的规定")
    verbs = parser.add_subparsers(title="动作", dest="verb", metavar="动作", required=True)
    for module in (check, show, diff, clause, words):
        module.add(verbs)
