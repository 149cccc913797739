"""Experiments that answer for themselves: a festival programme solved four ways."""
