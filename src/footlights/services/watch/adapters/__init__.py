"""What watch touches outside: the zones of the world, a worker of its own."""
