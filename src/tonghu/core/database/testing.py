"""测试用数据库: a server that starts in a second and forgets everything when it is told to."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tonghu.core.database.server import Urls, ensure_running, remove
from tonghu.core.database.server.roles import APP, OWNER

__all__ = ["database", "prepare", "remove"]


def prepare(home: Path) -> Urls:
    """The fast server of this home, started when it is not running; `remove(home)` at the end."""
    return ensure_running(home, fast=True)


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
            sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(fresh, sql.Identifier(APP))
        )
    return Urls(*(_named(one, name) for one in (urls.app, urls.owner, urls.admin)))


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
