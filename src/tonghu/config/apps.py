"""The app `config`: it comes last, and checks the whole."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """装配."""

    name = "tonghu.config"
    label = "config"
    verbose_name = "装配"

    def ready(self) -> None:
        """Registers the checks of the whole."""
        import_module("tonghu.config.checks")
