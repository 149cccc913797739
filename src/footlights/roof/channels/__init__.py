"""Channels: the house inside a messenger, and on its own page: messages in, answers out, money that cannot be forged."""
