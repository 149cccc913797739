"""Addresses of watch."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "watch"
urlpatterns = [
    path("add", views.add, name="add"),
    path("film/<str:film>", views.film, name="film"),
    path("<str:work>", views.play, name="play"),
]
plain_urlpatterns = [
    path("beats", views.beats, name="beats"),
    path("renew", views.renew, name="renew"),
]
