"""地址: minutes, resolutions, plans, inspections, bulletins."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
