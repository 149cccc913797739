"""Memoranda, partnerships, commitments, agreements and grants: what may be shown, where, when, and what was promised."""
