"""Migrations of style."""
