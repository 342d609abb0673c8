"""What is written about the code agrees with the code."""

import ast
import re
import subprocess
import sys

import pytest

from tests.shape.tree import ROOT, parsed, public, python_files, short

ADR = ROOT / "docs" / "adr"


def test_every_public_thing_says_what_it_is() -> None:
    bare = [
        f"{short(file)}:{node.lineno}: {name}"
        for file in python_files("src")
        for name, node in public(parsed(file))
        if ast.get_docstring(node) is None and not overrides(node)
    ]
    assert not bare, "Give each one line, the Chinese term first:\n" + "\n".join(bare)


def overrides(node: ast.AST) -> bool:
    """Methods that say with @override that their contract stands elsewhere."""
    marks = getattr(node, "decorator_list", [])
    return any("override" in ast.unparse(m) or ".setter" in ast.unparse(m) for m in marks)


def test_every_module_says_what_it_is() -> None:
    """Empty __init__.py files say nothing and need not."""
    bare = [
        short(f)
        for f in python_files("src", "bench", "scripts")
        if parsed(f).body and not ast.get_docstring(parsed(f))
    ]
    assert not bare, "Open each file with a docstring:\n" + "\n".join(bare)


def test_every_adr_is_decided_and_in_the_index() -> None:
    index = (ADR / "README.md").read_text(encoding="utf-8")
    files = sorted(file for file in ADR.glob("[0-9]*.md") if file.name != "0000-template.md")
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert f"({file.name})" in index, f"List {file.name} in docs/adr/README.md."
        for part in ("## Context", "## Decision", "## Consequences"):
            assert part in text, f"{file.name} needs “{part}”, see docs/adr/0000-template.md."
        left = re.search(r"\b(TBC|TBD|TODO)\b", text)
        assert not left, (
            f"{file.name} still says {left and left[0]}: decide it, or drop the record."
        )
    numbers = [file.name[:4] for file in files]
    assert len(numbers) == len(set(numbers)), f"Two decision records share a number: {numbers}."


@pytest.mark.parametrize("script", ["make_docs.py", "make_glossary.py"])
def test_generated_documents_are_current(script: str) -> None:
    command = [sys.executable, f"scripts/{script}", "--check"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, f"Run `make docs`.\n{run.stdout}{run.stderr}"


@pytest.mark.parametrize(
    "page", ["README.md", "README.zh.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]
)
def test_links_between_documents_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    lost = [link for link in links if not (ROOT / link).exists()]
    assert not lost, f"{page} points at files that are not there: {lost}"


def test_the_architecture_page_names_every_module_that_exists() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    modules = {f.parent.name for f in (ROOT / "src/tonghu").glob("*/__init__.py")}
    lost = sorted(name for name in modules if f"{name}/" not in text)
    assert not lost, f"ARCHITECTURE.md says nothing of {lost}."
    assert len(text.splitlines()) <= 130, "ARCHITECTURE.md is to be read in one go: two pages."
