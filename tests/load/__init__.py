"""Faults put into a running house for real."""
