"""启动数据库: `DATABASE_URL`, else PostgreSQL 15 or newer of this machine, else the one we bring."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import psycopg

from tonghu.core.database.server import places, programs
from tonghu.core.database.server.account import Account
from tonghu.core.database.server.cluster import Cluster, is_answering
from tonghu.core.database.server.demands import deviations
from tonghu.core.database.server.places import Place, Secrets
from tonghu.core.database.server.problem import ServerError
from tonghu.core.database.server.roles import (
    ADMIN,
    APP,
    OWNER,
    address,
    establish,
    single_user_passwords,
)

# The owner's session sees every row because it says so, not because of who it is: policies bind the
# owner too (FORCE), so a program that runs as owner by mistake sees nothing.
EVERYTHING = "?options=-c%20tonghu.lo%3D0%20-c%20tonghu.hi%3D~%20-c%20tonghu.level%3Dsystem"


@dataclass(frozen=True)
class Urls:
    """数据库地址: of the runtime role, of the owner, of the launcher itself (only where we launch)."""

    app: str = field(repr=False)
    owner: str = field(repr=False)
    admin: str = field(default="", repr=False)


@dataclass(frozen=True)
class Status:
    """数据库状态: what `tonghu db status` shows."""

    state: str  # external running stopped absent
    version: str = ""
    port: int = 0
    pid: int | None = None
    data: Path | None = None
    programs: Path | None = None
    problems: tuple[str, ...] = ()


def external() -> Urls | None:
    """A server somebody else runs: `DATABASE_URL`, and `DATABASE_OWNER_URL` to migrate with.

    Its roles have the names of ours, tonghu_app and tonghu_owner, and rights no wider.
    """
    app = os.environ.get("DATABASE_URL")
    if not app:
        return None
    owner = os.environ.get("DATABASE_OWNER_URL", "")
    if owner and "options=" not in owner:
        owner += EVERYTHING.replace("?", "&" if "?" in owner else "?", 1)
    return Urls(app, owner, os.environ.get("DATABASE_ADMIN_URL", ""))


def addresses(home: Path) -> Urls | None:
    """The addresses as known, whether the server runs or not; None before the first start."""
    place = places.read(home)
    known = places.secrets_of(home)
    if external() or place is None or known is None:
        return external()
    return _urls(place, known)


def ensure_running(home: Path, *, fast: bool = False) -> Urls:
    """Makes, starts and checks the database of this home; a running one is left alone.

    `fast` is for tests only: nothing is flushed, a crash may lose everything.
    """
    return external() or launch(home, fast=fast)


def launch(home: Path, *, fast: bool = False, at_least: int = programs.OLDEST) -> Urls:
    """The same, whatever `DATABASE_URL` says: a home's own server."""
    if found := _answering(home):
        return found
    with places.alone(home):
        known = places.secrets_of(home)
        place, cluster = _found(home, fast=fast, at_least=at_least)
        if known is None or not (place.data / "PG_VERSION").exists():
            known = _known_anew(home, cluster)
        if not cluster.wait_for_the_old():
            cluster = _started(home, cluster)
            place = cluster.place
        establish(place, known)
        if problems := _deviations(place, known):
            cluster.stop()
            raise ServerError("".join(problems))
        place.established.touch()
        return _urls(place, known)


def stop(home: Path, *, mode: str = "fast") -> bool:
    """Stops the server of this home; False when none was running."""
    with places.alone(home):
        cluster = _existing(home)
        running = cluster is not None and cluster.pid() is not None
        if cluster is not None:
            cluster.stop(mode=mode)
        return running


def remove(home: Path) -> None:
    """Stops the server and removes its data for good: tests and drills only."""
    with places.alone(home):
        place = places.read(home)
        cluster = _existing(home)
        if cluster is not None:
            cluster.stop(mode="immediate")
        if place is not None:
            places.forget(home, place)


def status(home: Path) -> Status:
    """What runs, where, and what is not as it should be."""
    if found := external():
        return _status_of_external(found)
    place, cluster = places.read(home), _existing(home)
    if place is None or cluster is None:
        return Status("absent")
    known = Status(
        "stopped",
        cluster.programs.version,
        place.port,
        cluster.pid(),
        place.data,
        cluster.programs.folder,
    )
    if known.pid is None:
        return known
    words = places.secrets_of(home)
    lost = ("数据库口令文件keys/database.toml不见了，请运行tonghu db start重设。",)
    return replace(
        known, state="running", problems=tuple(_deviations(place, words)) if words else lost
    )


@contextmanager
def as_admin(
    home: Path, database: str = "tonghu"
) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection of the launcher's own role, which no policy binds: for backups and checks."""
    place, known = places.read(home), places.secrets_of(home)
    if place is None or known is None:
        raise ServerError("还没有数据库，请先运行tonghu db start。")
    with psycopg.connect(address(place, ADMIN, known.admin, database)) as found:
        yield found


def programs_of(home: Path) -> programs.Programs:
    """The programs of the version that wrote the data."""
    cluster = _existing(home)
    return cluster.programs if cluster else programs.choose()


def _answering(home: Path) -> Urls | None:
    """The short way, for who asks every other second: no program is started to find out."""
    place, known = places.read(home), places.secrets_of(home)
    if place is None or known is None or not place.established.exists():
        return None
    return _urls(place, known) if is_answering(place.data) else None


def _found(home: Path, *, fast: bool, at_least: int) -> tuple[Place, Cluster]:
    """Where the data are, or shall be, and the programs for them."""
    account = Account.here()
    place = places.read(home)
    if place is None:
        best = programs.runnable(programs.choose(at_least=at_least), account)
        place = places.choose(home, account, best.major, fast=fast)
        return place, Cluster(place, best, account)
    if not (place.data / "PG_VERSION").exists():
        raise ServerError(f"数据库文件夹{place.data}不见了，请找回，或从备份恢复到新的文件夹。")
    fitting = programs.runnable(programs.choose(place.major), account)
    return place, Cluster(place, fitting, account)


def _started(home: Path, cluster: Cluster) -> Cluster:
    """On its port; on another one where a foreign program has come to stay."""
    if not cluster.wait_for_the_port():
        cluster = _moved(home, cluster)
    try:
        cluster.start()
    except ServerError:
        if places.port_is_free(cluster.place.port):
            raise
        cluster = _moved(home, cluster)
        cluster.start()
    return cluster


def _moved(home: Path, cluster: Cluster) -> Cluster:
    moved = replace(cluster.place, port=places.free_port())
    return replace(cluster, place=places.write(home, moved))


def _known_anew(home: Path, cluster: Cluster) -> Secrets:
    """Passwords for new data, or for data whose passwords were lost; kept when the server has them."""
    made = places.new_secrets()
    if (cluster.place.data / "PG_VERSION").exists():
        cluster.stop()
        cluster.single_user(single_user_passwords(made))
    else:
        cluster.create(made.admin)
    places.write(home, cluster.place)
    places.keep_secrets(home, made)
    return made


def _existing(home: Path) -> Cluster | None:
    place = places.read(home)
    if place is None or not (place.data / "PG_VERSION").exists():
        return None
    account = Account.here()
    return Cluster(place, programs.runnable(programs.choose(place.major), account), account)


def _urls(place: Place, known: Secrets) -> Urls:
    return Urls(
        address(place, APP, known.app),
        address(place, OWNER, known.owner) + EVERYTHING,
        address(place, ADMIN, known.admin),
    )


def _deviations(place: Place, known: Secrets) -> list[str]:
    if place.fast:
        return []
    with psycopg.connect(address(place, ADMIN, known.admin)) as admin:
        return deviations(admin)


def _status_of_external(found: Urls) -> Status:
    try:
        with psycopg.connect(found.app, connect_timeout=5) as connection:
            row = connection.execute("SHOW server_version").fetchone()
            return Status("external", str(row[0]) if row else "", connection.info.port)
    except psycopg.OperationalError:
        return Status("external", problems=("DATABASE_URL所指的数据库连不上。",))
