"""Before anything is imported: each test process has a home of its own, and a database when asked.

Loaded by `-p tests.plugin`. The server starts with the first test that wants the database, so that
tests without one stay fast. Tests run as the runtime role, behind row-level security.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
HOME = Path(tempfile.mkdtemp(prefix=f"tonghu-test-{WORKER}-", dir="/tmp"))
HOME.chmod(0o711)  # the account of the server passes through; the folders inside stay shut
os.environ.update(
    TONGHU_HOME=str(HOME), TONGHU_POOL="0", TONGHU_DEMO="1", DJANGO_ALLOW_ASYNC_UNSAFE="true"
)
for name in ("TONGHU_DATABASE", "TONGHU_DB_ROLE", "DATABASE_URL"):
    os.environ.pop(name, None)
BOTH = ["default", "aside"]


@atexit.register
def _clean() -> None:
    if os.environ.get("PYTEST_XDIST_WORKER", "alone") == WORKER:
        shutil.rmtree(HOME, ignore_errors=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test that has the database has both connections."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark is not None and "databases" not in mark.kwargs:
            kwargs: dict[str, Any] = {**mark.kwargs, "databases": BOTH}
            item.add_marker(pytest.mark.django_db(*mark.args, **kwargs), append=False)
