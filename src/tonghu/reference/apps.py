"""The app `reference`."""

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    """制度与机构."""

    name = "tonghu.reference"
    label = "reference"
    verbose_name = "制度与机构"
