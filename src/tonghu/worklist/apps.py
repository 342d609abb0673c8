"""The app `worklist`."""

from __future__ import annotations

from django.apps import AppConfig


class WorklistConfig(AppConfig):
    """待办."""

    name = "tonghu.worklist"
    label = "worklist"
    verbose_name = "待办"
