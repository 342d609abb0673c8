"""One small land with its three rosters, made once for all tests of the generator."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from bench.generator.make import make_land, make_roster, write
from bench.generator.population import Land
from bench.generator.roster import SOURCES, Roster

CHILDREN, SEED = 6000, 7


@dataclass(frozen=True)
class Made:
    """The truth and the rosters made of it."""

    land: Land
    rosters: dict[str, Roster]


@pytest.fixture(scope="session")
def made() -> Made:
    """Six thousand children."""
    land = make_land(CHILDREN, SEED)
    return Made(land, {source: make_roster(land, source, SEED) for source in SOURCES})


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as files."""
    folder = tmp_path_factory.mktemp("rosters")
    write(folder, CHILDREN, SEED)
    return folder
