"""The environment is read in one place, and the README names every variable."""

from __future__ import annotations

import ast
import re

from tests.architecture.sources import ROOT, files, short

ENVIRONMENT = ROOT / "storefront" / "settings" / "environment.py"
# This chooses the settings, before there are any.
STARTERS = {"storefront/wsgi.py"}
VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")


def _variables() -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(ENVIRONMENT.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            word = node.args[0].value
            if isinstance(word, str) and VARIABLE.fullmatch(word):
                names.add(word)
    return names


def _rows_of_the_readme() -> set[str]:
    return set(re.findall(r"^\| `([A-Z][A-Z0-9_]*)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))


def test_environment_knows_its_variables():
    assert {"DATABASE_URL", "SECRET_KEY", "FIELD_KEYS", "ALLOWED_HOSTS", "EMAIL_URL"} <= _variables()


def test_readme_lists_exactly_the_variables_of_the_environment():
    assert _rows_of_the_readme() == _variables()


def test_environment_is_read_in_one_place():
    reads = re.compile(r"\bos\.(environ|getenv)\b|\bfrom os import .*\b(environ|getenv)\b")
    elsewhere = {
        f"{short(path)}:{number}"
        for path in files(".py")
        if path != ENVIRONMENT and short(path) not in STARTERS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if reads.search(line)
    }
    assert elsewhere == set()
