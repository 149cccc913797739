"""Audience measurement: the counting rule, figures, and how anyone recomputes them."""
