"""The app `home`."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """首页."""

    name = "tonghu.home"
    label = "home"
    verbose_name = "首页"
