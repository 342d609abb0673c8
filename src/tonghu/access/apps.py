"""The app `access`."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """权限."""

    name = "tonghu.access"
    label = "access"
    verbose_name = "权限"
