"""The counting rule, pure."""
