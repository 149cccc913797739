"""Ledger: double entry that only grows, kept in balance by the database itself."""
