"""行政区划: the tree of divisions, province to village.

`divisions()` is the committed table with its changes; codes.py answers what a code says by itself;
names.py what people call a place; table.py reads the data; changes.py knows what was renamed,
abolished or merged, and into what.
"""

from tonghu.directory.divisions.codes import (
    NATION,
    CodeError,
    Level,
    contains,
    full,
    level_of,
    parent_of,
    subtree_range,
)
from tonghu.directory.divisions.lookup import Division, Divisions, UnknownDivision, divisions

__all__ = [
    "NATION",
    "CodeError",
    "Division",
    "Divisions",
    "Level",
    "UnknownDivision",
    "contains",
    "divisions",
    "full",
    "level_of",
    "parent_of",
    "subtree_range",
]
