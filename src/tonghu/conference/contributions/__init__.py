"""联席会议带来的: one file a concept (`meetings`, `decided`, …); importing them registers all."""

from tonghu.conference.contributions import meetings  # isort: skip  (the body before what it decides)
from tonghu.conference.contributions import decided

__all__ = ["decided", "meetings"]
