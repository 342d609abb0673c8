"""数据库的位置: where data, log, socket and secrets of an installation are, and that this is kept."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from fcntl import LOCK_EX, flock
from hashlib import sha256
from pathlib import Path

from tonghu.core.database.server.account import Account
from tonghu.core.database.server.problem import ServerError

RECORD = "database.toml"  # of the home: where the data are; its namesake in keys/ has the secrets
PORTS = range(20_000, 32_000)  # below what Linux hands to outgoing connections
SHARED = ("/var/lib/tonghu", "/var/tmp/tonghu")  # noqa: S108  (owner is checked before use)


def home_folder() -> Path:
    """`TONGHU_HOME`: where this installation keeps database, keys, files and logs."""
    default = Path(__file__).resolve().parents[5] / ".tonghu"
    return Path(os.environ.get("TONGHU_HOME") or default).absolute()


@dataclass(frozen=True)
class Place:
    """数据库的位置: as written down at the first start, because a move would be a loss."""

    folder: Path
    port: int
    major: int
    fast: bool = False

    @property
    def data(self) -> Path:
        """The data folder of PostgreSQL."""
        return self.folder / "data"

    @property
    def established(self) -> Path:
        """There when roles and database are made; a start that was killed before is done again."""
        return self.folder / "established"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.folder / "log"

    @property
    def socket(self) -> Path:
        """A short path: sockets take no long one."""
        return Path("/tmp") / f"tonghu-{_mark(self.folder)}"  # noqa: S108  (owner is checked)


@dataclass(frozen=True)
class Secrets:
    """数据库口令: never shown; `admin` is for the launcher and for backups only."""

    admin: str
    owner: str
    app: str

    def __repr__(self) -> str:
        return "Secrets(…)"


def read(home: Path) -> Place | None:
    """What was written down; None before the first start."""
    try:
        told = tomllib.loads((home / RECORD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Place(Path(told["folder"]), told["port"], told["major"], told["fast"])


def write(home: Path, place: Place) -> Place:
    """Writes it down, whole or not at all."""
    told = {**asdict(place), "folder": str(place.folder)}
    _write_toml(home / RECORD, told, 0o644)
    return place


def choose(home: Path, account: Account, major: int, *, fast: bool) -> Place:
    """In the home; where the account cannot get there, in a folder of the machine."""
    home.mkdir(parents=True, exist_ok=True)
    inside = home / "db"
    inside.mkdir(mode=0o711, exist_ok=True)
    inside.chmod(0o711)
    if account.reaches(inside):
        return Place(inside, free_port(), major, fast)
    inside.rmdir()
    return Place(shared_folder(_unused(_mark(home))), free_port(), major, fast)


def _unused(name: str) -> str:
    """A name no data lie under: a home made again at its old path must not meet the old data.

    Those belong to keys that went with the old home; they stay for whoever kept the keys.
    """
    tried, number = name, 1
    while any((Path(top) / tried / "data" / "PG_VERSION").exists() for top in SHARED):
        number += 1
        tried = f"{name}-{number}"
    return tried


def shared_folder(name: str) -> Path:
    """A folder that every account can pass through and only we can change."""
    for top in map(Path, SHARED):
        folder = top / name
        try:
            folder.mkdir(mode=0o711, parents=True, exist_ok=True)
        except OSError:
            continue
        for one in (top, folder):
            if one.is_symlink() or one.lstat().st_uid != os.geteuid():
                raise ServerError(f"文件夹{one}属于别的账号，请查明后移走再启动数据库。")
            one.chmod(0o711)
        return folder
    raise ServerError(f"在{'和'.join(SHARED)}都建不了文件夹，数据库没有地方存放。")


def secrets_of(home: Path) -> Secrets | None:
    """The passwords; None before the first start, or when their file was lost."""
    try:
        told = tomllib.loads((home / "keys" / RECORD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Secrets(**told)


def new_secrets() -> Secrets:
    """Passwords nobody has seen."""
    return Secrets(*(secrets.token_urlsafe(24) for _ in range(3)))


def keep_secrets(home: Path, made: Secrets) -> None:
    """Writes them down, once the server knows them."""
    (home / "keys").mkdir(mode=0o700, parents=True, exist_ok=True)
    _write_toml(home / "keys" / RECORD, asdict(made), 0o600)


def free_port() -> int:
    """A port nobody listens on, and none that the machine hands to outgoing connections.

    One of those could be taken while the server is down for a moment, and clients know the old one.
    """
    for _ in range(100):
        port = PORTS.start + secrets.randbelow(len(PORTS))
        if port_is_free(port):
            return port
    raise ServerError(f"{PORTS.start}到{PORTS.stop - 1}之间没有空闲的端口，数据库启动不了。")


def port_is_free(port: int) -> bool:
    """Whether a server could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def forget(home: Path, place: Place) -> None:
    """Removes data, log, socket and record of a stopped server; nobody is asked again."""
    for folder in (place.folder, place.socket):
        shutil.rmtree(folder, ignore_errors=True)
    (home / RECORD).unlink(missing_ok=True)
    (home / "keys" / RECORD).unlink(missing_ok=True)


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """One at a time: two processes that start together find one server."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / ".database.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield


def _mark(path: Path) -> str:
    return sha256(str(path.absolute()).encode()).hexdigest()[:12]


def _write_toml(file: Path, values: dict[str, object], mode: int) -> None:
    text = "".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items())
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
