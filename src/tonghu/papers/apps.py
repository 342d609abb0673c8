"""The app `papers`."""

from __future__ import annotations

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """文书."""

    name = "tonghu.papers"
    label = "papers"
    verbose_name = "文书"
