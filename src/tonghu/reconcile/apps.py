"""The app `reconcile`."""

from __future__ import annotations

from django.apps import AppConfig


class ReconcileConfig(AppConfig):
    """名册比对."""

    name = "tonghu.reconcile"
    label = "reconcile"
    verbose_name = "名册比对"
