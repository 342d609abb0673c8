"""浏览器: chromium and Chinese fonts for the browser tests, on a machine that has neither.

    python3 scripts/make_browser.py

Standard library only, asks nothing. Finds chromium on PATH; else installs Debian's as root; else,
without root, downloads Debian's packages through apt with a state of its own and unpacks them below
.tools/browser, where tests/browser.py looks. Prints the path of the program. Fails with a sentence
where there is no apt.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

from debian import Stop, addresses, fetch

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".tools" / "browser"
PROGRAM = FOLDER / "chromium"
DRIVER = FOLDER / "driver"  # tests/browser.py names it to Playwright
PACKAGES = ("chromium", "fonts-noto-cjk", "libatomic1")
ATOMIC = "libatomic.so.1"  # Playwright drives the browser with a node that is linked to it
NAMES = ("chromium", "chromium-browser", "google-chrome")
LIBRARIES = "usr/lib/{0}:usr/lib/{0}/pulseaudio:lib/{0}:usr/lib:usr/lib/chromium"


def found() -> Path | None:
    """A chromium of this machine or of an earlier run, with Chinese fonts and the driver's library."""
    if PROGRAM.exists() and (DRIVER / ATOMIC).exists():
        return PROGRAM
    on_path = next((path for name in NAMES if (path := shutil.which(name))), None)
    return Path(on_path) if on_path and _has_fonts() and _has_atomic() else None


def _has_atomic() -> bool:
    try:
        ctypes.CDLL(ATOMIC)
    except OSError:
        return False
    return True


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
    for address, digest in addresses(FOLDER, PACKAGES, alone=False):
        package = fetch(address, digest, FOLDER / "apt" / "one.deb")
        subprocess.run(["dpkg-deb", "-x", package, FOLDER], check=True)
        package.unlink()
    _for_the_driver()
    return _wrapper()


def _for_the_driver() -> None:
    """The one library Playwright's own program may miss, in a folder with nothing else in it."""
    DRIVER.mkdir(exist_ok=True)
    for place in FOLDER.rglob(ATOMIC):
        (DRIVER / ATOMIC).unlink(missing_ok=True)
        (DRIVER / ATOMIC).symlink_to(place)


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
