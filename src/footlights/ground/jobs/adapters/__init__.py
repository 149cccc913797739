"""The worker process, and how it finds what to do."""
