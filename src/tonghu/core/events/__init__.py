"""事件: what happened, who looked, who was refused; append-only, signed, sealed into chains.

`record` leaves a fact in the transaction in which it became one, `looked` a reading, `refused` a
denial that outlives the rollback. `seal` and `verify` hold the logs together.
"""

from tonghu.core.events.changes import Hidden
from tonghu.core.events.kinds import UnknownKind
from tonghu.core.events.recording import OutsideScope, looked, record, refused

__all__ = ["Hidden", "OutsideScope", "UnknownKind", "looked", "record", "refused"]
