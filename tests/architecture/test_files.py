"""Files are short, are named for what they hold, and need nothing from another server."""

from __future__ import annotations

import ast
import re

from tests.architecture.sources import FLOORS, ROOT, files, short

MOST_LINES = 500
MOST_LINES_OF_SETTINGS = 200
# A name that says nothing about the contents invites everything.
EMPTY_NAMES = {"util", "helper", "manager", "process", "handle", "handler", "data", "info", "common", "misc"}
ASSET = re.compile(
    r"""<(?:script|img|link|iframe|source|video|audio|object|embed|image|use|form)\b[^>]*?"""
    r"""\b(?:src|srcset|href|poster|data|action)\s*=\s*["']?\s*(?:https?:)?//""",
    re.IGNORECASE | re.VERBOSE,
)
NAMESPACE = re.compile(r"https?://www\.w3\.org/[\w/.]+")
OUTSIDE = re.compile(r"https?://|@import\s+['\"]//|url\(\s*['\"]?//")


def _lines(path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_longer_than_500_lines():
    long = {short(path): _lines(path) for path in files(".py", ".html", ".css", ".js", tests=True) if _lines(path) > MOST_LINES}
    assert long == {}


def test_settings_files_stay_within_200_lines():
    settings = (ROOT / "storefront" / "settings").glob("*.py")
    assert {short(path): _lines(path) for path in settings if _lines(path) > MOST_LINES_OF_SETTINGS} == {}


def _says_nothing(name: str) -> bool:
    return name.lower().removesuffix("s") in EMPTY_NAMES


def test_modules_are_named_for_what_they_hold():
    named = [short(path) for path in files(".py") if any(map(_says_nothing, [*path.relative_to(ROOT).parts[:-1], path.stem]))]
    assert named == []


def test_functions_and_classes_are_named_for_what_they_do():
    vague = []
    for path in files(".py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and _says_nothing(node.name.strip("_")):
                vague.append(f"{short(path)}:{node.lineno} {node.name}")
    assert vague == []


def test_modules_say_their_job():
    silent = []
    for path in files(".py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if tree.body and ast.get_docstring(tree) is None:
            silent.append(short(path))
    assert silent == []


def test_templates_load_nothing_from_another_server():
    found = []
    for path in files(".html", ".txt", ".xml"):
        text = path.read_text(encoding="utf-8")
        found += [f"{short(path)}:{text.count(chr(10), 0, match.start()) + 1} {match.group()}" for match in ASSET.finditer(text)]
    assert found == []


def test_styles_and_scripts_load_nothing_from_another_server():
    found = []
    for path in files(".css", ".js", ".svg"):
        for number, line in enumerate(NAMESPACE.sub("", path.read_text(encoding="utf-8")).splitlines(), start=1):
            if OUTSIDE.search(line):
                found.append(f"{short(path)}:{number} {line.strip()[:120]}")
    assert found == []


def test_pattern_of_assets_knows_an_outside_asset():
    assert ASSET.search('<script defer src="https://cdn.example/x.js">')
    assert ASSET.search("<link rel=stylesheet href=//fonts.example/css>")
    assert not ASSET.search('<a href="https://vietgap.example/">')
    assert not ASSET.search('<img src="{% static \'x.svg\' %}" alt="">')


def test_every_package_has_its_init():
    missing = {short(path.parent) for path in files(".py") if not (path.parent / "__init__.py").exists()}
    assert missing == set()
    assert all((ROOT / floor / "__init__.py").exists() for floor in FLOORS)
