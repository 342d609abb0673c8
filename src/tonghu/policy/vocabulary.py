"""封闭词表: every coded word a profile may use, with its Chinese label."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
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


class Role(_Row):
    """角色 (D-380…D-393): where it sits and what it sees, in the words of closed lists.

    It tells people what a post is; what a button allows is decided by `access`.
    """

    label: str
    level: str
    reach: str
    tasks: list[str]
    d: str
    by_approval: list[str] = []
    never: list[str] = []
    apart: list[str] = []
    hidden: bool = False


class _Tables(_Row):
    functions: dict[str, Function]
    clocks: dict[str, Clock]
    events: dict[str, Event]
    roles: dict[str, Role]
    lists: dict[str, dict[str, str]]


@dataclass(frozen=True)
class Vocabulary:
    """词表: functions, clocks, events and word lists, each with the line it stands on."""

    file: Path
    functions: dict[str, Function]
    clocks: dict[str, Clock]
    events: dict[str, Event]
    roles: dict[str, Role]
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
    lines = LineIndex(text)
    wrong = [
        Problem(path, lines.line(("roles", code)), sentence)
        for code, role in tables.roles.items()
        for sentence in _role_faults(code, role, tables)
    ]
    if wrong:
        raise ProfileError(wrong)
    return Vocabulary(
        path, tables.functions, tables.clocks, tables.events, tables.roles, tables.lists, lines
    )


_ROLE_LISTS: dict[str, Callable[[Role], list[str]]] = {
    "role_levels": lambda role: [role.level],
    "reaches": lambda role: [role.reach],
    "role_tasks": lambda role: role.tasks,
    "role_limits": lambda role: [*role.by_approval, *role.never],
}


def _role_faults(code: str, role: Role, tables: _Tables) -> Iterator[str]:
    """Words of no list, and two roles that are not kept apart from both sides."""
    for name, words in _ROLE_LISTS.items():
        for word in words(role):
            if word not in tables.lists.get(name, {}):
                yield f"角色“{code}”写的“{word}”不在词表“{name}”里。"
    for other in role.apart:
        if other not in tables.roles or code not in tables.roles[other].apart:
            yield f"角色“{code}”与“{other}”不得兼任，须在两行的 apart 里都写明。"


def _problems(path: Path, text: str, error: ValidationError) -> list[Problem]:
    lines = LineIndex(text)
    return [
        Problem(
            path, lines.line(fault["loc"]), f"词表“{'.'.join(map(str, fault['loc']))}”写法不对。"
        )
        for fault in error.errors()
    ]
