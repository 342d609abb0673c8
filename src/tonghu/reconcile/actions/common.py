"""各动作共用: permission or a sentence, the profile in force, numbers, where people's deeds end."""

from __future__ import annotations

import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from tonghu.access.rules.deciding import need as need
from tonghu.core import clock
from tonghu.core.errors import found as found
from tonghu.core.viewer import Viewer
from tonghu.policy import Profile, load
from tonghu.reconcile.models import Series
from tonghu.reconcile.rules.receiving import county_of

DESK = Viewer.for_system("名册比对里牵连到别的单位的几行")


@lru_cache(maxsize=16)
def profile_of(code: str) -> Profile:
    """The profile of a code; the installation's own where none is given."""
    return load(code or settings.TONGHU_PROFILE)


def profile_code(by: Viewer) -> str:
    """Whose rules hold for what this person orders."""
    return str(by.profile or settings.TONGHU_PROFILE)


def series(division: str) -> Series:
    """The county's running numbers, locked; made at first use. Call inside the system's scope."""
    county = county_of(division)
    rows = Series.objects.all_of_them(reason="one row a county, whoever asks for the next number")
    if not rows.filter(division=county).exists():
        with suppress(IntegrityError), transaction.atomic():  # somebody else may make it meanwhile
            Series.objects.put(division=county, salt=secrets.token_hex(32))
    row = rows.select_for_update().get(division=county)
    year = clock.today().year
    if row.year != year:
        row.year, row.receipts, row.runs = year, 0, 0
    return row


def workroom() -> Path:
    """Where decrypted rosters lie while they are read; nobody else may look in."""
    folder = Path(settings.TONGHU_HOME) / "work"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
