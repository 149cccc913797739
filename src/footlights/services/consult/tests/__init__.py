"""Tests of consult."""
