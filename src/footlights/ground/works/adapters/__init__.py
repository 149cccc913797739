"""What works touches outside itself: the full-text index of each database, picture files."""
