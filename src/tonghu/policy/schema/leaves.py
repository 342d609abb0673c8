"""叶子: every value of a resolved tree with its path, its shape and how to replace it.

Checks walk the leaves to find unknown words; `effects` replaces one leaf to see which decision
changes; the printed pages list them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from tonghu.policy.schema.base import Duration
from tonghu.policy.schema.shape import Shape, field_shape, shape_of
from tonghu.policy.toml_lines import Path

Tree = TypeVar("Tree", bound=BaseModel)
ANNOTATIONS = ("basis", "d", "note")


@dataclass(frozen=True)
class Leaf:
    """One value: where it is in the tree, what it holds, what it may hold."""

    path: Path
    value: object
    shape: Shape


def leaves(tree: BaseModel, path: Path = ()) -> Iterator[Leaf]:
    """Every stated or inherited value below a section, in the order of the schema."""
    for key, shape in shape_of(type(tree)).items():
        if key not in ANNOTATIONS:
            yield from _below(getattr(tree, shape.attribute), (*path, key), shape)


def _below(value: object, path: Path, shape: Shape) -> Iterator[Leaf]:
    if value is None:
        return
    if isinstance(value, Duration):
        yield Leaf(path, value, shape)
    elif isinstance(value, BaseModel):
        yield from leaves(value, path)
    elif isinstance(value, dict):
        inner = field_shape(shape.inner)
        for name, row in value.items():
            yield from _below(row, (*path, name), inner)
    elif isinstance(value, tuple) and shape.model is not None:
        one = Shape(**{**vars(shape), "many": False})
        for index, row in enumerate(value):
            yield from _below(row, (*path, index), one)
    else:
        yield Leaf(path, value, shape)


def replaced(tree: Tree, path: Path, value: object) -> Tree:
    """The same tree with one leaf replaced; nothing is validated."""
    key, rest = path[0], path[1:]
    attribute = shape_of(type(tree))[str(key)].attribute
    old = getattr(tree, attribute)
    return tree.model_copy(update={attribute: _inside(old, rest, value) if rest else value})


def _inside(old: object, path: Path, value: object) -> object:
    key, rest = path[0], path[1:]
    if isinstance(old, BaseModel):
        return replaced(old, path, value)
    if isinstance(old, dict):
        return {**old, key: _inside(old[key], rest, value) if rest else value}
    if isinstance(old, tuple) and isinstance(key, int):
        below = _inside(old[key], rest, value) if rest else value
        return (*old[:key], below, *old[key + 1 :])
    raise TypeError(f"no leaf at {path}")


def value_at(tree: BaseModel, path: Path) -> object:
    """The value at a path; LookupError where there is none."""
    value: object = tree
    for key in path:
        value = _one(value, key)
    return value


def _one(value: object, key: str | int) -> object:
    if isinstance(value, BaseModel) and isinstance(key, str):
        shape = shape_of(type(value)).get(key)
        if shape is None:
            raise LookupError(key)
        return getattr(value, shape.attribute)
    if isinstance(value, dict):
        return value[key]
    if isinstance(value, tuple) and isinstance(key, int):
        return value[key]
    raise LookupError(key)
