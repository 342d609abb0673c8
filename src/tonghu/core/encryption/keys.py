"""取用密钥环: the ring of this installation, read once and again when the file changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.conf import settings
from django.db import connection

from tonghu.core.encryption import ring as files
from tonghu.core.encryption.algorithms import Algorithm, by_name
from tonghu.core.encryption.errors import KeysMissing
from tonghu.core.encryption.ring import KeyRing

_given: ContextVar[KeyRing | None] = ContextVar("ring_given", default=None)
_read: dict[Path, tuple[tuple[int, int], KeyRing]] = {}


def folder() -> Path:
    """`TONGHU_HOME/keys`."""
    return Path(settings.TONGHU_HOME) / "keys"


def cipher_in_use() -> Algorithm:
    """The algorithm of new keys, by the setting TONGHU_CIPHER."""
    return by_name(getattr(settings, "TONGHU_CIPHER", "aes-256-gcm"))


def ring() -> KeyRing:
    """The ring; made at first use of a new database, refused when an old one lost its own."""
    given = _given.get()
    if given is not None:
        return given
    place = folder()
    try:
        found = (place / files.FILE).stat()
    except FileNotFoundError:
        return _first(place)
    stamp = (found.st_mtime_ns, found.st_ino)
    known = _read.get(place)
    if known is not None and known[0] == stamp:
        return known[1]
    read = files.load(place)
    _belongs(read)
    _read[place] = (stamp, read)
    return read


def ensure() -> KeyRing:
    """Called after `tonghu db migrate`: the ring exists and the database knows it."""
    return ring()


@contextmanager
def using(given: KeyRing) -> Iterator[KeyRing]:
    """Works with a ring in memory: for reading a backup beside its own ring, and for tests."""
    token = _given.set(given)
    try:
        yield given
    finally:
        _given.reset(token)


def _first(place: Path) -> KeyRing:
    if _marks():
        raise KeysMissing(
            f"这个数据库的内容是用别处的密钥加密的，而{place}里没有密钥文件。"
            "请把备份的keys文件夹放回去再启动；没有它，加密的内容无法读出。"
        )
    made = files.create(place, cipher_in_use())
    _belongs(made)
    return made


def _belongs(read: KeyRing) -> None:
    """The database remembers the first ring it met; another one is refused."""
    marks = _marks()
    if not marks:
        _mark(read)
    elif read.fingerprint not in marks:
        raise KeysMissing(
            f"{folder()}里的密钥文件不是这个数据库的。请放回与数据库同一套的keys文件夹再启动。"
        )


def _marks() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT fingerprint FROM core_keyringmark")
        return [row[0] for row in cursor.fetchall()]


def _mark(read: KeyRing) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_keyringmark (fingerprint, at) VALUES (%s, now()) ON CONFLICT DO NOTHING",
            [read.fingerprint],
        )
