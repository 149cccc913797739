"""Tags of race."""
