"""为了一次说完: faulty values are set aside so that the rest can be checked in the same run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from tonghu.policy.loading.layers import Layer
from tonghu.policy.loading.sources import TomlTable
from tonghu.policy.toml_lines import Path

Node = TypeVar("Node")


def without(layer: Layer, faulty: Iterable[Path], parent: TomlTable) -> Layer:
    """A copy where each faulty value is the parent's again, or gone; a faulty row is gone."""
    result = Layer(
        values=_copied(layer.values),
        facts=layer.facts,
        origins=layer.origins,
        silences=layer.silences,
        roots=layer.roots,
        problems=layer.problems,
    )
    for path in sorted({path for path in faulty if path}, key=_positions, reverse=True):
        row = next((path[:i] for i, step in enumerate(path, 1) if isinstance(step, int)), None)
        if row is None:
            _restore(result.values, path, parent)
        else:
            _drop_row(result, row)
    return result


def _positions(path: Path) -> tuple[int, ...]:
    """Later rows go first, so that the positions of the earlier ones stay true."""
    return tuple(step for step in path if isinstance(step, int))


def _copied(table: TomlTable) -> TomlTable:
    return {k: _copied(v) if isinstance(v, dict) else v for k, v in table.items()}


def _restore(values: TomlTable, path: Path, parent: TomlTable) -> None:
    table, old = values, parent
    for step in path[:-1]:
        below, old_below = table.get(str(step)), old.get(str(step))
        if not isinstance(below, dict):
            return
        table, old = below, old_below if isinstance(old_below, dict) else {}
    key = str(path[-1])
    table.pop(key, None)
    if key in old:
        table[key] = old[key]


def _drop_row(layer: Layer, row: Path) -> None:
    *above, array, position = row
    table: object = layer.values
    for step in above:
        table = table.get(step) if isinstance(table, dict) else None
    rows = table.get(array) if isinstance(table, dict) else None
    if not isinstance(table, dict) or not isinstance(rows, tuple) or not isinstance(position, int):
        return
    table[array] = rows[:position] + rows[position + 1 :]
    layer.facts = _renumbered(layer.facts, row[:-1], position)
    layer.origins = _renumbered(layer.origins, row[:-1], position)


def _renumbered(nodes: dict[Path, Node], array: Path, gone: int) -> dict[Path, Node]:
    """The places of the rows after a dropped one, under their new positions."""
    depth = len(array)
    result: dict[Path, Node] = {}
    for path, node in nodes.items():
        at = path[depth] if len(path) > depth and path[:depth] == array else None
        if not isinstance(at, int) or at < gone:
            result[path] = node
        elif at > gone:
            result[(*array, at - 1, *path[depth + 1 :])] = node
    return result
