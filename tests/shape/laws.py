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
    """What a module offers as deeds: what `actions` lists in `__all__`, else what asks `by`."""
    for file in module_files(source):
        if not is_action(file) or file.relative_to(source).parts[0] == "core":
            continue
        offered = _offered(file)
        for node in parsed(file).body:
            if not isinstance(node, Function) or node.name.startswith("_"):
                continue
            if file.name == "actions.py" or (
                node.name in offered if offered is not None else "by" in _arguments(node)
            ):
                yield file, node


def _offered(file: Path) -> set[str] | None:
    package = file.parent / "__init__.py"
    if file.name == "actions.py" or not package.exists():
        return None
    for node in parsed(package).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return None


def _arguments(node: Function) -> set[str]:
    return {a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)}


def silent_deeds(source: Path) -> list[str]:
    """Deeds that write and leave no event, not even through another function."""
    called, writing = _calls(source)
    telling = _closure({name for name, names in called.items() if names & LEAVES}, called)
    changing = _closure(writing, called)
    return [
        f"{file.relative_to(source)}:{node.lineno}: {node.name}"
        for file, node in deeds(source)
        if node.name in changing and node.name not in telling
    ]


def _calls(source: Path) -> tuple[dict[str, set[str]], set[str]]:
    """Functions of all actions with what they call; those that write themselves."""
    called: dict[str, set[str]] = {}
    writing: set[str] = set()
    for file in module_files(source):
        if not is_action(file):
            continue
        for node in ast.walk(parsed(file)):
            if isinstance(node, Function):
                called.setdefault(node.name, set()).update(_called(node))
                calls = (c for c in ast.walk(node) if isinstance(c, ast.Call))
                if any(isinstance(c.func, ast.Attribute) and _is_write(c) for c in calls):
                    writing.add(node.name)
    return called, writing


def _closure(found: set[str], called: dict[str, set[str]]) -> set[str]:
    """These functions and all that call them, however far."""
    before = -1
    while before != len(found):
        before = len(found)
        found = found | {name for name, names in called.items() if names & found}
    return found


def _called(node: ast.AST) -> set[str]:
    names = set()
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            f = call.func
            names.add(f.attr if isinstance(f, ast.Attribute) else getattr(f, "id", ""))
    return names


def careless_deeds(source: Path) -> list[str]:
    """Deeds that take positional arguments or do not ask who does them.

    What takes nothing at all is a duty of the machine's own (`core.contributions.Nightly`).
    """
    return [
        f"{file.relative_to(source)}:{node.lineno}: {node.name}"
        for file, node in deeds(source)
        if _arguments(node)
        and (node.args.args or node.args.posonlyargs or "by" not in {a.arg for a in node.args.kwonlyargs})
    ]  # fmt: skip
