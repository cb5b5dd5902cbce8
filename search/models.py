"""The search index's own rows."""
