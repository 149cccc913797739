"""Documentation is true only where a test makes it so."""
