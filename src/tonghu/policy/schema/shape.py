"""格式的形状: what a field of a section holds, read once from its annotation."""

from __future__ import annotations

import types
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tonghu.policy.schema.base import (
    DocumentKey,
    EventKind,
    FunctionCode,
    Identifier,
    Listed,
    Marker,
    UnitCode,
)

_MARKERS = (Listed, FunctionCode, UnitCode, DocumentKey, EventKind, Identifier)


@dataclass(frozen=True)
class Shape:
    """One field: a section, rows of it, a table of names, or values with a marker."""

    model: type[BaseModel] | None = None
    many: bool = False
    is_table: bool = False
    inner: object = None
    marker: Marker | None = None
    literals: tuple[str, ...] = ()
    scalar: type | None = None
    label: str = ""
    attribute: str = ""


@lru_cache(maxsize=256)
def shape_of(model: type[BaseModel]) -> dict[str, Shape]:
    """The fields of a section by the key a profile writes."""
    shapes = {}
    for name, info in model.model_fields.items():
        shape = _of(_annotation(info), _marker(info.metadata))
        label = info.description or ""
        shapes[info.alias or name] = Shape(**{**vars(shape), "label": label, "attribute": name})
    return shapes


def field_shape(annotation: object) -> Shape:
    """The shape of a bare annotation, for the values of a table of names."""
    return _of(annotation, None)


def _annotation(info: FieldInfo) -> object:
    return info.annotation


def _marker(metadata: list[object] | tuple[object, ...]) -> Marker | None:
    return next((mark for mark in metadata if isinstance(mark, _MARKERS)), None)


def _of(annotation: object, marker: Marker | None) -> Shape:
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        return _of(inner, _marker(metadata) or marker)
    if origin in (Union, types.UnionType):
        return _of_union(get_args(annotation), marker)
    if origin is tuple:
        element = _of(get_args(annotation)[0], marker)
        return Shape(**{**vars(element), "many": True})
    if origin is dict:
        return Shape(is_table=True, inner=get_args(annotation)[1])
    if origin is Literal:
        return Shape(marker=marker, literals=tuple(map(str, get_args(annotation))), scalar=str)
    return _of_class(annotation, marker)


def _of_union(members: tuple[object, ...], marker: Marker | None) -> Shape:
    shapes = [_of(member, marker) for member in members if member is not type(None)]
    return next((shape for shape in shapes if shape.model or shape.literals), shapes[0])


def _of_class(annotation: object, marker: Marker | None) -> Shape:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape(model=annotation, marker=marker)
    return Shape(marker=marker, scalar=annotation if isinstance(annotation, type) else None)
