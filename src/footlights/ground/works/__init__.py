"""Works: what they are called, who made them, and how they are found."""
