"""What agreements touch of the outside: the database's own locks."""
