"""When a job is tried again, pure."""
