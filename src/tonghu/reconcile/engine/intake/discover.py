"""找名册: files and folders as they were named on the command line, in a fixed order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tonghu.reconcile.engine.fields import Kind
from tonghu.reconcile.engine.intake.declare import DECLARATIONS, Declarations, declared
from tonghu.reconcile.engine.intake.tables import RosterFile


def discover(
    paths: Sequence[Path], kind: Kind, declarations: Path | None = None
) -> tuple[RosterFile, ...]:
    """Every file once, sorted; lock and hidden files are skipped, strange ones refused by `read`.

    `declarations` is a file with `[[roster]]` entries that go before those beside the files.
    """
    known = Declarations(declarations)
    found: dict[Path, RosterFile] = {}
    for path in paths:
        for file in sorted(_files(path)) if path.is_dir() else [path]:
            key = file.absolute()
            if key not in found:
                found[key] = declared(file, kind, known)
    return tuple(found[key] for key in sorted(found))


def _files(folder: Path) -> list[Path]:
    return [
        p
        for p in folder.rglob("*")
        if p.is_file()
        and not any(part.startswith((".", "~$")) for part in p.relative_to(folder).parts)
        and p.name not in DECLARATIONS
    ]
