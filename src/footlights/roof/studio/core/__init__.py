"""What the page of components shows."""
