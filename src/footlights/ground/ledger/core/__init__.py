"""The rule of double entry, pure."""
