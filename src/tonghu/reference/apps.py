"""制度与机构作为 Django 应用."""

from __future__ import annotations

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    """制度与机构: pages of profiles, divisions and units."""

    name = "tonghu.reference"
    label = "reference"
    verbose_name = "制度与机构"
