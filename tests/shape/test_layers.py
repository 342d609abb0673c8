"""Law 1: modules look down, never up."""

import subprocess
import sys
from pathlib import Path

from tests.shape.tree import ROOT


def test_the_import_contracts_hold() -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, (
        "An import goes up or across (contracts: pyproject.toml, [tool.importlinter]). Move the "
        "code down, or hand the value in as an argument.\n" + run.stdout
    )
