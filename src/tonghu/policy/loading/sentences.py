"""把格式错误说成一句中文: one sentence per fault of the schema, at the offending line."""

from __future__ import annotations

import re
from datetime import date

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tonghu.policy.loading.layers import Layer
from tonghu.policy.problems import Problem
from tonghu.policy.schema.base import AT_KEY
from tonghu.policy.schema.shape import Shape, field_shape, shape_of
from tonghu.policy.toml_lines import Path as TomlPath

_KINDS = {
    "int_type": "应当是整数",
    "string_type": "应当是加引号的文字",
    "bool_type": "应当是 true 或者 false",
    "date_type": "应当是日期，写作2017-09-01，不加引号",
    "date_from_datetime_inexact": "应当是日期，不带时间",
    "tuple_type": '应当是数组，写作 ["…", "…"]',
    "dict_type": "应当是一个表",
    "model_type": "应当是一个表",
    "float_type": "应当是数字",
}


_BOUNDS = ("greater_than_equal", "greater_than", "less_than_equal", "less_than")
_QUOTED = re.compile(r"'([^']*)'")


def problems_of(error: ValidationError, layer: Layer, root: type[BaseModel]) -> list[Problem]:
    """Every schema fault as a problem; unions report a place once."""
    found: dict[TomlPath, Problem] = {}
    for fault in _telling(error.errors()):
        path = _toml_path(fault["loc"], root)
        if fault["type"] == AT_KEY:
            path = (*path, str(fault["ctx"]["key"]))
        if path and path[-1] == "basis" and fault["type"] == "missing":
            continue  # the check of citations says this better, once per row
        found.setdefault(path, place(layer, path, _sentence(fault, path, root)))
    return list(found.values())


def _telling(faults: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without the echoes: a list is not empty where a word in it is wrong; bounds tell most."""
    places = [fault["loc"] for fault in faults]
    own = [
        fault
        for fault in faults
        if fault["type"] != "too_short"
        or not any(
            len(p) > len(fault["loc"]) and p[: len(fault["loc"])] == fault["loc"] for p in places
        )
    ]
    return sorted(own, key=lambda fault: fault["type"] not in _BOUNDS)


def faulty_paths(error: ValidationError, root: type[BaseModel]) -> list[TomlPath]:
    """The places of the faults, as a profile names them."""
    return [_toml_path(fault["loc"], root) for fault in error.errors()]


def place(layer: Layer, path: TomlPath, sentence: str) -> Problem:
    """A problem at the nearest place the profile names."""
    for length in range(len(path), 0, -1):
        origin = layer.origins.get(path[:length])
        if origin is not None:
            return origin.problem(sentence)
    return _at_top(layer, sentence)


def _at_top(layer: Layer, sentence: str) -> Problem:
    """Nothing of the path is written anywhere: the head of the youngest profile.toml answers."""
    return (
        layer.origins[("profile",)].problem(sentence)
        if ("profile",) in layer.origins
        else (next(iter(layer.origins.values())).problem(sentence))
    )


def _toml_path(loc: tuple[str | int, ...], root: type[BaseModel]) -> TomlPath:
    """pydantic names union branches and aliases in its location; only real keys are kept."""
    path: list[str | int] = []
    shape: Shape | None = Shape(model=root)
    for step in loc:
        following = _step(shape, step)
        if following is None and shape is not None and shape.scalar is not None:
            break
        if following is None and shape is not None and shape.model and _is_branch(step):
            continue
        path.append(step)
        shape = following
    return tuple(path)


def _is_branch(step: str | int) -> bool:
    return isinstance(step, str) and ("[" in step or step[:1].isupper())


def _step(shape: Shape | None, step: str | int) -> Shape | None:
    if shape is None:
        return None
    if shape.is_table:
        return field_shape(shape.inner)
    if shape.many and isinstance(step, int):
        return Shape(**{**vars(shape), "many": False})
    if shape.model and isinstance(step, str):
        return shape_of(shape.model).get(step)
    return None


def _sentence(fault: ErrorDetails, path: TomlPath, root: type[BaseModel]) -> str:
    kind = fault["type"]
    name = dotted(path)
    if kind == "extra_forbidden":
        return f"不认识的键“{path[-1]}”{_allowed(path, root)}。"
    if kind == "missing":
        return f"缺少“{name}”。"
    if kind in _KINDS:
        return f"“{name}”{_KINDS[kind]}，这里写的是{_shown(fault['input'])}。"
    return _value_sentence(fault, name)


def _value_sentence(fault: ErrorDetails, name: str) -> str:
    kind, context = fault["type"], fault.get("ctx", {})
    shown = _shown(fault["input"])
    if kind in ("literal_error", "enum"):
        return f"“{name}”不许写{shown}；只许写{_choices(str(context.get('expected', '')))}。"
    if kind in _BOUNDS:
        return f"“{name}”{_bound(fault)}，这里写的是{shown}。"
    if kind in ("too_short", "string_too_short"):
        return f"“{name}”不能为空；本文件没有规定就删去它，或者写“{{ silent = true }}”。"
    if kind == "string_pattern_mismatch" and context.get("pattern") == r"\S":
        return f"“{name}”不能为空，请写明。"
    if kind == "string_pattern_mismatch":
        return f"“{name}”的格式不对，这里写的是{shown}{_pattern_hint(name)}。"
    if kind in ("value_error", AT_KEY):
        said = fault["msg"] if kind == AT_KEY else str(context.get("error", fault["msg"]))
        return f"“{name}”不对：{said.rstrip('。')}。"
    return f"“{name}”的写法不对，这里写的是{shown}。"


def _bound(fault: ErrorDetails) -> str:
    context = fault.get("ctx", {})
    if isinstance(fault["input"], date):
        return "应当在1949-10-01与2100-12-31之间"
    if fault["type"].startswith("greater"):
        return f"不能小于{context.get('ge', context.get('gt'))}"
    return f"不能大于{context.get('le', context.get('lt'))}"


def _choices(expected: str) -> str:
    """The words pydantic lists in quotes, as a Chinese list."""
    return "、".join(_QUOTED.findall(expected))


def _pattern_hint(name: str) -> str:
    if name.endswith("division"):
        return "，行政区划代码是2、4、6、9或者12位数字"
    if name.startswith("survey"):
        return '，月日写作 "09-30"'
    return ""


def _allowed(path: TomlPath, root: type[BaseModel]) -> str:
    shape: Shape | None = Shape(model=root)
    for step in path[:-1]:
        shape = _step(shape, step)
    if shape is None or shape.model is None:
        return ""
    return f"；这里可以写{'、'.join(shape_of(shape.model))}"


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return f"一个表（{'、'.join(map(str, value))}）"
    if isinstance(value, tuple):
        return "空数组" if not value else "一个数组"
    return "true" if value is True else "false" if value is False else f"“{value}”"


def dotted(path: TomlPath) -> str:
    """A path as people write it: `clocks."report.immediate"`, `units[3].name`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step + 1}]"
        else:
            key = f'"{step}"' if "." in step else step
            text += f".{key}" if text else key
    return text
