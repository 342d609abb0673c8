"""封闭词表: every coded word a profile may use, with its Chinese label."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from tonghu.policy.places import VOCABULARY, shipped
from tonghu.policy.problems import Problem, ProfileError
from tonghu.policy.toml_lines import LineIndex

State = Literal["built", "planned"]
MOMENT_UNITS = ("minutes", "hours")
DAY_UNITS = ("days", "working_days", "weeks", "months", "years")


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Function(_Row):
    """职能: a kind of unit or body; `member` is false for bodies that cannot be member units."""

    label: str
    d: str
    member: bool = True


class Clock(_Row):
    """时限: who must do what, counted from what; its length is the profile's."""

    state: State
    module: str
    measure: Literal["moment", "days"]
    who: str
    starts: str
    does: str
    d: str
    backward: bool = False

    @property
    def units(self) -> tuple[str, ...]:
        """The units of measure this clock may be written in."""
        return MOMENT_UNITS if self.measure == "moment" else DAY_UNITS


class Event(_Row):
    """事件种类: built where the product already leaves it, planned otherwise."""

    state: State
    module: str
    label: str


class _Tables(_Row):
    functions: dict[str, Function]
    clocks: dict[str, Clock]
    events: dict[str, Event]
    lists: dict[str, dict[str, str]]


@dataclass(frozen=True)
class Vocabulary:
    """词表: functions, clocks, events and word lists, each with the line it stands on."""

    file: Path
    functions: dict[str, Function]
    clocks: dict[str, Clock]
    events: dict[str, Event]
    lists: dict[str, dict[str, str]]
    lines: LineIndex = field(repr=False, compare=False)

    def label(self, word_list: str, word: str) -> str:
        """The Chinese label of a word; the word itself when the list has none."""
        return self.lists.get(word_list, {}).get(word, word)

    def function(self, code: str) -> str:
        """The Chinese label of a function code."""
        found = self.functions.get(code)
        return found.label if found else code

    def bodies(self) -> tuple[str, ...]:
        """Codes of bodies that hold duties without being member units."""
        return tuple(code for code, function in self.functions.items() if not function.member)


def vocabulary(beside: Path | None = None) -> Vocabulary:
    """The vocabulary beside a profile folder if there is one, else the shipped one."""
    own = beside / VOCABULARY if beside else None
    path = own if own and own.is_file() else shipped() / VOCABULARY
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> Vocabulary:
    text = path.read_text(encoding="utf-8")
    try:
        tables = _Tables.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ProfileError([Problem(path, 1, f"词表不是合格的 TOML：{error}。")]) from error
    except ValidationError as error:
        raise ProfileError(_problems(path, text, error)) from error
    return Vocabulary(
        path, tables.functions, tables.clocks, tables.events, tables.lists, LineIndex(text)
    )


def _problems(path: Path, text: str, error: ValidationError) -> list[Problem]:
    lines = LineIndex(text)
    return [
        Problem(
            path, lines.line(fault["loc"]), f"词表“{'.'.join(map(str, fault['loc']))}”写法不对。"
        )
        for fault in error.errors()
    ]
