"""The app `reconcile`."""

from django.apps import AppConfig


class ReconcileConfig(AppConfig):
    """比对."""

    name = "tonghu.reconcile"
    label = "reconcile"
    verbose_name = "比对"
