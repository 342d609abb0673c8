"""Addresses a test plants; empty otherwise."""

from typing import Any

urlpatterns: list[Any] = []
handler400 = "tonghu.access.views.unreadable"
handler404 = "tonghu.access.views.not_found"
handler403 = "tonghu.access.views.not_yours"
handler500 = "tonghu.access.views.broken"
