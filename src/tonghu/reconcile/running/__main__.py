"""子进程: one order on the standard input, a line of JSON for each step and one for the end."""

from __future__ import annotations

import json
import sys
import traceback
from typing import Any

from tonghu.reconcile.running.orders import PeekOrder, unpack
from tonghu.reconcile.running.peek import peek


def main() -> int:
    """Whatever happens there is a last line; a traceback names places and never values."""
    order = unpack(sys.stdin.buffer.readline())
    try:
        if isinstance(order, PeekOrder):
            _say({"seen": peek(order, _step)})
        else:  # only a run needs the engine and the profiles: a look at one file starts in half the time
            from tonghu.reconcile.running.work import work

            _say({"problem": work(order, _step)})
    except Exception as error:  # noqa: BLE001 - hostile rosters may raise anything
        for frame in traceback.extract_tb(error.__traceback__)[-8:]:
            sys.stderr.write(f"{frame.filename}:{frame.lineno} {frame.name}\n")
        sys.stderr.write(f"{type(error).__name__}\n")
        return 1
    return 0


def _step(name: str) -> None:
    _say({"step": name})


def _say(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
