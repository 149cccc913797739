"""Tables of the watch folder, step by step."""
