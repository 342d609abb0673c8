"""浏览器: chromium and Chinese fonts for the browser tests, on a machine that has neither.

    python3 scripts/make_browser.py

Standard library only, asks nothing. Finds chromium on PATH; else installs Debian's as root; else,
without root, downloads Debian's packages through apt with a state of its own and unpacks them below
.tools/browser, where tests/browser.py looks. Prints the path of the program. Fails with a sentence
where there is no apt.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".tools" / "browser"
PROGRAM = FOLDER / "chromium"
PACKAGES = ("chromium", "fonts-noto-cjk")
NAMES = ("chromium", "chromium-browser", "google-chrome")
LIBRARIES = "usr/lib/{0}:usr/lib/{0}/pulseaudio:lib/{0}:usr/lib:usr/lib/chromium"


class Stop(Exception):
    """One sentence that says what is missing and what to do."""


def found() -> Path | None:
    """A chromium of this machine or of an earlier run, with Chinese fonts beside it."""
    if PROGRAM.exists():
        return PROGRAM
    on_path = next((path for name in NAMES if (path := shutil.which(name))), None)
    return Path(on_path) if on_path and _has_fonts() else None


def _has_fonts() -> bool:
    listed = shutil.which("fc-list")
    if listed is None:
        return any(Path("/usr/share/fonts").rglob("*CJK*"))
    return bool(
        subprocess.run([listed, ":lang=zh"], capture_output=True, check=False).stdout.strip()
    )


def install() -> Path:
    """As root: Debian's packages, the ordinary way."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES],
    ):
        told = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if told.returncode:
            raise Stop(f"装不上chromium：{told.stderr.strip()[-300:]} (apt-get failed.)")
    path = found()
    if path is None:
        raise Stop("chromium装完仍找不到。 (chromium not found after install.)")
    return path


def unpack() -> Path:
    """Without root: packages and all they need, laid out in our own folder."""
    state = FOLDER / "apt"
    for name in ("lists/partial", "cache/archives/partial"):
        (state / name).mkdir(parents=True, exist_ok=True)
    (state / "status").touch()  # nothing counts as installed: everything needed is fetched
    own = [
        "-o", f"Dir::State::lists={state}/lists", "-o", f"Dir::State::status={state}/status",
        "-o", f"Dir::Cache={state}/cache", "-o", "Debug::NoLocking=1", "-o", "APT::Sandbox::User=",
    ]  # fmt: skip
    _apt([*own, "update", "-qq"])
    told = _apt(
        [*own, "install", "--no-install-recommends", "--print-uris", "-qq", "-y", *PACKAGES]
    )
    for address, name in re.findall(r"^'(\S+)' (\S+\.deb)", told, re.MULTILINE):
        file = state / name
        if not file.exists():
            with urllib.request.urlopen(address, timeout=120) as answer, file.open("wb") as target:
                shutil.copyfileobj(answer, target)
        subprocess.run(["dpkg-deb", "-x", file, FOLDER], check=True)
        file.unlink()
    return _wrapper()


def _apt(arguments: list[str]) -> str:
    told = subprocess.run(["apt-get", *arguments], capture_output=True, text=True, check=False)
    if told.returncode:
        raise Stop(f"apt取不到chromium：{told.stderr.strip()[-300:]} (apt-get failed.)")
    return told.stdout


def _wrapper() -> Path:
    """A program that starts the unpacked one among its own libraries and fonts."""
    triplet = f"{os.uname().machine}-linux-gnu"
    places = ":".join(f"{FOLDER}/{part}" for part in LIBRARIES.format(triplet).split(":"))
    fonts = FOLDER / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{FOLDER}/usr/share/fonts</dir><cachedir>{FOLDER}/fontcache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    PROGRAM.write_text(
        f'#!/bin/sh\nexport LD_LIBRARY_PATH="{places}" FONTCONFIG_FILE="{fonts}"\n'
        f'exec "{FOLDER}/usr/lib/chromium/chromium" "$@"\n',
        encoding="utf-8",
    )
    PROGRAM.chmod(0o755)
    return PROGRAM


def main() -> None:
    try:
        if shutil.which("apt-get") is None and found() is None:
            raise Stop(
                "没有chromium，也没有apt可用；请先安装chromium和中文字体。 (Install chromium.)"
            )
        print(found() or (install() if os.geteuid() == 0 else unpack()))
    except (Stop, OSError, subprocess.CalledProcessError) as stop:
        sys.exit(f"浏览器没有备好：{stop}")


if __name__ == "__main__":
    main()
