"""Orders: what can be bought, what was bought, and what a person may see for it."""
