"""The app `conference`."""

from __future__ import annotations

from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    """联席会议."""

    name = "tonghu.conference"
    label = "conference"
    verbose_name = "联席会议"
