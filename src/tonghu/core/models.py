"""核心的表: gathered here for Django; each stands in its own folder."""

from tonghu.core.events.models import *  # noqa: F403
from tonghu.core.jobs.models import JobRun, NightlyRun
from tonghu.core.record import Record, key

__all__ = ["JobRun", "NightlyRun", "Record", "key"]
