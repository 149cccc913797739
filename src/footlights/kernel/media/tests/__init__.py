"""Tests of tokens, playlists and credit."""
