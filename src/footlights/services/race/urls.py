"""Addresses of race."""

from __future__ import annotations

from django.urls import path

from .views import acts, pages

app_name = "race"
urlpatterns = [
    path("", pages.home, name="home"),
    path("<str:track>", pages.board, name="board"),
    path("<str:track>/drive", pages.drive, name="drive"),
]
plain_urlpatterns = [
    path("act/begin", acts.begin, name="begin"),
    path("act/piece", acts.piece, name="piece"),
    path("act/finish", acts.finish, name="finish"),
    path("tracks/<str:track>.json", acts.track, name="track"),
    path("places/<str:track>", acts.visit, name="visit"),
    path("ghosts/<str:run>", acts.ghost, name="ghost"),
]
