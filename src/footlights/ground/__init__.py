"""What is true for everyone: people, works, media, deals, events, jobs."""
