"""起一个印制进程: content goes in by pipe and comes out by pipe, nothing in clear touches the disk."""

from __future__ import annotations

import logging
import subprocess
import sys

from tonghu.papers.printing.child import REFUSED
from tonghu.papers.printing.order import CannotPrint, Order
from tonghu.papers.printing.outfit import environment

log = logging.getLogger(__name__)
LONGEST = 600.0  # seconds
TOO_LONG = "这份文书太长，十分钟没有印完，已停下。请分成几份，或者只做Excel。"
BROKEN = "印制的程序停了，没有印成。可以再办一次；还不行请联系系统管理员。"


def run(order: Order) -> bytes:
    """The printed file; raises `CannotPrint` with a sentence."""
    own = environment() if order.format == "pdf" else None
    command = [sys.executable, "-m", "tonghu.papers.printing.child"]
    try:
        done = subprocess.run(  # noqa: S603  (our own program, no word of the order in the command)
            command, input=order.sent(), capture_output=True, env=own, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        raise CannotPrint(TOO_LONG) from None
    if done.returncode == REFUSED:
        raise CannotPrint(done.stderr.decode())
    if done.returncode or not done.stdout:
        log.error("printing ended with %s", done.returncode)  # its words may hold names: not logged
        raise CannotPrint(BROKEN)
    return done.stdout
