"""Tags that only account pages need."""
