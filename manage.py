#!/usr/bin/env python
"""Command line of the shop: ``python manage.py <command>``."""

import os
import sys


def main() -> None:
    """Run a Django management command with the development settings unless told otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "storefront.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
