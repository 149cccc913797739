"""The demo house: invented parties, a memorandum between them, and films to see it at work."""
