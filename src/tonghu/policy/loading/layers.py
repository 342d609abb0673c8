"""一层方案: one profile's own statements as plain values, with the place and basis of each.

The walk follows the schema, so that `basis`, `d`, `note` and `silent` are taken off where a
section does not declare them, and `{ value = 3, basis = "…" }` becomes 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pydantic import BaseModel

from tonghu.policy.loading.sources import SourceFile, Sources, TomlTable
from tonghu.policy.problems import Problem
from tonghu.policy.schema.shape import Shape, field_shape, shape_of
from tonghu.policy.toml_lines import Path as TomlPath

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
RESERVED = ("basis", "d", "note", "silent")
IDENTITY = ("profile", "documents")  # each profile says these itself: nobody else can


@dataclass(frozen=True)
class Origin:
    """Where a node was written, and what was written beside it."""

    source: SourceFile
    at: TomlPath
    profile: str
    basis: str | None = None
    d: tuple[str, ...] = ()
    note: str = ""

    def problem(self, sentence: str) -> Problem:
        """A problem at this place."""
        return self.source.problem(self.at, sentence)


@dataclass(frozen=True)
class Fact:
    """One value with its origin; `silent` names the place that says its document sets nothing."""

    origin: Origin
    silent: Origin | None = None


@dataclass
class Layer:
    """Plain values, the fact of every leaf, the origin of every node, the silences, problems."""

    values: TomlTable = field(default_factory=dict)
    facts: dict[TomlPath, Fact] = field(default_factory=dict)
    origins: dict[TomlPath, Origin] = field(default_factory=dict)
    silences: dict[TomlPath, Origin] = field(default_factory=dict)
    roots: list[Origin] = field(default_factory=list)  # the head of each file, with its basis
    problems: list[Problem] = field(default_factory=list)


def layer_of(sources: Sources, root: type[BaseModel], code: str) -> Layer:
    """The layer one profile states itself."""
    layer = Layer()
    for source, table in sources.tables:
        layer.problems += _unprintable(source, table)
        _Walk(layer, Origin(source, (), code)).table(table, root, layer.values)
    return layer


def _unprintable(source: SourceFile, value: object, at: TomlPath = ()) -> Iterator[Problem]:
    """Characters that would steer a terminal, or turn a line of text round."""
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, below in pairs:
            yield from _unprintable(source, below, (*at, key))
    elif isinstance(value, str) and (found := _CONTROL.search(value)):
        sentence = f"有看不见的控制字符（U+{ord(found.group()):04X}），请删去重新输入。"
        yield source.problem(at, sentence)


@dataclass
class _Walk:
    layer: Layer
    here: Origin
    path: TomlPath = ()

    def table(self, raw: TomlTable, model: type[BaseModel] | None, into: TomlTable) -> None:
        """Takes one table apart; `into` receives its plain values."""
        self._annotations(raw)
        if raw.get("silent") is True and self.path:
            self._silence(raw, model)
            return
        declared = shape_of(model) if model else {}
        if model:
            self._fill_declared(declared, into)
        for key, value in raw.items():
            if key in RESERVED:
                continue
            below = self._below(key)
            if model and key not in declared:
                below._unknown(key, value, into)
            else:
                below._node(key, value, declared.get(key), into)

    def _unknown(self, key: str, value: object, into: TomlTable) -> None:
        """Handed on untouched, silent or not, so that the schema refuses the key."""
        self.layer.origins[self.path] = self.here
        into[key] = value

    def _annotations(self, raw: TomlTable) -> None:
        basis, d, note = raw.get("basis"), raw.get("d"), raw.get("note")
        self.here = replace(
            self.here,
            basis=basis if isinstance(basis, str) else self.here.basis,
            d=tuple(map(str, d)) if isinstance(d, list) else (),
            note=note if isinstance(note, str) else "",
        )
        for key, value, kind in (("basis", basis, str), ("d", d, list), ("note", note, str)):
            if value is not None and not isinstance(value, kind):
                self._wrong(key, f"“{key}”的写法不对，应当是{'文字' if kind is str else '数组'}。")
        if "silent" in raw and not self.path:
            self._wrong("silent", "silent 要写在表里，不能写在文件开头。")
        elif "silent" in raw and raw["silent"] is not True:
            self._wrong("silent", "“silent”只许写 true；文件有规定就写值，删去 silent。")
        if self.path:
            self.layer.origins[self.path] = self.here
        else:
            self.layer.roots.append(self.here)

    def _wrong(self, key: str, sentence: str) -> None:
        self.layer.problems.append(self.here.source.problem((*self.here.at, key), sentence))

    def _silence(self, raw: TomlTable, model: type[BaseModel] | None) -> None:
        for key in raw:
            if key not in RESERVED:
                self._wrong(key, f"已写 silent = true（文件未规定），就不能再写“{key}”。")
        if model is not None and issubclass(model, BaseModel) and self._is_row():
            self._wrong("silent", "数组的一行不能写 silent，请删去这一行。")
        if self.path[0] in IDENTITY:
            self._wrong("silent", f"[{self.path[0]}] 里不能写 silent，请写明值。")
        self.layer.silences[self.path] = self.here

    def _is_row(self) -> bool:
        return bool(self.path) and isinstance(self.path[-1], int)

    def _fill_declared(self, declared: dict[str, Shape], into: TomlTable) -> None:
        """A section that declares `basis`, `d` or `note` receives the nearest one."""
        if "basis" in declared and self.here.basis is not None:
            into["basis"] = self.here.basis
        if "d" in declared and self.here.d:
            into["d"] = self.here.d
        if "note" in declared and self.here.note:
            into["note"] = self.here.note

    def _below(self, key: str | int) -> _Walk:
        origin = replace(self.here, at=(*self.here.at, key), d=(), note="")
        return _Walk(self.layer, origin, (*self.path, key))

    def _node(self, key: str, value: object, shape: Shape | None, into: TomlTable) -> None:
        self.layer.origins[self.path] = self.here
        if isinstance(value, dict) and self._annotated(value, shape):
            self._annotations(value)
            if value.get("silent") is True:
                self._silence(value, None)
                return
            if "value" not in value:
                return
            for extra in set(value) - {"value", *RESERVED}:
                self._wrong(
                    extra, f"不认识的键“{extra}”；行内只许写 value、basis、d、note、silent。"
                )
            value = value.get("value", None)
        if isinstance(value, dict):
            self._table_below(key, value, shape, into)
        else:
            into[key] = self._plain(value, shape)
            if not (shape and shape.many and shape.model):
                self.layer.facts[self.path] = Fact(self.here)

    def _annotated(self, value: TomlTable, shape: Shape | None) -> bool:
        """True where an inline table stands for one value: `{ value = … }` or `{ silent = true }`."""
        if shape is not None and (shape.model is not None or shape.is_table):
            return "value" in value and not (shape.model and "value" in shape_of(shape.model))
        return "value" in value or "silent" in value

    def _table_below(
        self, key: str, value: TomlTable, shape: Shape | None, into: TomlTable
    ) -> None:
        if shape is not None and shape.is_table:
            self._annotations(value)
            if value.get("silent") is True:
                self._silence(value, None)
                return
            below = into.setdefault(key, {})
            self._named_rows(value, shape, below if isinstance(below, dict) else {})
            return
        model = shape.model if shape and not shape.many else None
        below = {} if model and getattr(model, "atomic", False) else into.setdefault(key, {})
        self.table(value, model, below if isinstance(below, dict) else {})
        if self.path in self.layer.silences:
            if not below:
                into.pop(key, None)
        elif model is None or getattr(model, "atomic", False):
            into[key] = below
            self.layer.facts[self.path] = Fact(self.layer.origins[self.path])

    def _named_rows(self, value: TomlTable, shape: Shape, below: TomlTable) -> None:
        """A table whose keys are names: `[documents.<key>]`, `[clocks]`."""
        for name, row in value.items():
            if name in RESERVED:
                continue
            walk = self._below(name)
            walk._node(name, row, field_shape(shape.inner), below)

    def _plain(self, value: object, shape: Shape | None) -> object:
        if not isinstance(value, list):
            return value
        model = shape.model if shape else None
        return tuple(self._element(i, element, model) for i, element in enumerate(value))

    def _element(self, index: int, element: object, model: type[BaseModel] | None) -> object:
        walk = self._below(index)
        self.layer.origins[walk.path] = walk.here
        if isinstance(element, dict):
            below: TomlTable = {}
            walk.table(element, model, below)
            return below
        return tuple(element) if isinstance(element, list) else element
