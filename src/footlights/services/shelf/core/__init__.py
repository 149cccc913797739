"""The shelf's arithmetic: the protected score, and rows of other catalogues read as entries."""
