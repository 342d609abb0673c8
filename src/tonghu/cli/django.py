"""开机: Django for the commands that need the database."""

from __future__ import annotations

import os


def ready() -> None:
    """Loads settings and every module; safe to call twice."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tonghu.config.settings")
    import django

    django.setup()
