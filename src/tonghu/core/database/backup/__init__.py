"""备份和恢复: everything but the keys, with PostgreSQL's own pg_dump, and the proof that it comes back.

pg_dump and not pg_basebackup: it can dump exactly the snapshot in which the counts and hashes of the
manifest were taken, while people work; and what it writes can be restored by a newer PostgreSQL.
Losing less than a day needs a WAL archive beside it, which is the administrator's: docs/howto.
"""

from tonghu.core.database.backup.check import Checked, RestoreCheck
from tonghu.core.database.backup.manifest import Manifest, ManifestError

__all__ = ["Checked", "Manifest", "ManifestError", "RestoreCheck"]
