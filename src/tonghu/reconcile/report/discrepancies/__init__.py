"""差异清单 (D-315): every discrepancy of a result, with the unit that can settle it.

`find` works on arrays; iterating `Discrepancies` makes one object per question, lazily.
"""

from tonghu.reconcile.report.discrepancies.found import Discrepancies, Discrepancy, find
from tonghu.reconcile.report.discrepancies.kinds import DiscrepancyKind

__all__ = ["Discrepancies", "Discrepancy", "DiscrepancyKind", "find"]
