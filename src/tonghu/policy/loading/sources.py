"""读文件: the TOML files of one profile, merged into one tree that remembers its places."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from tonghu.policy.places import files_of
from tonghu.policy.problems import Problem, ProfileError
from tonghu.policy.toml_lines import LineIndex
from tonghu.policy.toml_lines import Path as TomlPath

TomlTable = dict[str, object]
_LINE = re.compile(r"line (\d+)")
_SYNTAX = {
    "Cannot overwrite a value": "同一个键写了两次",
    "Cannot declare": "同一个表写了两次",
    "Cannot redefine": "同一个表写了两次",
    "Invalid value": "等号后面不是合格的值（文字要加引号，布尔值写 true 或者 false）",
    "Expected '=' after a key": "键后面缺等号",
    "Unclosed array": "数组缺右方括号",
    "Unclosed inline table": "行内表缺右花括号",
    "Unterminated string": "文字缺右引号",
    "Illegal character": "有不许出现的字符（引号没有配对，或者用了全角标点）",
    "Expected newline": "一行只能写一个键值，行尾有多余内容",
    "Invalid statement": "这一行不是合格的 TOML",
    "Invalid initial character for a key": "键的写法不对",
    "Duplicate inline table key": "行内表里同一个键写了两次",
}


@dataclass(frozen=True)
class SourceFile:
    """One file of a profile; its line index is built only when somebody asks for a line."""

    path: Path
    text: str

    @cached_property
    def lines(self) -> LineIndex:
        """The line index of this file."""
        return LineIndex(self.text)

    def problem(self, at: TomlPath, sentence: str) -> Problem:
        """A problem at the line of a path of this file."""
        return Problem(self.path, self.lines.line(at), sentence)


@dataclass(frozen=True)
class Sources:
    """The merged tree of a profile and, for each top key, which file gave it."""

    place: Path
    files: tuple[SourceFile, ...]
    tables: tuple[tuple[SourceFile, TomlTable], ...]


def read(place: Path) -> Sources:
    """Reads every file of a profile; syntax errors of all files are reported together."""
    tables: list[tuple[SourceFile, TomlTable]] = []
    problems: list[Problem] = []
    for path in files_of(place):
        try:
            tables.append(_parsed(path, path.stat().st_mtime_ns, path.stat().st_size))
        except UnicodeDecodeError:
            problems.append(Problem(path, 1, "文件不是 UTF-8 编码，请另存为 UTF-8。"))
        except tomllib.TOMLDecodeError as error:
            problems.append(_syntax_problem(path, error))
    if not tables and not problems:
        problems.append(Problem(place, 1, "文件夹里没有 .toml 文件。"))
    problems += list(_said_twice(tables))
    if problems:
        raise ProfileError(problems)
    return Sources(place, tuple(source for source, _ in tables), tuple(tables))


@lru_cache(maxsize=64)
def _parsed(path: Path, _changed: int, _size: int) -> tuple[SourceFile, TomlTable]:
    """One file; a parent read by many heirs is parsed once. Nobody writes into the table."""
    source = SourceFile(path, path.read_text(encoding="utf-8-sig"))
    return source, tomllib.loads(source.text)


def _syntax_problem(path: Path, error: tomllib.TOMLDecodeError) -> Problem:
    message = str(error)
    found = _LINE.search(message)
    text = path.read_text(encoding="utf-8-sig")
    line = int(found.group(1)) if found else text.rstrip("\n").count("\n") + 1
    reason = next((zh for start, zh in _SYNTAX.items() if message.startswith(start)), "写法不对")
    return Problem(path, line, f"不是合格的 TOML：{reason}。")


def _said_twice(tables: list[tuple[SourceFile, TomlTable]]) -> Iterator[Problem]:
    """One key, one file: the same table in two files would hide which of them holds."""
    seen: dict[TomlPath, SourceFile] = {}
    for source, table in tables:
        for path in _claims(table):
            first = seen.setdefault(path, source)
            if first is not source:
                yield source.problem(
                    path,
                    f"“{'.'.join(map(str, path))}”在{first.path.name}第"
                    f"{first.lines.line(path)}行已经写过，一个表只许写在一个文件里。",
                )


def _claims(table: TomlTable) -> Iterator[TomlPath]:
    """What a file lays claim to: top tables; for `documents` and `definitions`, each entry."""
    for key, value in table.items():
        if key == "basis":
            continue
        if key in ("documents", "definitions") and isinstance(value, dict):
            yield from ((key, entry) for entry in value)
        else:
            yield (key,)
