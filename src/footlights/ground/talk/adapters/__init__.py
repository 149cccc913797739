"""The word lists, read from their files."""
