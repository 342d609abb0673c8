"""行号索引: the line of every key, row and list element of a TOML text that tomllib accepted.

tomllib tells no places, and an officer who made a typing mistake needs the line. The scanner
trusts the text to be valid TOML 1.0: it only follows keys, brackets and quotes.
"""

from __future__ import annotations

import re
import tomllib

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]+")
_STRINGS = (
    re.compile(r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})(?!")', re.DOTALL),
    re.compile(r"'''.*?'''(?:'{0,2})(?!')", re.DOTALL),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)


class LineIndex:
    """Answers `line(path)`; a path is made of keys and of 0-based positions in arrays."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1
        self._counted_to = 0
        self._lines: dict[Path, int] = {}
        self._rows: dict[Path, int] = {}
        self._scan()

    def line(self, path: Path) -> int:
        """The line of the path, or of the nearest enclosing table that the text names."""
        for length in range(len(path), 0, -1):
            found = self._lines.get(path[:length])
            if found is not None:
                return found
        return 1

    def names(self, path: Path) -> bool:
        """Whether the text names this very path."""
        return path in self._lines

    def _scan(self) -> None:
        table: Path = ()
        self._skip(_BLANK)
        while self._at < len(self._text):
            table = self._header() if self._text[self._at] == "[" else self._pair(table)
            self._skip(_BLANK)

    def _header(self) -> Path:
        many = self._text.startswith("[[", self._at)
        self._at += 2 if many else 1
        line = self._here()
        keys = self._keys()
        self._at += 2 if many else 1
        table = self._resolve(keys[:-1])
        if many:
            array = (*table, keys[-1])
            self._lines.setdefault(array, line)
            row = self._rows.get(array, -1) + 1
            self._rows[array] = row
            table = (*array, row)
        else:
            table = self._resolve(keys)
        for length in range(1, len(table)):
            self._lines.setdefault(table[:length], line)
        self._lines[table] = line
        return table

    def _resolve(self, keys: list[str]) -> Path:
        """A header that passes through an array of tables means its last row."""
        path: Path = ()
        for key in keys:
            path = (*path, key)
            if path in self._rows:
                path = (*path, self._rows[path])
        return path

    def _pair(self, table: Path) -> Path:
        self._key_value(table)
        return table

    def _key_value(self, table: Path) -> None:
        line = self._here()
        path = table
        for key in self._keys():
            path = (*path, key)
            self._lines.setdefault(path, line)
        self._at += 1  # the equals sign
        self._skip(_SPACE)
        self._value(path)

    def _keys(self) -> list[str]:
        keys = []
        while True:
            self._skip(_SPACE)
            keys.append(self._one_key())
            self._skip(_SPACE)
            if self._text[self._at] != ".":
                return keys
            self._at += 1

    def _one_key(self) -> str:
        bare = _BARE_KEY.match(self._text, self._at)
        if bare:
            self._at = bare.end()
            return bare.group()
        quoted = self._string()
        return str(tomllib.loads(f"k = {quoted}")["k"])

    def _string(self) -> str:
        for pattern in _STRINGS:
            found = pattern.match(self._text, self._at)
            if found:
                self._at = found.end()
                return found.group()
        raise ValueError(f"not a TOML string at offset {self._at}")

    def _value(self, path: Path) -> None:
        opening = self._text[self._at]
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        elif opening in "\"'":
            self._string()
        else:
            self._skip(_SCALAR)

    def _array(self, path: Path) -> None:
        self._at += 1
        position = 0
        self._skip(_BLANK)
        while self._text[self._at] != "]":
            element = (*path, position)
            self._lines[element] = self._here()
            self._value(element)
            position += 1
            self._next_element()
        self._at += 1

    def _inline_table(self, path: Path) -> None:
        self._at += 1
        self._skip(_BLANK)
        while self._text[self._at] != "}":
            self._key_value(path)
            self._next_element()
        self._at += 1

    def _next_element(self) -> None:
        self._skip(_BLANK)
        if self._text[self._at] == ",":
            self._at += 1
            self._skip(_BLANK)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self._text, self._at)
        if found:
            self._at = found.end()

    def _here(self) -> int:
        self._line += self._text.count("\n", self._counted_to, self._at)
        self._counted_to = self._at
        return self._line
