"""Law 2 as a reading of the source: who writes, and whether a deed leaves its event."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.shape.tree import Function, parsed

WRITES = frozenset(
    {"save", "put", "put_many", "create", "bulk_create", "bulk_update", "get_or_create",
     "update_or_create", "delete"}
)  # fmt: skip
LEAVES = frozenset({"record", "move", "record_many"})
READS = frozenset({"using", "objects"})
MAY_WRITE = ("core", "cli")  # core: events, jobs, keys, moves; cli: nothing of its own, see below


def module_files(source: Path) -> Iterator[Path]:
    """Every file of a module that holds tables, but migrations."""
    for app in sorted(source.glob("*/models*")):
        for file in sorted(app.parent.rglob("*.py")):
            if "migrations" not in file.parts:
                yield file


def is_action(file: Path) -> bool:
    """`actions.py`, or a file of the folder `actions`."""
    return file.name == "actions.py" or "actions" in file.parent.parts


def writes(source: Path) -> list[str]:
    """Places outside actions that write rows."""
    return [
        f"{file.relative_to(source)}:{call.lineno}: .{call.func.attr}(…)"
        for file in module_files(source)
        if not is_action(file) and file.relative_to(source).parts[0] != "core"
        for call in ast.walk(parsed(file))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and _is_write(call)
    ]


def _is_write(call: ast.Call) -> bool:
    assert isinstance(call.func, ast.Attribute)
    name, on = call.func.attr, call.func.value
    told = ast.unparse(on)
    rows = "objects" in told or "all_of_them" in told or "visible_to" in told or "_reached" in told
    if name == "update":  # dictionaries have one too: of rows it follows a query
        return rows
    if name in ("create", "delete", "put", "put_many", "bulk_create", "bulk_update"):
        return rows or name in ("put_many", "bulk_create", "bulk_update")
    return name in WRITES and (rows or (name == "save" and not call.args))


def deeds(source: Path) -> Iterator[tuple[Path, Function]]:
    """Every public function of every actions module."""
    for file in module_files(source):
        if is_action(file) and file.relative_to(source).parts[0] != "core":
            for node in parsed(file).body:
                if isinstance(node, Function) and not node.name.startswith("_"):
                    yield file, node


def silent_deeds(source: Path) -> list[str]:
    """Deeds that write and leave no event, not even through another deed."""
    bodies: dict[str, set[str]] = {}
    for file in module_files(source):
        if is_action(file):
            for node in ast.walk(parsed(file)):
                if isinstance(node, Function):
                    bodies.setdefault(node.name, set()).update(_called(node))
    telling = {name for name, called in bodies.items() if called & LEAVES}
    before = -1
    while before != len(telling):
        before = len(telling)
        telling |= {name for name, called in bodies.items() if called & telling}
    return [
        f"{file.relative_to(source)}:{node.lineno}: {node.name}"
        for file, node in deeds(source)
        if node.name not in telling
    ]


def _called(node: ast.AST) -> set[str]:
    names = set()
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            f = call.func
            names.add(f.attr if isinstance(f, ast.Attribute) else getattr(f, "id", ""))
    return names


def careless_deeds(source: Path) -> list[str]:
    """Deeds that take positional arguments or do not ask who does them."""
    return [
        f"{file.relative_to(source)}:{node.lineno}: {node.name}"
        for file, node in deeds(source)
        if node.args.args or node.args.posonlyargs or "by" not in {a.arg for a in node.args.kwonlyargs}
    ]  # fmt: skip
