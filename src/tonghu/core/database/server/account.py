"""运行账号: PostgreSQL refuses to run as root, so as root it runs as somebody who owns nothing else."""

from __future__ import annotations

import os
import pwd
import subprocess  # argument lists only, nothing from a person
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tonghu.core.database.server.problem import ServerError

STRANGERS = ("postgres", "nobody")  # tried in this order; no account is ever made


@dataclass(frozen=True)
class Account:
    """运行账号: user and group of the server; None is whoever we are."""

    uid: int | None = None
    gid: int | None = None

    @classmethod
    def here(cls) -> Account:
        """Ourselves, or as root an unprivileged account of this machine."""
        if os.geteuid() != 0:
            return cls()
        for name in STRANGERS:
            try:
                found = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(found.pw_uid, found.pw_gid)
        raise ServerError(
            "不能以root身份运行数据库，而本机又没有postgres或nobody账号；请换一个普通账号再运行。"
        )

    def run(
        self, command: Sequence[str | Path], *, given: str = "", seconds: float = 600
    ) -> subprocess.CompletedProcess[str]:
        """Runs a program as this account; what it says is in stdout, both kinds together.

        Output goes through a file: a server that inherits a pipe would keep us waiting for ever.
        """
        others: list[int] = []
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
            done = subprocess.run(  # noqa: S603
                [str(part) for part in command],
                input=given,
                stdout=said,
                stderr=subprocess.STDOUT,
                text=True,
                cwd="/",
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
                timeout=seconds,
                check=False,
                user=self.uid,
                group=self.gid,
                extra_groups=others if self.uid is not None else None,
            )
            said.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, said.read(), "")

    def reaches(self, path: Path) -> bool:
        """Whether this account can enter a folder, or run a program."""
        return self.run(["/bin/sh", "-c", 'test -x "$1"', "sh", path]).returncode == 0

    def folder(self, path: Path) -> Path:
        """A folder that only this account (and root) can enter; somebody else's is refused."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = path.lstat()
        mine = {os.geteuid(), self.uid if self.uid is not None else os.geteuid()}
        if path.is_symlink() or owner.st_uid not in mine:
            raise ServerError(f"文件夹{path}属于别的账号，请查明后移走再启动数据库。")
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)
        path.chmod(0o700)
        return path
