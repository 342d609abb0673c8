"""各动作共用: the console, loading with a clear refusal, JSON out."""

from __future__ import annotations

import json
import sys

from rich.console import Console

from tonghu.cli.errors import Refused
from tonghu.policy import Profile, ProfileError, load

PLAIN_WIDTH = 140


def console() -> Console:
    """Standard output; wide where nobody watches, so that pipes keep whole lines."""
    width = None if sys.stdout.isatty() else PLAIN_WIDTH
    return Console(width=width, highlight=False, markup=False, soft_wrap=True)


def loaded(code: str) -> Profile:
    """The profile, or a refusal that names every problem."""
    try:
        return load(code)
    except ProfileError as error:
        lines = "\n".join(f"  {problem}" for problem in error.problems)
        count = len(error.problems)
        raise Refused(f"方案“{code}”不能使用，有{count}处错误：\n{lines}", status=1) from error


def print_json(content: object) -> None:
    """Machine-readable output on standard output."""
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n")
