"""Measures the shop: a large catalogue, a server like production, one shopper with a stop-watch. Started by ``manage.py bench``.

The command itself touches no database. Each part runs in a process of its own with :mod:`storefront.demo.bench.settings`, on files in a
folder that is thrown away afterwards.
"""
