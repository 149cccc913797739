"""What people watched, read, heard and played, and what they thought of it; with a score that cannot be bought."""
