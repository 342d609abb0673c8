"""差异处理单 (D-315): one workbook per town to answer in, and one for the county that shows both sides.

A town's workbook holds only the asked record and the question, never another unit's value
(design §4 Rosters); of a 疑似漏报, where the village has no record of its own, who the child is
and which roster names it. Numbers are masked in all of them (see `mask`).
"""

from tonghu.reconcile.report.workbook.books import write_workbooks

__all__ = ["write_workbooks"]
