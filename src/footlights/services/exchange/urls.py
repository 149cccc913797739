"""Addresses of the exchange."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "exchange"
urlpatterns = [
    path("", views.home, name="home"),
    path("delivery/<str:delivery>", views.delivery, name="delivery"),
    path("agreement/<str:agreement>.<str:form>", views.download, name="download"),
]
