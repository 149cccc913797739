"""Tests of the shelf folder."""
