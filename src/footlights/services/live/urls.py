"""Addresses of live."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "live"
urlpatterns = [
    path("", views.home, name="home"),
    path("plan", views.plan, name="plan"),
    path("beats", views.beats, name="beats"),
    path("renew", views.renew, name="renew"),
    path("control/<str:relay>", views.control, name="control"),
    path("control/<str:relay>/act", views.act, name="act"),
    path("<str:relay>", views.watch, name="watch"),
    path("<str:relay>/order", views.order, name="order"),
]
