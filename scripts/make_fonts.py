"""印文书的字体和排版库: what PDFs of papers are made with, on a machine that has neither.

    python3 scripts/make_fonts.py [--quiet]

Standard library only, asks nothing, needs no root. Into .tools/print go: Fandol (仿宋 楷体 黑体 宋体)
of Debian's texlive-lang-chinese; LXGW WenKai for the rare characters of names, where the machine has
no other font that has them; Pango with all it needs, where the machine has none. Run again it costs
nothing. What is missing afterwards is said by `tonghu.papers.printing.outfit`, in one sentence.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import fcntl
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from debian import Stop, addresses, fetch, unpack

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".tools" / "print"
FONTS, LIBRARIES = FOLDER / "fonts", FOLDER / "lib"
FANDOL = ("FandolFang-Regular.otf", "FandolKai-Regular.otf", "FandolHei-Regular.otf", "FandolSong-Bold.otf")  # fmt: skip
RARE = "LXGWWenKai-Regular.ttf"
WIDE = ("NotoSerifCJK*", "NotoSansCJK*", "SourceHan*", "LXGWWenKai*")  # have the rare ones too
PLACES = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    ROOT / ".tools" / "browser" / "usr" / "share" / "fonts",
)
NEEDED = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0", "libfontconfig.so.1")
PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fontconfig-config")
SYSTEM = re.compile(r"/(libc6|libgcc-s1|gcc-\d+-base|libcrypt1|libstdc\+\+6)_")  # the machine's own


def main() -> None:
    parser = argparse.ArgumentParser(description="Fonts and the setting library for papers.")
    parser.add_argument("--quiet", action="store_true", help="say nothing when all is there")
    quiet = parser.parse_args().quiet
    try:
        with _alone():
            told = [*_fandol(), *_rare(), *_pango()]
            _config()
    except (Stop, OSError, subprocess.CalledProcessError) as stop:
        sys.exit(f"印文书的字体没有备好：{stop}。联网后再运行python3 scripts/make_fonts.py。")
    if told or not quiet:
        print("\n".join(told) or f"字体和排版库都在：{FOLDER}")


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Two that start at once: the second waits, and then finds everything there."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fandol() -> list[str]:
    if all((FONTS / name).exists() for name in FANDOL):
        return []
    return _fonts("texlive-lang-chinese", lambda name: name.rpartition("/")[2] in FANDOL)


def _rare() -> list[str]:
    if any(any(place.rglob(wide)) for place in (*PLACES, FONTS) if place.is_dir() for wide in WIDE):
        return []
    return _fonts("fonts-lxgw-wenkai", lambda name: name.endswith(f"/{RARE}"))


def _fonts(package: str, wanted: object) -> list[str]:
    [(address, digest)] = addresses(FOLDER, (package,), alone=True)
    file = fetch(address, digest, FOLDER / f"{package}.deb")
    aside = FOLDER / "new"
    found = unpack(file, aside, wanted)  # type: ignore[arg-type]
    FONTS.mkdir(exist_ok=True)
    for one in found:
        one.replace(FONTS / one.name)  # whole or not at all
    shutil.rmtree(aside)
    file.unlink()
    return [f"备好字体：{'、'.join(one.name for one in found)}"]


def _pango() -> list[str]:
    if _loads("") or _loads(f"{LIBRARIES}/") or sys.platform != "linux":
        return []
    for address, digest in addresses(FOLDER, PANGO, alone=False):
        if SYSTEM.search(address):
            continue
        file = fetch(address, digest, FOLDER / "one.deb")
        unpack(file, LIBRARIES, lambda name: bool(re.search(r"/lib/.*\.so(\.|$)", name)))
        file.unlink()
    return [f"备好排版库：{LIBRARIES}"]


def _config() -> None:
    """The folders of fonts in one file, so that our own are found without being installed."""
    folders = "".join(
        f"<dir>{one}</dir>" for one in (FONTS, *PLACES, Path("~/.fonts").expanduser())
    )
    text = (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"{folders}<cachedir>{FOLDER}/cache</cachedir></fontconfig>"
    )
    file = FOLDER / "fonts.conf"
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")


def _loads(before: str) -> bool:
    try:
        for name in NEEDED:
            ctypes.CDLL(f"{before}{name}")
    except OSError:
        return (LIBRARIES / NEEDED[0]).exists() if before else False
    return True


if __name__ == "__main__":
    main()
