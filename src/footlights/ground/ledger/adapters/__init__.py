"""What the ledger asks of the database beyond tables: triggers."""
