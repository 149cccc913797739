"""The tags every page may use."""
