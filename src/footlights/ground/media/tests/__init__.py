"""Tests of the media folder."""
