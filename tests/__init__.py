"""Tests of the house as a whole: its architecture, its story, its pages."""
