"""事件: what happened, who looked, who was refused; append-only, signed, sealed into chains.

`record` leaves a fact in the transaction in which it became one, `record_many` those of an import, `looked` a reading, `refused` a
denial that outlives the rollback. `seal` and `verify` hold the logs together.
"""

from tonghu.core.events.changes import Hidden
from tonghu.core.events.kinds import UnknownKind
from tonghu.core.events.recording import (
    Fact,
    OutsideScope,
    looked,
    record,
    record_many,
    refused,
)

__all__ = [
    "Fact",
    "Hidden",
    "OutsideScope",
    "UnknownKind",
    "looked",
    "record",
    "record_many",
    "refused",
]
