"""Where data lie when the account of the server cannot enter the home."""

from __future__ import annotations

from pathlib import Path

import pytest

from tonghu.core.database.server import places


def test_a_home_made_again_does_not_meet_the_data_of_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "SHARED", (str(tmp_path),))
    assert places._unused("abc") == "abc"
    for name in ("abc", "abc-2"):
        (tmp_path / name / "data").mkdir(parents=True)
        (tmp_path / name / "data" / "PG_VERSION").write_text("15", encoding="ascii")
    assert places._unused("abc") == "abc-3"
    assert places._unused("other") == "other"
