"""The app `registry`."""

from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """儿童档案."""

    name = "tonghu.registry"
    label = "registry"
    verbose_name = "儿童档案"
