"""Addresses of talk."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "talk"
urlpatterns = [
    path("queue", views.queue, name="queue"),
    path("say", views.say, name="say"),
    path("room/<str:ticket>", views.room, name="room"),
    path("saying/<str:saying>/remove", views.remove, name="remove"),
    path("saying/<str:saying>/report", views.report, name="report"),
]
plain_urlpatterns = [path("danmaku.json", views.danmaku, name="danmaku")]
