"""数据库: who may see which row, who runs the server, how it is backed up.

`rows` and `fields` are what a model declares, `scope` is what a reader opens, `policies` makes
PostgreSQL hold the declarations, `server` starts PostgreSQL, `backup` carries everything away and
proves that it comes back.
"""

from tonghu.core.database.scope import current_viewer, scope

__all__ = ["current_viewer", "scope"]
