"""Addresses of insight."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "insight"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("why/<str:work>", views.why, name="why"),
]
plain_urlpatterns = [path("figures.csv", views.figures_csv, name="csv")]
