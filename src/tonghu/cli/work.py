"""工人: `tonghu work` does what was ordered; `tonghu serve` keeps one running."""

from __future__ import annotations

import argparse

from tonghu.cli.django import ready


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The noun `work` of the command line."""
    parser = subparsers.add_parser("work", help="后台工作：一直运行，办交办的事")
    parser.set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    """Works until it is stopped."""
    ready()
    from tonghu.core.jobs.worker import work

    work()
    return 0
