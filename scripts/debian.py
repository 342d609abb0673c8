"""取Debian的包: packages of Debian laid out in our own folder, without root and without touching the system.

Standard library only. apt works with a state of its own, so that what the machine has installed
does not count; what it names is fetched here, compared with the SHA-256 of Debian's signed lists,
and unpacked with dpkg-deb.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import urllib.request
from collections.abc import Callable
from pathlib import Path

LINE = re.compile(r"^'(\S+)' (\S+\.deb) \d+ (?:(\w+):(\w+))?", re.MULTILINE)


class Stop(Exception):
    """One sentence that says what is missing and what to do."""


def addresses(folder: Path, packages: tuple[str, ...], *, alone: bool) -> list[tuple[str, str]]:
    """(address, SHA-256) of packages, `alone` or with all they need."""
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise Stop(f"本机没有apt，请自行安装{'、'.join(packages)}。 (No apt here.)")
    state = folder / "apt"
    for name in ("lists/partial", "cache/archives/partial"):
        (state / name).mkdir(parents=True, exist_ok=True)
    (state / "status").touch()  # nothing counts as installed: everything needed is named
    own = [
        "-o", f"Dir::State::lists={state}/lists", "-o", f"Dir::State::status={state}/status",
        "-o", f"Dir::Cache={state}/cache", "-o", "Debug::NoLocking=1", "-o", "APT::Sandbox::User=",
        "-o", "Acquire::ForceHash=SHA256",  # else `install` names the MD5 of old
    ]  # fmt: skip
    _apt([*own, "update", "-qq"])
    verb = ["download"] if alone else ["install", "--no-install-recommends", "-y"]
    told = _apt([*own, *verb, "--print-uris", "-qq", *packages])
    found = [
        (address, digest) for address, _, kind, digest in LINE.findall(told) if kind == "SHA256"
    ]
    if not found:
        raise Stop(f"软件源里没有{'、'.join(packages)}。 (Not in the package source.)")
    return found


def fetch(address: str, digest: str, target: Path) -> Path:
    """One package, refused when it is not what the signed list says."""
    target.parent.mkdir(parents=True, exist_ok=True)
    measured = hashlib.sha256()
    with urllib.request.urlopen(address, timeout=120) as answer, target.open("wb") as out:
        while piece := answer.read(1 << 20):
            measured.update(piece)
            out.write(piece)
    if measured.hexdigest() != digest:
        target.unlink()
        raise Stop("下载的包校验值不符，没有用；请检查网络后重试。 (Wrong checksum.)")
    return target


def unpack(package: Path, folder: Path, wanted: Callable[[str], bool]) -> list[Path]:
    """The wanted files of a package, by their names alone, into a folder."""
    listed = subprocess.run(["dpkg-deb", "-c", package], capture_output=True, text=True, check=True)
    members = [
        line.split(" ./", 1)[1].split(" -> ")[0]
        for line in listed.stdout.splitlines()
        if " ./" in line
    ]
    chosen = [one for one in members if not one.endswith("/") and wanted(one)]
    if not chosen:
        return []  # tar takes no name for all names
    folder.mkdir(parents=True, exist_ok=True)
    with subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE
    ) as source:
        names = [f"./{one}" for one in chosen]
        subprocess.run(
            ["tar", "x", "-C", folder, "--transform", "s#.*/##", *names],
            stdin=source.stdout,
            check=True,
        )
    return [folder / one.rpartition("/")[2] for one in chosen]


def _apt(arguments: list[str]) -> str:
    told = subprocess.run(["apt-get", *arguments], capture_output=True, text=True, check=False)
    if told.returncode:
        raise Stop(f"apt取不到：{told.stderr.strip()[-300:]} (apt-get failed.)")
    return told.stdout
