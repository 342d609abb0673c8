"""Shared: read files the way the engine does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest

from tonghu.reconcile.engine.fields import Field, Kind
from tonghu.reconcile.engine.intake import Limits, SavedMapping, discover, read
from tonghu.reconcile.engine.intake.tables import Intake, Notice, Sheet

TODAY = date(2026, 11, 1)


class Reading(Protocol):
    """Read some files."""

    def __call__(
        self,
        *paths: Path,
        limits: Limits | None = None,
        saved: Mapping[str, SavedMapping] | None = None,
    ) -> Intake: ...


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """`read` with a pinned day and a work folder beside the files."""

    def run(
        *paths: Path,
        limits: Limits | None = None,
        saved: Mapping[str, SavedMapping] | None = None,
    ) -> Intake:
        files = discover(paths, Kind.SCHOOL)
        work = tmp_path / ".work"
        return read(files, limits=limits or Limits(today=TODAY), saved=saved, workdir=work)

    return run


def only(intake: Intake) -> Sheet:
    """The one sheet that must have been read, nothing refused."""
    assert [n.text for n in intake.refused] == []
    (sheet,) = intake.sheets
    return sheet


def texts(sheet: Sheet, field: Field) -> list[str]:
    """A column as Python strings."""
    return [str(v) for v in sheet.columns[field].to_pylist()]


def rows(sheet: Sheet) -> list[int]:
    """Row numbers as Python ints."""
    return [int(r) for r in sheet.rows.to_pylist()]


def notice(intake: Intake, code: str) -> Notice:
    """The one notice of this code."""
    (found,) = [n for n in intake.notices if n.code == code]
    return found


def refusal(intake: Intake) -> Notice:
    """Nothing read, exactly one sentence, well formed."""
    assert intake.sheets == ()
    (found,) = intake.refused
    assert found.text.endswith("。")
    assert found.text.count("。") == 1
    assert "请" in found.text
    return found
