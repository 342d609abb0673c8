"""The app `survey`."""

from __future__ import annotations

from django.apps import AppConfig


class SurveyConfig(AppConfig):
    """排查核对."""

    name = "tonghu.survey"
    label = "survey"
    verbose_name = "排查核对"
