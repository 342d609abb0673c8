"""地方: how a division is called in a number."""

from __future__ import annotations

import re

from tonghu.core.viewer import Viewer
from tonghu.directory import queries as directory
from tonghu.directory.divisions import Level

BODY = re.compile("[村居](民委员|委)会$")  # 一村村委会: the committee is not the place


def place_of(viewer: Viewer, code: str) -> str:
    """大东坝镇, 松阳县; of a village town and village, for many villages share a name."""
    path = directory.path_of(viewer, code)
    if not path:
        return directory.full_names(viewer, [code])[code]
    village = path[-1].level is Level.VILLAGE
    names = [one.name for one in path[-2 if village else -1 :]]
    return "".join(BODY.sub("", name) or name for name in names)
