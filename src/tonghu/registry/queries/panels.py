"""档案页的块: what a higher module declares to stand on the page of a child."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tonghu.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class ChildPanel:
    """档案页的一块: `template` gets `panel`; `build` answers None when there is nothing to show."""

    code: str
    order: int
    template: str
    build: Callable[[Viewer, UUID], Any]
    label: str = ""
