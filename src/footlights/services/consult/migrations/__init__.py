"""Migrations of consult."""
