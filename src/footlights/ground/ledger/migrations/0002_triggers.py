"""The triggers that keep the ledger balanced and unchanged."""

from django.db import migrations

from footlights.ground.ledger.adapters.triggers import statements, undo_statements


def make(apps, schema_editor):
    for statement in statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def undo(apps, schema_editor):
    for statement in undo_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(make, undo)]
