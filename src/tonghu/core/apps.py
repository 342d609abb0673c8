"""The app `core`."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps

PARTS = ("events", "encryption", "idempotency")


class CoreConfig(AppConfig):
    """核心, and the start-up of all modules' contributions."""

    name = "tonghu.core"
    label = "core"
    verbose_name = "核心"

    def ready(self) -> None:
        """Imports every module's `contributions.py`, lowest first, and the checks."""
        for part in PARTS:  # core.contributions is the register itself
            import_module(f"tonghu.core.{part}.contributions")
        for app in apps.get_app_configs():
            ours = app.name.startswith("tonghu.") and app.name != self.name
            if ours and find_spec(f"{app.name}.contributions"):
                import_module(f"{app.name}.contributions")
        import_module("tonghu.core.checks")
