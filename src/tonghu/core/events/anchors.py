"""链尾凭证: the ends of the chains, kept outside the database.

Only they find a tail that was cut off, or a database put back to last week. Every sealing appends a
line to `TONGHU_HOME/anchors/`; `tonghu audit roots --to FILE` writes all ends of today for another
machine or the paper archive.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tonghu.core import clock
from tonghu.core.encryption.keys import ring
from tonghu.core.encryption.ring import sync_folder
from tonghu.core.events.chains import Chain, Head


@dataclass(frozen=True, slots=True)
class Anchor:
    """一条凭证: this chain had this value at this number."""

    head: Head
    where: str  # file and line, for the sentence when it does not fit


class BadAnchor(ValueError):
    """凭证有误: a line that this installation did not write."""


def folder() -> Path:
    """`TONGHU_HOME/anchors`."""
    return Path(settings.TONGHU_HOME) / "anchors"


def append(heads: Iterable[Head]) -> None:
    """Adds the ends of chains to this month's file, durable."""
    lines = "".join(line_of(head) for head in heads)
    if not lines:
        return
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder() / f"{clock.today():%Y-%m}.jsonl"
    fresh = not file.exists()
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "ab") as out:
        fcntl.flock(out, fcntl.LOCK_EX)
        out.write(lines.encode())
        out.flush()
        os.fsync(out.fileno())
    if fresh:
        sync_folder(folder())


def line_of(head: Head) -> str:
    """One line, signed."""
    told: dict[str, object] = {
        "log": head.chain.log, "month": head.chain.month, "number": head.number, "hash": head.hash.hex(),
        "at": clock.now().isoformat(timespec="seconds"), "key": ring().signing[0].id,
    }  # fmt: skip
    return json.dumps(told | {"mac": _mac(told)}) + "\n"


def kept() -> list[Anchor]:
    """Every anchor of this installation's own folder."""
    return [one for file in sorted(folder().glob("*.jsonl")) for one in read(file)]


def read(file: Path) -> list[Anchor]:
    """The anchors of a file; a line that was changed or made elsewhere is refused by its number.

    A last line without its end is what a power cut leaves; it is passed over.
    """
    *whole, rest = file.read_bytes().split(b"\n")
    lines = enumerate([*whole, rest] if rest.endswith(b"}") else whole, start=1)
    return [_read(line, f"{file.name}第{number}行") for number, line in lines if line]


def _read(line: bytes, where: str) -> Anchor:
    try:
        told = json.loads(line)
        mac = told.pop("mac")
        genuine = hmac.compare_digest(mac, _mac(told))
        head = Head(
            Chain(told["log"], told["month"]), int(told["number"]), bytes.fromhex(told["hash"])
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadAnchor(f"凭证{where}读不懂，可能被改动过。") from error
    if not genuine:
        raise BadAnchor(f"凭证{where}的签名不对，可能被改动过，或者是别的系统的凭证。")
    return Anchor(head, where)


def _mac(told: dict[str, object]) -> str:
    key = ring().signer(str(told["key"])).key
    return hmac.new(key, b"anchor|" + json.dumps(told).encode(), hashlib.sha256).hexdigest()
