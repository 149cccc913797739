"""Who someone is, what they agreed to, where they are, and how they are forgotten."""
