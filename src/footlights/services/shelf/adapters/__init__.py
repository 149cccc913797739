"""Files that other catalogues hand their members, opened."""
