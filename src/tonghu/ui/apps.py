"""界面模块的登记, and the check that the assets are there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

BUILD = Path(__file__).parent / "static" / "ui" / "build"
PARTS = ("tonghu.css", "icons.svg", "htmx.min.js")


class UiConfig(AppConfig):
    """界面."""

    name = "tonghu.ui"
    label = "ui"
    verbose_name = "界面"


@register()
def assets_are_made(**_: Any) -> list[CheckMessage]:
    """Pages without their style sheet would come out bare: say so before the first one does."""
    missing = [name for name in PARTS if not (BUILD / name).exists()]
    if not missing:
        return []
    return [
        Error(
            f"前端资源还没有生成（缺{'、'.join(missing)}）。",
            hint="运行 .venv/bin/python scripts/make_assets.py；make demo 和 make test 会自己运行。",
            id="tonghu.ui.E001",
        )
    ]
