"""印制进程: reads one order, writes one file; started by `running`, gone when it is done.

    python -m tonghu.papers.printing.child < order.json > paper.pdf

What cannot be printed ends with 3 and its sentence on the other channel.
"""

from __future__ import annotations

import sys

from tonghu.papers.printing.order import CannotPrint, Order, received

REFUSED = 3


def printed(order: Order) -> bytes:
    """The order as bytes."""
    if order.format == "pdf":
        from tonghu.papers.printing.pdf import pdf as make
    elif order.format == "docx":
        from tonghu.papers.printing.word import docx as make
    else:
        from tonghu.papers.printing.excel import xlsx as make
    return make(order)


def main() -> int:
    """One order."""
    try:
        sys.stdout.buffer.write(printed(received(sys.stdin.buffer.read())))
    except CannotPrint as refusal:
        sys.stderr.buffer.write(str(refusal).encode())
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
