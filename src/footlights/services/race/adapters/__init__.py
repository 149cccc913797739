"""Where race touches files."""
