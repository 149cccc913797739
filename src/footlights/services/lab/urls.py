"""Addresses of the lab."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "lab"
urlpatterns = [
    path("", views.home, name="home"),
    path("releases", views.releases, name="releases"),
    path("programme/<str:programme>", views.programme, name="programme"),
    path("programme/<str:programme>/order-<str:day>.json", views.running_order, name="running_order"),
    path("programme/<str:programme>/problem.<str:notation>", views.export, name="export"),
]
