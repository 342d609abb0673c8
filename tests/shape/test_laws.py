"""The laws of the design hold in the source, and each guard is shown to bite (design §2)."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.shape.laws import careless_deeds, silent_deeds, writes
from tests.shape.tree import ROOT, SRC

ACTION = """
    from tonghu.core import events

    def note(*, text, by):
        Note.objects.put(text=text)
        events.record("note.write", by=by)
"""


def planted(tmp_path: Path, **files: str) -> Path:
    """A made-up module `notes`."""
    folder = tmp_path / "notes"
    folder.mkdir(parents=True)
    for name, text in {"models": "", "actions": ACTION, **files}.items():
        (folder / f"{name}.py").write_text(textwrap.dedent(text), encoding="utf-8")
    return tmp_path


def test_only_actions_write() -> None:
    assert not writes(SRC), "Move the write into the module's actions.py:\n" + "\n".join(
        writes(SRC)
    )


def test_every_deed_leaves_an_event() -> None:
    found = silent_deeds(SRC)
    assert not found, "No event, no change: call events.record or move:\n" + "\n".join(found)


def test_every_deed_is_asked_by_name_and_says_who() -> None:
    found = careless_deeds(SRC)
    assert not found, "Make these keyword-only, with by=:\n" + "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        "note.save()", "Note.objects.put(text='x')", "Note.objects.put_many(rows)",
        "Note.objects.visible_to(v).update(text='x')", "Note.objects.visible_to(v).delete()",
        "Note._reached.create(text='x')",
    ],
)  # fmt: skip
def test_a_planted_write_outside_actions_is_found(tmp_path: Path, line: str) -> None:
    assert not writes(planted(tmp_path / "clean"))
    source = planted(tmp_path / "bad", views=f"def page(note, rows, v):\n    {line}\n")
    assert writes(source) == [f"notes/views.py:2: .{line.split('(')[-2].rpartition('.')[2]}(…)"]


def test_a_planted_deed_without_event_is_found(tmp_path: Path) -> None:
    assert not silent_deeds(planted(tmp_path / "clean"))
    quiet = ACTION.replace('events.record("note.write", by=by)', "pass")
    assert silent_deeds(planted(tmp_path / "bad", actions=quiet)) == ["notes/actions.py:4: note"]


def test_a_planted_deed_without_a_doer_is_found(tmp_path: Path) -> None:
    assert not careless_deeds(planted(tmp_path / "clean"))
    careless = ACTION.replace("*, text, by", "text").replace("by=by", "by=None")
    assert careless_deeds(planted(tmp_path / "bad", actions=careless)) == [
        "notes/actions.py:4: note"
    ]


def test_a_planted_import_upward_breaks_the_contract(tmp_path: Path) -> None:
    """A copy of the source in which the lowest module imports a door."""
    import shutil

    copy = tmp_path / "src" / "tonghu"
    shutil.copytree(SRC, copy, ignore=shutil.ignore_patterns("__pycache__", "data", "static"))
    (copy / "core" / "clock.py").write_text(
        '"""x"""\n\nimport tonghu.home\n'
        + (copy / "core" / "clock.py").read_text(encoding="utf-8"),
        encoding="utf-8",
    )
    shutil.copytree(ROOT / "bench", tmp_path / "bench", ignore=shutil.ignore_patterns("data"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": f"{tmp_path}/src:{tmp_path}", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert run.returncode != 0
    assert "tonghu.core.clock -> tonghu.home" in run.stdout
