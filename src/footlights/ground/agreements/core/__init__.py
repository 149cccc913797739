"""The rules of deals, pure."""
