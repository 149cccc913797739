"""What the site writes for the outside: files."""
