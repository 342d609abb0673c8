"""统计的表."""

from tonghu.statistics.models.readings import Cell, Reading, Shown
from tonghu.statistics.models.reference import ReferenceFigure
from tonghu.statistics.models.returns import StatReturn

__all__ = ["Cell", "Reading", "ReferenceFigure", "Shown", "StatReturn"]
