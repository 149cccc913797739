"""Touches of the outside: the post office."""
