"""How the log is written, sent and kept."""
