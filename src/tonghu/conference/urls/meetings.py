"""地址: meetings, agenda, notice, attendance."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
