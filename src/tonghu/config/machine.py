"""这台机器: where this installation keeps its things, and how it reaches its database."""

from __future__ import annotations

import os
import secrets
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def home() -> Path:
    """`TONGHU_HOME`: database, keys, files, logs; made when it is not there."""
    default = Path(__file__).resolve().parents[3] / ".tonghu"
    folder = Path(os.environ.get("TONGHU_HOME") or default).absolute()
    for name in ("keys", "work", "files", "static"):
        (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@dataclass(frozen=True, slots=True)
class Installation:
    """这一处安装: whose document is in force, which county it serves, whether all is invented."""

    profile: str = "base"
    division: str = ""
    demo: bool = False


def installation(folder: Path) -> Installation:
    """What `tonghu.toml` in the home folder says; the environment goes before it."""
    file = folder / "tonghu.toml"
    told = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return Installation(
        profile=os.environ.get("TONGHU_PROFILE") or str(told.get("profile", "base")),
        division=os.environ.get("TONGHU_DIVISION") or str(told.get("division", "")),
        demo=os.environ.get("TONGHU_DEMO", "1" if told.get("demo") else "0") == "1",
    )


def secret_key(folder: Path) -> str:
    """The key of sessions and signed links; no data key is ever derived from it."""
    file = folder / "keys" / "django.key"
    if not file.exists():
        temporary = file.with_suffix(f".{os.getpid()}")
        temporary.touch(mode=0o600)
        temporary.write_text(secrets.token_urlsafe(64), encoding="ascii")
        with suppress(FileExistsError):  # of two processes at first start, one wins
            os.link(temporary, file)
        temporary.unlink()
    return file.read_text(encoding="ascii").strip()


def databases(folder: Path) -> dict[str, dict[str, Any]]:
    """`default` and `aside`: two connections of the runtime role; the owner only to migrate."""
    url = os.environ.get("TONGHU_DATABASE") or _address(folder)
    one = _settings(url)
    pool = {"min_size": 1, "max_size": 8, "timeout": 10}
    default = {**one, "OPTIONS": {**one["OPTIONS"], "pool": pool}}
    if os.environ.get("TONGHU_POOL") == "0":
        default = one
    return {"default": default, "aside": {**one, "TEST": {"MIRROR": "default"}}}


def _address(folder: Path) -> str:
    """The address the launcher left, of the role this process works as."""
    from tonghu.core.database.server import addresses

    found = addresses(folder)
    if found is None:
        return "postgresql://tonghu_app@127.0.0.1:1/tonghu"  # nothing runs yet: refused when used
    return found.owner if os.environ.get("TONGHU_DB_ROLE") == "owner" else found.app


def _settings(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **dict(parse_qsl(parts.query))},
    }
