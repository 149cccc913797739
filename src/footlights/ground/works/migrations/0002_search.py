"""Each database's own full-text index over works_found.tokens."""

from django.db import migrations

SQLITE = [
    # Tokens come folded and separated by spaces: the ascii tokenizer takes them as they are, in every script.
    """CREATE VIRTUAL TABLE works_search USING fts5(
         tokens, content='works_found', content_rowid='id', tokenize='ascii', prefix='1 2 3 4')""",
    """CREATE TRIGGER works_found_added AFTER INSERT ON works_found BEGIN
         INSERT INTO works_search(rowid, tokens) VALUES (new.id, new.tokens);
       END""",
    """CREATE TRIGGER works_found_removed AFTER DELETE ON works_found BEGIN
         INSERT INTO works_search(works_search, rowid, tokens) VALUES ('delete', old.id, old.tokens);
       END""",
    """CREATE TRIGGER works_found_changed AFTER UPDATE OF tokens ON works_found BEGIN
         INSERT INTO works_search(works_search, rowid, tokens) VALUES ('delete', old.id, old.tokens);
         INSERT INTO works_search(rowid, tokens) VALUES (new.id, new.tokens);
       END""",
]
SQLITE_BACK = [
    "DROP TRIGGER works_found_changed",
    "DROP TRIGGER works_found_removed",
    "DROP TRIGGER works_found_added",
    "DROP TABLE works_search",
]
POSTGRESQL = [
    "ALTER TABLE works_found ADD COLUMN vector tsvector",
    "CREATE INDEX works_found_vector ON works_found USING gin (vector)",
]
POSTGRESQL_BACK = ["ALTER TABLE works_found DROP COLUMN vector"]


def forwards(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("works", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
