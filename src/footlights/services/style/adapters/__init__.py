"""Where style touches files."""
