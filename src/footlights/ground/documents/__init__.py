"""Documents: one engine and one typeface for what the house hands out as a file."""
