"""Solvers from outside."""
