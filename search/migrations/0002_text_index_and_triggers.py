"""Full text and triggers, in the words of each database; see search/schema.py."""

from django.db import migrations

from search import schema


def install(apps, schema_editor):
    schema.install(schema_editor.connection)


def uninstall(apps, schema_editor):
    schema.uninstall(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_documents_and_their_log"), ("catalog", "0002_initial")]
    operations = [migrations.RunPython(install, uninstall)]
