"""备份清单: what a backup holds, so exactly that a restored one can be held against it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tonghu.core.database.server import ServerError

NAME = "manifest.json"
SUMS = "SHA256SUMS"  # as `sha256sum -c` reads it
FORMAT = 1
PIECE = 1 << 20


class ManifestError(ServerError):
    """备份不完整: a backup that must not be restored, and why."""


@dataclass(frozen=True)
class Content:
    """一张表的内容: its rows and one hash over all of them, in the order of the key."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """备份清单: when, from which PostgreSQL, how much of what."""

    made_at: str
    postgres: str
    tables: dict[str, Content]
    files: int
    bytes: int
    format: int = FORMAT

    @property
    def major(self) -> int:
        """The PostgreSQL that wrote it: an older one cannot read it."""
        return int(self.postgres.split(".")[0])

    @property
    def rows(self) -> int:
        """All rows of all tables."""
        return sum(one.rows for one in self.tables.values())

    def write(self, folder: Path) -> None:
        """Into the folder of the backup."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (folder / NAME).write_text(f"{text}\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Of a backup; what is no backup, or of another time, is a sentence."""
        try:
            told = json.loads((folder / NAME).read_text(encoding="utf-8"))
            if told["format"] != FORMAT:
                raise ManifestError(f"{folder}的备份格式是{told['format']}，本程序只认{FORMAT}。")
            tables = {name: Content(**one) for name, one in told.pop("tables").items()}
            return cls(tables=tables, **told)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ManifestError(f"{folder}不是童护的备份：{NAME}读不出来。") from error

    def compare(self, found: dict[str, Content]) -> list[str]:
        """Where restored tables differ, one sentence each."""
        told = []
        for name in sorted(self.tables.keys() | found.keys()):
            was, now = self.tables.get(name), found.get(name)
            if was is None or now is None:
                told.append(f"表{name}{'不在备份里' if was is None else '没有恢复出来'}。")
            elif was.rows != now.rows:
                told.append(f"表{name}备份时有{was.rows}行，恢复出来{now.rows}行。")
            elif was.sha256 != now.sha256:
                told.append(f"表{name}的内容与备份时不同。")
        return told


def files_below(folder: Path) -> Iterator[Path]:
    """Ordinary files, in a fixed order; links are not followed."""
    yield from sorted(one for one in folder.rglob("*") if one.is_file() and not one.is_symlink())


def sha256_of(file: Path) -> str:
    """The hash of a file."""
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while piece := opened.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def write_sums(folder: Path) -> None:
    """One line per file, of everything in the backup."""
    lines = [
        f"{sha256_of(file)}  {file.relative_to(folder).as_posix()}\n"
        for file in files_below(folder)
        if file.name != SUMS
    ]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def check_sums(folder: Path) -> list[str]:
    """Files that are missing, changed or too many, one sentence each."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except OSError:
        return [f"{folder}里没有{SUMS}，备份没有做完或被删过。"]
    wanted = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    there = {one.relative_to(folder).as_posix(): one for one in files_below(folder)}
    there.pop(SUMS)
    told = [f"备份里少了文件{name}。" for name in sorted(wanted.keys() - there.keys())]
    told += [f"备份里多出文件{name}。" for name in sorted(there.keys() - wanted.keys())]
    return told + [
        f"备份里的文件{name}被改动或损坏。"
        for name in sorted(wanted.keys() & there.keys())
        if sha256_of(there[name]) != wanted[name]
    ]
