"""The app `statistics`."""

from __future__ import annotations

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """统计."""

    name = "tonghu.statistics"
    label = "statistics"
    verbose_name = "统计"
