"""The triggers that keep the ledger balanced and unchanged, for SQLite and PostgreSQL.

A transaction that is not posted never stands: it is refused at the end of posting, and nothing but posting writes one.
"""

from __future__ import annotations

from typing import Final

# name: (table, when, condition, what it refuses with)
_REFUSALS: Final = {
    "leg_into_posted": (
        "leg", "INSERT",
        "EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.id = NEW.transaction_id AND t.is_posted)",
        "ledger: no leg into a posted transaction",
    ),
    "leg_in_the_account_s_currency": (
        "leg", "INSERT",
        "NOT EXISTS (SELECT 1 FROM ledger_account a WHERE a.id = NEW.account_id AND a.currency = NEW.currency)",
        "ledger: a leg is in the currency of its account",
    ),
    "leg_stays": ("leg", "UPDATE", "1 = 1", "ledger: a leg is never changed"),
    "leg_is_kept": ("leg", "DELETE", "1 = 1", "ledger: a leg is never deleted"),
    "posted_in_two_steps": ("transaction", "INSERT", "NEW.is_posted", "ledger: first the legs, then the posting"),
    "posted_stays": ("transaction", "UPDATE", "OLD.is_posted", "ledger: what is posted is never changed"),
    "transaction_is_kept": ("transaction", "DELETE", "1 = 1", "ledger: a transaction is never deleted"),
    "posting_balances": (
        "transaction", "UPDATE",
        "NEW.is_posted AND ((SELECT COUNT(*) FROM ledger_leg l WHERE l.transaction_id = NEW.id) < 2"
        " OR EXISTS (SELECT 1 FROM ledger_leg l WHERE l.transaction_id = NEW.id"
        " GROUP BY l.currency HAVING SUM(l.minor) <> 0))",
        "ledger: a posting balances in every currency",
    ),
    "account_stays": (
        "account", "UPDATE", "NEW.currency <> OLD.currency OR NEW.id <> OLD.id", "ledger: an account keeps its currency",
    ),
}  # fmt: skip


def statements(vendor: str) -> list[str]:
    """Return the SQL that makes the triggers."""
    made: list[str] = []
    for name, (table, when, condition, said) in _REFUSALS.items():
        if vendor == "sqlite":
            made.append(
                f"CREATE TRIGGER ledger_{name} BEFORE {when} ON ledger_{table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
            )
        else:
            row = "OLD" if when == "DELETE" else "NEW"
            made.append(
                f"CREATE FUNCTION ledger_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {condition} THEN RAISE EXCEPTION '{said}' USING ERRCODE = 'integrity_constraint_violation'; "
                f"END IF; RETURN {row}; END $$"
            )
            made.append(
                f"CREATE TRIGGER ledger_{name} BEFORE {when} ON ledger_{table} "
                f"FOR EACH ROW EXECUTE FUNCTION ledger_{name}()"
            )
    return made


def undo_statements(vendor: str) -> list[str]:
    """Return the SQL that takes the triggers away again."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER ledger_{name}" for name in _REFUSALS]
    return [f"DROP FUNCTION ledger_{name}() CASCADE" for name in _REFUSALS]
