"""Footlights: an open, self-hosted digital house for culture."""
