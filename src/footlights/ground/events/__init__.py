"""The append-only log: what happened in the house, each fact once, durable when acknowledged."""
