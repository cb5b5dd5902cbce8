"""PostgreSQL's full text becomes a table of lexemes; see search/lexemes.py."""

from django.db import migrations

from search import schema


def install(apps, schema_editor):
    schema.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("search", "0007_vocabulary")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
