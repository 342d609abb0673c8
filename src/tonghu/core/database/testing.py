"""测试用数据库: a server that starts in a second and forgets everything when it is told to."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tonghu.core.database.server import ServerError, Urls, ensure_running, remove
from tonghu.core.database.server.roles import APP, OWNER

__all__ = ["database", "prepare", "remove"]
MARK = "tests.pid"  # whose tests the server is for


def prepare(home: Path) -> Urls:
    """The fast server of this home, started when it is not running; `remove(home)` at the end.

    Homes beside it whose tests were killed before their end are cleared away first.
    """
    for note in home.parent.glob(f"tonghu-*/{MARK}"):
        if not _lives(note):
            with suppress(ServerError, OSError):
                remove(note.parent)
            shutil.rmtree(note.parent, ignore_errors=True)
    urls = ensure_running(home, fast=True)
    (home / MARK).write_text(str(os.getpid()))
    return urls


def database(urls: Urls, name: str, *, like: str | None = None) -> Urls:
    """A new database on that server: empty, or a copy of another that nobody is connected to."""
    with psycopg.connect(urls.admin, autocommit=True) as admin:
        fresh = sql.Identifier(name)
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(fresh))
        admin.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                fresh, sql.Identifier(OWNER), sql.Identifier(like or "template0")
            )
        )
        admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(fresh))
        admin.execute(
            sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
                fresh, sql.Identifier(APP)
            )
        )
    return Urls(*(_named(one, name) for one in (urls.app, urls.owner, urls.admin)))


def _lives(note: Path) -> bool:
    try:
        os.kill(int(note.read_text()), 0)
    except (ProcessLookupError, ValueError, FileNotFoundError):
        return False
    except PermissionError:
        return True
    return True


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
