"""Addresses of watch."""

from __future__ import annotations

from django.urls import path

from .views import films, links, player, sequences

app_name = "watch"
urlpatterns = [
    path("add", films.add, name="add"),
    path("film/<str:film>", films.film, name="film"),
    path("series", sequences.sequences, name="sequences"),
    path("series/new", sequences.arrange, name="arrange"),
    path("series/<str:sequence>", sequences.sequence, name="sequence"),
    path("series/<str:sequence>/change", sequences.rearrange, name="rearrange"),
    path("embed/<str:work>", player.embed, name="embed"),
    path("<str:work>", player.play, name="play"),
]
plain_urlpatterns = [
    path("beats", player.beats, name="beats"),
    path("renew", player.renew, name="renew"),
    path("still/<str:film>/<int:milliseconds>.jpg", films.still, name="still"),
    path("oembed", links.oembed, name="oembed"),
    path("feed/<str:language>.xml", links.feed, name="feed"),
]
