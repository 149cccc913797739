"""Migrations of talk."""
