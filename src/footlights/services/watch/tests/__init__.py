"""Tests of the watch folder."""
