"""A real Elasticsearch 8 for the tests: fetched with Maven, started on loopback, thrown away afterwards.

``python -m tests.elasticsearch`` starts one and prints its address.
``python -m tests.elasticsearch -- pytest tests/engines`` runs a command with ``ELASTICSEARCH_URL`` pointing at it; a cluster that this
variable already names is used as it is.
"""
