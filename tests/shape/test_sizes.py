"""Budgets: a file over 400 lines becomes a folder, a function over 40 becomes two."""

import ast

from tests.shape.tree import Function, allowed, parsed, python_files, short

FILE, FUNCTION = 400, 40
FOLDERS = ("src", "bench", "scripts", "tests")


def length(node: Function) -> int:
    """Lines of a function without its docstring."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node) is None:
        return lines
    told = node.body[0]
    return lines - ((told.end_lineno or told.lineno) - told.lineno + 1)


def measured() -> dict[str, dict[str, int]]:
    """Everything over its budget."""
    files, functions = {}, {}
    for file in python_files(*FOLDERS):
        lines = len(file.read_text(encoding="utf-8").splitlines())
        if lines > FILE:
            files[short(file)] = lines
        for node in ast.walk(parsed(file)):
            if isinstance(node, Function) and length(node) > FUNCTION:
                functions[f"{short(file)}::{node.name}"] = length(node)
    return {"files": files, "functions": functions}


def test_nothing_outgrows_its_budget() -> None:
    over = [
        f"{name}: {lines} lines (allowed {allowed(section).get(name, limit)})"
        for (section, found), limit in zip(measured().items(), (FILE, FUNCTION), strict=True)
        for name, lines in found.items()
        if lines > allowed(section).get(name, limit)
    ]
    assert not over, "Split by concept, do not raise tests/shape/allowed.toml:\n" + "\n".join(over)


def test_the_allow_list_only_shrinks() -> None:
    loose = [
        f"{name}: listed {lines}, now {found.get(name, 'within budget')}"
        for section, found in measured().items()
        for name, lines in allowed(section).items()
        if found.get(name) != lines
    ]
    assert not loose, "Lower or delete these rows of tests/shape/allowed.toml:\n" + "\n".join(loose)
