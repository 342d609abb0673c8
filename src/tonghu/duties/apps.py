"""The app `duties`."""

from __future__ import annotations

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """履职台账."""

    name = "tonghu.duties"
    label = "duties"
    verbose_name = "履职台账"
