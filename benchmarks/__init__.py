"""Measurements of the house beside a peer in the same run; `./footlights bench NAME` collects their rows."""
