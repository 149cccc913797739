"""Addresses of channels."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "channels"
urlpatterns = [
    path("", views.chat, name="chat"),
    path("phone", views.phone, name="phone"),
    path("pay/<str:signed>", views.pay, name="pay"),
]
