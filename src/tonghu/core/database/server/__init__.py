"""启动数据库: PostgreSQL without an administrator, found or brought along, started and watched.

`launcher` is what others call; `programs` finds PostgreSQL, `places` keeps where the data are,
`cluster` starts and stops, `roles` and `demands` say what a running server must look like.
"""

from tonghu.core.database.server.launcher import (
    Status,
    Urls,
    addresses,
    as_admin,
    ensure_running,
    external,
    launch,
    programs_of,
    remove,
    status,
    stop,
)
from tonghu.core.database.server.places import home_folder
from tonghu.core.database.server.problem import ServerError

__all__ = [
    "ServerError",
    "Status",
    "Urls",
    "addresses",
    "as_admin",
    "ensure_running",
    "external",
    "home_folder",
    "launch",
    "programs_of",
    "remove",
    "status",
    "stop",
]
