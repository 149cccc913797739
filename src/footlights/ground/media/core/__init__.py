"""Judging files, planning ladders and choosing posters, in numbers alone."""
