"""文件柜: where content lies; written aside, made durable, then renamed into its place."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

from tonghu.core.encryption.cipher import DataKeyRef
from tonghu.core.encryption.ring import sync_folder
from tonghu.files.rules import Refused, size_refusal
from tonghu.files.vault.sealing import Measured, opened_from, seal_into

PART = ".part"


def cabinet() -> Path:
    """`TONGHU_HOME/files`."""
    return Path(settings.TONGHU_HOME) / "files"


def workroom() -> Path:
    """`TONGHU_HOME/work`: uploads on their way in, copies in clear while they are read."""
    return Path(settings.TONGHU_HOME) / "work"


def place_of(file: UUID) -> Path:
    """`files/aa/<id>`, by the last two digits: the first are the time."""
    return cabinet() / file.hex[-2:] / str(file)


def write(file: UUID, chunks: Iterable[bytes], key: DataKeyRef) -> Measured:
    """Content into its place; what was begun and failed is taken away again."""
    aside = write_aside(file, chunks, key)
    try:
        publish(aside[0], file)
    except BaseException:
        aside[0].unlink(missing_ok=True)
        raise
    return aside[1]


def write_aside(file: UUID, chunks: Iterable[bytes], key: DataKeyRef) -> tuple[Path, Measured]:
    """Encrypted and durable beside its place."""
    folder = place_of(file).parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = folder / f"{file}{PART}"
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            measured = seal_into(out, chunks, key=key, row=file, watch=_within_limit)
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part, measured


def publish(part: Path, file: UUID) -> None:
    """Renamed into its place, and the name itself made durable, up to the cabinet."""
    place = place_of(file)
    os.rename(part, place)
    sync_folder(place.parent)
    sync_folder(place.parent.parent)


def read(file: UUID, key: DataKeyRef) -> Iterator[bytes]:
    """Content, decrypted piece by piece."""
    with place_of(file).open("rb") as source:
        yield from opened_from(source, key=key, row=file)


def private_copy(file: UUID, key: DataKeyRef, suffix: str) -> Path:
    """Content in clear, readable by us alone, for a reader that wants a path; to be removed."""
    copy = workroom() / f"open-{uuid4().hex}.{suffix}"
    copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            for chunk in read(file, key):
                out.write(chunk)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return copy


def remove(file: UUID) -> bool:
    """Takes content away; whether there was any."""
    try:
        place_of(file).unlink()
    except FileNotFoundError:
        return False
    return True


def stored() -> Iterator[tuple[UUID, float]]:
    """Every file in the cabinet and its age in seconds."""
    for path in cabinet().glob("[0-9a-f][0-9a-f]/*"):
        try:
            file, made = UUID(path.name), path.stat().st_mtime
        except (ValueError, FileNotFoundError):
            continue
        yield file, time.time() - made


def sweep(older_than: float) -> int:
    """Removes what a killed process left: half-written parts, copies in clear, unfinished uploads."""
    work = workroom()
    left = [*cabinet().glob(f"??/*{PART}"), *work.glob("open-*"), *work.glob("*.upload*")]
    gone = 0
    for path in left:
        try:
            if time.time() - path.stat().st_mtime >= older_than:
                path.unlink()
                gone += 1
        except FileNotFoundError:
            continue
    return gone


def _within_limit(size: int) -> None:
    refusal = size_refusal(size) if size else None
    if refusal:
        raise Refused(refusal)
