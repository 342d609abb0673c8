"""`make demo`: a county on the platform at http://127.0.0.1:8000; real places, invented people.

`python -m bench.county --county 331124 --profile songyang`. The first start makes everything up and
takes a minute; later ones find it and take seconds.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from datetime import date
from pathlib import Path

from rich.console import Console

from bench.demo import AS_OF, NoCounty, generate, towns_of

ROOT = Path(__file__).resolve().parents[2]
READY = "demo-ready"  # in the home folder once everything is there


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.county", description=__doc__)
    parser.add_argument("--county", default="331124", help="六位县级区划代码")
    parser.add_argument("--profile", default="songyang", help="采用哪个县的规则")
    parser.add_argument("--rows", type=int, default=12_000, help="全县名册总行数")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--home", type=Path, default=None, help="数据放在哪里")
    parser.add_argument("--no-serve", action="store_true", help="只准备，不开门")
    return parser.parse_args()


def main() -> int:
    """Exit status: 0 after the platform was stopped, 2 for a county that does not exist."""
    chosen, console, began = _arguments(), Console(), time.perf_counter()
    try:
        towns = towns_of(chosen.county)
    except NoCounty as error:
        print(error, file=sys.stderr)
        return 2
    home = (chosen.home or ROOT / ".tonghu" / f"demo-{chosen.county}-{chosen.profile}").absolute()
    _settle(home, chosen.county, chosen.profile)
    from tonghu.cli.serve import prepare

    prepare()
    if not (home / READY).exists():
        count = generate(home / "invented", towns, chosen.profile, chosen.rows, chosen.seed)
        console.print(f"{towns[0].county}：{count}份虚构名册已备好。")
        _fill(home, chosen.county, chosen.profile, console)
    console.print(f"{towns[0].county}已在平台上，用时{time.perf_counter() - began:.0f}秒。")
    if chosen.no_serve:
        return 0
    return _open(chosen.port, console)


def _settle(home: Path, county: str, profile: str) -> None:
    """The home folder of this demo, and its installation file."""
    home.mkdir(mode=0o711, parents=True, exist_ok=True)
    (home / "tonghu.toml").write_text(
        f'profile = "{profile}"\ndivision = "{county}"\ndemo = true\n',
        encoding="utf-8",
    )
    os.environ["TONGHU_HOME"] = str(home)
    for name in ("TONGHU_DB_ROLE", "TONGHU_DEMO", "TONGHU_PROFILE", "TONGHU_DIVISION"):
        os.environ.pop(name, None)


def _fill(home: Path, county: str, profile: str, console: Console) -> None:
    """Everything the demo shows. A start that was broken off begins with an empty database."""
    from tonghu.cli.django import ready

    ready()
    from bench.county import seed, sitting, story
    from tonghu.access.models import User
    from tonghu.core.database.scope import scope

    with scope(seed.MAKER):
        begun = User.objects.all_of_them(reason="whether an earlier start got this far").exists()
    if begun:
        raise SystemExit(f"上次没有装完。请删去{home}后再运行make demo。")

    began = time.perf_counter()

    def tell(step: str) -> None:
        console.print(f"　{time.perf_counter() - began:5.1f}秒　{step}")

    sent = seed.sent_files(home / "invented")
    story.make_room()
    with story.on(story.FIRST_DAY):
        seed.lay(county, profile, sent, tell)
    story.last_autumn(county, sent, tell)
    story.quarters(county, tell)
    sitting.conference(county, tell)
    story.campaign(county, tell)
    seed.hand_in(county, sent, date.fromisoformat(AS_OF), tell)
    tell("比对三方名册")
    seed.compare(county, date.fromisoformat(AS_OF))
    tell("比对完毕")
    counted()
    tell("统计数字和履职台账算好了")
    (home / READY).touch()


def counted() -> None:
    """What the machine counts by itself at night or every ten minutes, so that nothing opens empty."""
    from tonghu.duties.actions import recount_books
    from tonghu.statistics.actions import take_all

    take_all()
    recount_books(whole=True)


def _open(port: int, console: Console) -> int:
    """Serves until it is stopped."""
    from tonghu.cli.main import run

    console.print(f"请打开 http://127.0.0.1:{port} ，登录页列出各岗位的演示账号。按Ctrl+C停止。")
    return run(["serve", "--port", str(port)])


if __name__ == "__main__":
    sys.exit(main())
