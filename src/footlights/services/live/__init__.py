"""A relay among contributors that never goes dark."""
