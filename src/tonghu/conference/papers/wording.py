"""文书的措辞: templates as files; a county lays its own beside ours and the paper says which was used.

Looked for in `TONGHU_HOME/templates/conference/<profile>/NAME.toml`, then `…/conference/NAME.toml`;
what such a file does not say is taken from ours in `words/`. A placeholder nobody knows is a sentence,
never an empty place in a paper.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter

from django.conf import settings

from tonghu.core.errors import NotNow

OURS = Path(__file__).parent / "words"
FOLDER = Path("templates") / "conference"


@dataclass(frozen=True, slots=True)
class Wording:
    """一份模板: its texts by key, and the mark that a paper keeps of it."""

    name: str
    texts: tuple[tuple[str, str], ...]
    mark: str  # 会议纪要 2026.1 3fa9c21b
    own: bool = False  # laid down by the place itself

    def has(self, key: str) -> bool:
        """Whether the key is there and not empty."""
        return bool(dict(self.texts).get(key))

    def say(self, key: str, **values: object) -> str:
        """The text of a key with what belongs into it."""
        text = dict(self.texts)[key]
        unknown = sorted(
            {name for _, name, _, _ in Formatter().parse(text) if name is not None} - set(values)
        )
        if unknown:
            known = "、".join(f"{{{one}}}" for one in values) or "没有"
            raise NotNow(
                f"模板{self.name}.toml的“{key}”里写了{{{unknown[0]}}}，没有这一项；可以用的：{known}。"
            )
        return text.format(**values)


def wording(name: str, profile: str = "") -> Wording:
    """The template in force for a place."""
    home = Path(settings.TONGHU_HOME) / FOLDER
    own = next(
        (one for one in (home / profile / f"{name}.toml", home / f"{name}.toml") if one.is_file()),
        None,
    )
    return _read(name, own, own.stat().st_mtime_ns if own else 0)


@lru_cache(maxsize=64)
def _read(name: str, own: Path | None, _: int) -> Wording:
    texts = _texts(OURS / f"{name}.toml")
    if own is not None:
        theirs = _texts(own)
        unknown = sorted(set(theirs) - set(texts))
        if unknown:
            raise NotNow(f"模板{own}里的“{unknown[0]}”没有用处，请改成{'、'.join(texts)}中的一项。")
        texts |= theirs
    told = hashlib.sha256("\0".join(f"{k}\0{v}" for k, v in texts.items()).encode()).hexdigest()
    mark = f"{texts['name']} {texts['version']} {told[:8]}" + (" 本地" if own else "")
    return Wording(name, tuple(texts.items()), mark[:80], own is not None)


def _texts(file: Path) -> dict[str, str]:
    try:
        read = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise NotNow(f"模板{file}读不出来：{problem}。请改好或者移开它。") from None
    return {str(key): str(value) for key, value in read.items()}
