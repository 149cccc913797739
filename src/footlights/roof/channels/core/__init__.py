"""What a messenger's protocol and a conversation are, pure: signatures, envelopes, XML, phrases."""
