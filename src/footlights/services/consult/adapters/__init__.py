"""Where consult touches files."""
