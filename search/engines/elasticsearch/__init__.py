"""The engine for a catalogue that has outgrown one machine: an Elasticsearch cluster finds and counts, Python plans and orders.

The rows of the index inside the database (:class:`search.models.SearchDocument`) are the source: the cluster follows their log, so it can
be lost, made again or left behind at any time, and the database answers meanwhile. Only this package knows the client.
"""
