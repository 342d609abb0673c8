"""What was said in confidence is found nowhere on the machine in clear: not in tables, WAL or logs."""

import subprocess
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests.files import samples
from tests.people import VILLAGE_A, WANG
from tonghu.core import events
from tonghu.core.database import scope
from tonghu.core.database.server import addresses
from tonghu.files import actions, queries

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = "CANARY金丝雀7f3a91"


def test_name_and_content_of_a_file_lie_nowhere_in_clear() -> None:
    home = Path(settings.TONGHU_HOME)
    with scope(WANG.viewer):
        row = actions.store(
            upload=samples.upload(f"{CANARY}.csv", f"姓名\n{CANARY}\n".encode()), purpose="test",
            division=VILLAGE_A, unit=None, by=WANG.viewer,
        )  # fmt: skip
        events.record(
            "file.store", by=WANG.viewer, subject=row, changes={"name": [None, CANARY]},
        )  # fmt: skip
        with queries.opened(WANG.viewer, row.pk) as held:
            assert CANARY in held.path.read_text()
            assert found(home) == [held.path], "While it is open there is one copy, private."
    checkpoint(home)
    assert found(home) == []
    with scope(WANG.viewer):
        assert CANARY in queries.described(WANG.viewer, row.pk).name
    actions.disk.remove(row.pk)


def test_the_search_itself_would_find_a_canary_in_the_database() -> None:
    """`why` is kept in clear: by it the search above is shown to see tables or WAL."""
    with scope(WANG.viewer):
        events.record("file.erase", by=WANG.viewer, why=CANARY)
    home = Path(settings.TONGHU_HOME)
    checkpoint(home)
    assert found(home)


def checkpoint(home: Path) -> None:
    urls = addresses(home)
    assert urls is not None
    with psycopg.connect(urls.admin, autocommit=True) as connection:
        connection.execute("CHECKPOINT")


def found(home: Path) -> list[Path]:
    """Every file below the home that holds the canary."""
    told = subprocess.run(
        ["grep", "-rlF", CANARY, str(home)], capture_output=True, text=True, check=False
    )
    return sorted(Path(line) for line in told.stdout.splitlines())
