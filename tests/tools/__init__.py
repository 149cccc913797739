"""Tools that make files which tests then check."""
