"""地址: the body, its seats and those who hold them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
