"""The database of one test process: started, made, emptied."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase

from tests.compared import NAME, close
from tonghu.config.machine import databases
from tonghu.core.database.testing import database, prepare, remove

KEPT = ("django_migrations", "django_content_type")
_owner: list[str] = []


def start(home: Path) -> None:
    """The server, the tables, the policies; the settings of this process point there."""
    urls = prepare(home)
    _owner[:] = [urls.owner]
    subprocess.run([sys.executable, "-m", "tonghu.cli.main", "db", "migrate"], check=True)
    for alias, found in databases(home).items():
        settings.DATABASES[alias].update(
            {k: v for k, v in found.items() if k not in ("TEST", "OPTIONS")}
        )
    connections.close_all()
    database(urls, NAME, like=urlsplit(urls.owner).path[1:])
    TransactionTestCase._fixture_teardown = lambda self: empty()  # type: ignore[method-assign]


def stop(home: Path) -> None:
    """The server and its folder."""
    connections.close_all()
    close()
    remove(home)


def empty() -> None:
    """After a test that committed: the runtime role may not truncate, so the owner does."""
    connections.close_all()
    with psycopg.connect(_owner[0], autocommit=True) as owner:
        rows = owner.execute(
            "SELECT format('%%I.%%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public'"
            " AND tablename <> ALL(%s)",
            [list(KEPT)],
        ).fetchall()
        owner.execute("TRUNCATE " + ", ".join(row[0] for row in rows) + " RESTART IDENTITY CASCADE")
