"""名册读入: files in, text columns with known meaning out, every refusal in one Chinese sentence.

`read` is the one door. Parsing happens in a child process with hard limits, because a
1.5 KB workbook can claim 17 billion cells.
"""

from tonghu.reconcile.engine.intake.discover import discover
from tonghu.reconcile.engine.intake.limits import Limits
from tonghu.reconcile.engine.intake.mappings import (
    MappingError,
    SavedMapping,
    load_mappings,
    save_mappings,
)
from tonghu.reconcile.engine.intake.preview import PreviewRow, describe
from tonghu.reconcile.engine.intake.reader import read

__all__ = [
    "Limits",
    "MappingError",
    "PreviewRow",
    "SavedMapping",
    "describe",
    "discover",
    "load_mappings",
    "read",
    "save_mappings",
]
