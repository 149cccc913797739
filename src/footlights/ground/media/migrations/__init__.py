"""Tables of the media folder, step by step."""
