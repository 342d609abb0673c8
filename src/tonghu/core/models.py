"""核心的表: gathered here for Django; each stands in its own folder."""

from tonghu.core.encryption.models import DataKey, KeyRingMark
from tonghu.core.events.models import AccessLog, Event, Seal
from tonghu.core.idempotency.models import DoneOnce
from tonghu.core.jobs.models import JobRun, NightlyRun
from tonghu.core.record import Record, key

__all__ = [
    "AccessLog",
    "DataKey",
    "DoneOnce",
    "Event",
    "JobRun",
    "KeyRingMark",
    "NightlyRun",
    "Record",
    "Seal",
    "key",
]
