"""Addresses of orders."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "orders"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("till/<str:product>", views.till, name="till"),
    path("<str:order>", views.order, name="order"),
]
