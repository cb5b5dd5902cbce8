"""The demo's content, in Vietnamese and English, as plain JSON that :mod:`storefront.demo.loading` writes. All groups are invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


def read(name: str) -> Any:
    """Return the contents of ``<name>.json``. Raises FileNotFoundError."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def read_folder(name: str) -> list[Any]:
    """Return the entries of every JSON file in a folder, one list after the other, in the order of the file names."""
    return [entry for path in sorted((FOLDER / name).glob("*.json")) for entry in json.loads(path.read_text(encoding="utf-8"))]
