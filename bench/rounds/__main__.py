"""`python -m bench.rounds`: a county's round of 400 villages locked, figures rolled up, also of 10M children.

Median of twenty for what is read; what is written is done once. Everything runs as the runtime role,
behind row-level security, as the county's office or the ministry.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import mkdtemp
from typing import Any

OUT = Path("out/bench")
COUNTY = "990201000000"
COUNTIES = 150  # of 68,000 children each: ten million


def main() -> int:
    """Figures to the screen and to out/bench/rounds.json."""
    parser = argparse.ArgumentParser(prog="python -m bench.rounds", description=__doc__)
    parser.add_argument("--children", type=int, default=4_000)
    args = parser.parse_args()
    home = Path(mkdtemp(prefix="tonghu-rounds-"))
    home.chmod(0o711)
    os.environ |= {
        "TONGHU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "tonghu.config.settings",
        "TONGHU_PROFILE": "songyang",
    }  # fmt: skip
    from tonghu.cli.serve import prepare

    prepare()
    import django

    django.setup()
    told = _round(args.children) | _nation(home)
    for name, value in told.items():
        print(f"{name}: {value}")
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "rounds.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return 0


def _timed(act: Callable[[], object], times: int = 20) -> float:
    """Median milliseconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return round(median(taken), 1)


def _round(count: int) -> dict[str, Any]:
    """Entered, opened, answered, signed, accepted, summed up, locked; each once, in seconds."""
    from bench.register import seed

    seed.land()
    places = seed.villages(1)
    told: dict[str, Any] = {"children": count, "villages": len(places)}
    told["entered, s"] = _once(lambda: _entered(count, places))
    opened: list[Any] = []
    told["opened, s"] = _once(lambda: opened.append(_opened()))
    told["answered, signed, accepted, s"] = _once(lambda: _walked(opened[0], places))
    told["roll-up of the round, ms"] = _rolled(opened[0])
    told["locked, s"] = _once(lambda: _locked(opened[0]))
    told["roll-up of the locked round, ms"] = _rolled(opened[0])
    return told


def _once(act: Callable[[], object]) -> float:
    """Seconds of one deed in a transaction of its own."""
    from bench.register import seed
    from tonghu.core.database import scope

    with scope(seed.SEED):
        began = time.perf_counter()
        act()
        return round(time.perf_counter() - began, 2)


def _entered(count: int, places: list[str]) -> None:
    from bench.register import seed
    from tonghu.registry import actions as registry

    rows = [
        registry.NewChild(
            values={
                "name": f"演{'梓涵子轩欣怡浩宇思雨'[n % 10]}{chr(0x4E00 + n)}",
                "sex": "12"[n % 2], "birth_date": f"{2011 + n % 12}-0{1 + n % 9}-1{n % 10}",
            },
            division=places[n % len(places)],
        )
        for n in range(count)
    ]  # fmt: skip
    registry.enter_many(by=seed.SEED, rows=rows, register=True)


def _opened() -> object:
    from bench.register import seed
    from tonghu.survey import actions as survey

    return survey.open_round(by=seed.SEED, division=COUNTY, cycle="quarterly", profile="songyang")


def _walked(round_: Any, places: list[str]) -> None:
    """Nothing changed anywhere; every village signs, every town accepts and sums up."""
    from bench.register import seed
    from tonghu.survey import actions as survey
    from tonghu.survey import queries

    by = seed.SEED
    for village in places:
        walk = queries.village_walk(by, round_, village)
        assert walk is not None
        given = [survey.Given(one.child, "no_change") for one in walk.children]
        survey.answer_many(by=by, round=round_, village=village, answers=given)
        survey.sign(by=by, round=round_, village=village)
        survey.accept(by=by, round=round_, village=village)
    for town in sorted({place[:9] + "000" for place in places}):
        survey.summarise(by=by, round=round_, town=town)


def _locked(round_: Any) -> None:
    from bench.register import seed
    from tonghu.survey import actions as survey

    survey.lock(by=seed.SEED, round=round_, exceptions={}, why="到期锁定")


def _rolled(round_: Any) -> float:
    """The county's own figures, milliseconds, as its office."""
    from bench.register import seed
    from tonghu.core.database import scope
    from tonghu.core.viewer import Level
    from tonghu.survey import queries

    office = replace(seed.SEED, level=Level.COUNTY, lo=COUNTY, hi="990202000000", division=COUNTY)
    with scope(office):
        return _timed(lambda: queries.figures(office, round_))


def _nation(home: Path) -> dict[str, Any]:
    """Ten million children as the kept counts of 60,000 villages, rolled up by county."""
    import psycopg

    from bench.register import seed
    from tonghu.core.database import scope
    from tonghu.core.database.server import ensure_running
    from tonghu.core.ids import uuid7
    from tonghu.core.viewer import Level
    from tonghu.registry.queries.tallies import roll_up

    with psycopg.connect(ensure_running(home).admin) as connection:
        with connection.cursor().copy(
            "COPY registry_tally (id, division, scheme, figure, n) FROM STDIN"
        ) as copy:
            for county in range(COUNTIES):
                for village in range(400):
                    code = f"98{county:04d}{1 + village // 20:03d}{1 + village % 20:03d}"
                    for scheme in ("left_behind", "cn:left_behind", ""):
                        copy.write_row((uuid7(), code, scheme, "counted", 170))
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE registry_tally")
    ministry = replace(seed.SEED, level=Level.NATION, lo="0" * 12, hi="~", division="0" * 12)
    with scope(ministry):
        every = [row for row in roll_up(ministry, "980100") if row.n]
        return {
            "children counted": COUNTIES * 400 * 170,
            "one county by town, ms": _timed(lambda: roll_up(ministry, "980100")),
            "towns of that county": len(every),
            "a province of 150 counties by prefecture, ms": _timed(lambda: roll_up(ministry, "98")),
        }


if __name__ == "__main__":
    raise SystemExit(main())
