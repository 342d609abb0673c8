"""名录作为 Django 应用."""

from __future__ import annotations

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """名录: divisions and units."""

    name = "tonghu.directory"
    label = "directory"
    verbose_name = "名录"
    default_auto_field = "django.db.models.BigAutoField"
