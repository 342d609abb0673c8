"""The app `ui`."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """界面."""

    name = "tonghu.ui"
    label = "ui"
    verbose_name = "界面"
