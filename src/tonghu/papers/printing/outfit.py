"""本机有什么: fonts and the setting library, where they are, and the sentence when they are not there.

`scripts/make_fonts.py` fetches them into `.tools/print`. Fandol first; where it is missing what the
machine has stands in, and the paper's page says so; with no Chinese font at all nothing is printed.
"""

from __future__ import annotations

import ctypes
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tonghu.papers.printing.order import CannotPrint

ROOT = Path(__file__).resolve().parents[4]
MEND = "请运行python3 scripts/make_fonts.py，再办一次。"
NEEDED = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0", "libfontconfig.so.1")


def folder() -> Path:
    """Where make_fonts.py lays things: `TONGHU_PRINT`, else `.tools/print` beside the source."""
    return Path(os.environ.get("TONGHU_PRINT") or ROOT / ".tools" / "print")


@dataclass(frozen=True, slots=True)
class Font:
    """一种字体: its file, and its name for the setting library."""

    file: Path
    family: str


FANG, KAI, HEI, SONG = (
    "FandolFang-Regular.otf",
    "FandolKai-Regular.otf",
    "FandolHei-Regular.otf",
    "FandolSong-Bold.otf",
)
NAMES = {FANG: "FandolFang", KAI: "FandolKai", HEI: "FandolHei", SONG: "FandolSong"}
OTHERS = (  # what stands in, and has the rare characters of names; the first found come first
    ("NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC"), ("NotoSerifCJKsc-Regular.otf", "Noto Serif CJK SC"),
    ("SourceHanSerifSC-Regular.otf", "Source Han Serif SC"), ("LXGWWenKai-Regular.ttf", "LXGW WenKai"),
    ("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC"), ("NotoSansCJKsc-Regular.otf", "Noto Sans CJK SC"),
    ("SourceHanSansSC-Regular.otf", "Source Han Sans SC"), ("uming.ttc", "AR PL UMing CN"),
    ("wqy-zenhei.ttc", "WenQuanYi Zen Hei"), ("wqy-microhei.ttc", "WenQuanYi Micro Hei"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outfit:
    """字体一套: by role, and what stands behind all of them."""

    roles: dict[str, Font]  # fang kai hei song
    behind: tuple[Font, ...]

    @property
    def is_whole(self) -> bool:
        """Whether the four faces of an official paper are there."""
        return set(self.roles) == {"fang", "kai", "hei", "song"}

    @property
    def fonts(self) -> tuple[Font, ...]:
        """What every text falls back through, in order."""
        return (*(self.roles[one] for one in ("fang",) if one in self.roles), *self.behind)

    def families(self, role: str) -> str:
        """For CSS."""
        first = [self.roles[role]] if role in self.roles else []
        return ", ".join(f'"{one.family}"' for one in dict.fromkeys((*first, *self.fonts)))


def places() -> tuple[Path, ...]:
    """Where fonts lie on a machine."""
    return (
        folder() / "fonts", Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("~/.fonts").expanduser(),
        ROOT / ".tools" / "browser" / "usr" / "share" / "fonts",
    )  # fmt: skip


@cache
def outfit() -> Outfit:
    """What is there; raises when there is no Chinese font at all."""
    files: dict[str, Path] = {}
    for place in places():
        if place.is_dir():
            for one in place.rglob("*.[ot]t[fc]"):
                files.setdefault(one.name, one)
    roles = {
        role: Font(files[name], NAMES[name])
        for role, name in (("fang", FANG), ("kai", KAI), ("hei", HEI), ("song", SONG))
        if name in files
    }
    behind = tuple(Font(files[name], family) for name, family in OTHERS if name in files)
    if not roles and not behind:
        raise CannotPrint(f"本机没有中文字体，印不了PDF。{MEND}")
    return Outfit(roles, behind)


def environment() -> dict[str, str]:
    """For the child: libraries of ours where the machine has none, fonts of ours beside its own."""
    own = dict(os.environ)
    if not _loads():
        libraries = folder() / "lib"
        if not (libraries / NEEDED[0]).exists():
            raise CannotPrint(f"本机没有排版库Pango，印不了PDF。{MEND}")
        own["LD_LIBRARY_PATH"] = ":".join(
            filter(None, (str(libraries), own.get("LD_LIBRARY_PATH")))
        )
    config = folder() / "fonts.conf"
    if config.exists():
        own["FONTCONFIG_FILE"] = str(config)
    return own


@cache
def _loads() -> bool:
    try:
        for name in NEEDED:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True
