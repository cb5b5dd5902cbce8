"""Collects the texts of the screen and makes their translations readable for Django.

The texts in the code are Vietnamese; ``locale/en`` holds their English. ``locale/vi`` only completes the packages that speak no Vietnamese
of their own. Commands of ``python -m storefront.translations``:

``extract``   bring ``locale/en`` up to date with the code (needs ``xgettext`` of Debian's package gettext)
``import F…`` take English from files with lines ``msgid ||| english`` (``one %%% many ||| one %%% many`` for plurals,
              ``context :: msgid ||| english`` for a text with a context)
``check``     list what has no English, or differs from the code; exit code 1 if there is any
``compile``   write the ``.mo`` files, which are not kept in the repository
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "locale"
ENGLISH = LOCALE / "en" / "LC_MESSAGES" / "django.po"
FLOORS = ("storefront", "search", "cms", "catalog", "cooperatives")
TEMPLATES = {".html", ".txt", ".xml"}
KEYWORDS = (
    "gettext_noop", "gettext_lazy", "ngettext_lazy:1,2", "pgettext:1c,2", "npgettext:1c,2,3", "pgettext_lazy:1c,2", "npgettext_lazy:1c,2,3",
)  # fmt: skip
HEADER = {
    "Project-Id-Version": "sinhke",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "en",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[-+0 #]*\d*(?:\.\d+)?[a-zA-Z]|%[sdifgr]|\{\w*(?:[.:!][^}]*)?\}")


class ToolMissing(RuntimeError):
    """``xgettext`` is not installed."""


def _is_source(path: Path) -> bool:
    if "migrations" in path.parts or "static" in path.parts:
        return False
    return path.suffix == ".py" or (path.suffix in TEMPLATES and "templates" in path.parts)


def sources() -> Iterator[Path]:
    """Our code and our templates."""
    for floor in FLOORS:
        yield from filter(_is_source, sorted((ROOT / floor).rglob("*")))


def _mirror(root: Path, paths: Iterable[Path], folder: Path) -> list[str]:
    """Write the files below ``folder``, templates as the Python-like text that xgettext reads; return their names relative to ``root``."""
    names = []
    for path in paths:
        name = str(path.relative_to(root))
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8")
        copy.write_text(text if path.suffix == ".py" else templatize(text, origin=name), encoding="utf-8")
        names.append(name)
    return names


def extracted(root: Path = ROOT, paths: Iterable[Path] | None = None) -> polib.POFile:
    """Return every text of the screen that the code and the templates hold: ours, or ``paths`` below ``root``. Raises ToolMissing."""
    if not shutil.which("xgettext"):
        raise ToolMissing("xgettext is missing. Install it with: apt-get install gettext")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "files").write_text("\n".join(_mirror(root, sources() if paths is None else paths, folder)), encoding="utf-8")
        keywords = [f"--keyword={keyword}" for keyword in KEYWORDS]
        command = ["xgettext", "--language=Python", "--from-code=UTF-8", "--sort-by-file", "--add-comments=Translators", *keywords]
        done = subprocess.run([*command, "--files-from=files", "--output=all.pot"], cwd=folder, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        template = polib.pofile(str(folder / "all.pot"), wrapwidth=110) if (folder / "all.pot").exists() else polib.POFile()
    for entry in template:
        # Line numbers would change the file with every edit of the code; the names of the files are what a translator needs.
        entry.occurrences = sorted({(source, "") for source, _line in entry.occurrences})
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    return template


def english() -> polib.POFile:
    """Return the English catalogue, empty when there is none yet."""
    catalogue = polib.pofile(str(ENGLISH), wrapwidth=110) if ENGLISH.exists() else polib.POFile(wrapwidth=110)
    catalogue.metadata = dict(HEADER)
    return catalogue


def extract() -> polib.POFile:
    """Bring ``locale/en`` up to date with the code: new texts come in empty, texts that are gone go, and those that are there twice."""
    catalogue = english()
    for entry in _again(catalogue):
        catalogue.remove(entry)
    catalogue.merge(extracted())
    for entry in list(catalogue):
        if entry.obsolete:
            catalogue.remove(entry)
    catalogue.sort(key=lambda entry: (entry.occurrences, entry.msgid))
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(ENGLISH))
    return catalogue


def _again(catalogue: polib.POFile) -> list[polib.POEntry]:
    """Entries of texts that stood before them; merging two branches may leave such."""
    seen: set[tuple[str | None, str]] = set()
    again = []
    for entry in catalogue:
        if (entry.msgctxt, entry.msgid) in seen:
            again.append(entry)
        seen.add((entry.msgctxt, entry.msgid))
    return again


def placeholders(text: str) -> list[str]:
    """The parts of a text that are filled in later, sorted: ``%(name)s``, ``{count}``."""
    return sorted(_PLACEHOLDER.findall(text.replace("%%", "")))


def _forms(entry: polib.POEntry) -> list[str]:
    return [entry.msgstr_plural.get(0, ""), entry.msgstr_plural.get(1, "")] if entry.msgid_plural else [entry.msgstr]


def _faults(entry: polib.POEntry) -> Iterator[str]:
    for number, form in enumerate(_forms(entry)):
        wanted = entry.msgid_plural if number else entry.msgid
        allowed = [placeholders(wanted)]
        if entry.msgid_plural and number == 0:
            # "1 product" may write its number out.
            allowed.append([mark for mark in placeholders(wanted) if mark not in {"%(count)s", "%(count)d", "%(n)s", "%d", "{count}"}])
        if not form.strip():
            yield f"no English: {entry.msgid!r}"
        elif placeholders(form) not in allowed:
            yield f"placeholders differ: {entry.msgid!r} -> {form!r}"
        elif form.startswith("\n") != wanted.startswith("\n") or form.endswith("\n") != wanted.endswith("\n"):
            yield f"line ends differ: {entry.msgid!r} -> {form!r}"
    if entry.fuzzy:
        yield f"unsure (fuzzy): {entry.msgid!r}"


def faults() -> list[str]:
    """What keeps the English from being complete and current; empty when all is well."""
    whole = english()
    catalogue = {(entry.msgctxt, entry.msgid): entry for entry in whole if not entry.obsolete}
    found = [f"twice in the catalogue (run extract): {entry.msgid!r}" for entry in _again(whole)]
    wanted = set()
    for entry in extracted():
        key = (entry.msgctxt, entry.msgid)
        wanted.add(key)
        known = catalogue.get(key)
        if known is None or (entry.msgid_plural or "") != (known.msgid_plural or ""):
            found.append(f"not in the catalogue (run extract): {entry.msgid!r}")
        else:
            found += _faults(known)
    return found + [f"no longer in the code (run extract): {key[1]!r}" for key in catalogue if key not in wanted]


def _unescape(text: str) -> str:
    return text.strip().replace("\\n", "\n")


def _pairs(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        source, bar, target = line.partition("|||")
        if bar:
            yield [_unescape(part) for part in source.split("%%%")], [_unescape(part) for part in target.split("%%%")]


def take_english(paths: Iterable[Path]) -> list[str]:
    """Fill ``locale/en`` from files of ``msgid ||| english`` lines; return the lines' texts that no entry knows."""
    catalogue = english()
    by_text: dict[str, list[polib.POEntry]] = {}
    for entry in catalogue:
        by_text.setdefault(f"{entry.msgctxt} :: {entry.msgid}" if entry.msgctxt else entry.msgid, []).append(entry)
    unknown = []
    for path in paths:
        for source, target in _pairs(path):
            text, forms = source[0], target
            if text not in by_text and text.replace("%", "%%") in by_text:  # Django doubles a percent sign in a template
                text, forms = text.replace("%", "%%"), [form.replace("%", "%%") for form in target]
            if text not in by_text:
                unknown.append(f"{path.name}: {text!r}")
            for entry in by_text.get(text, []):
                if entry.msgid_plural:
                    entry.msgstr_plural = {0: forms[0], 1: forms[-1]}
                else:
                    entry.msgstr = forms[0]
                entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    catalogue.save(str(ENGLISH))
    return unknown


def compile_all() -> int:
    """Write a ``.mo`` beside each ``.po`` of ours that is newer; return how many were written."""
    written = 0
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime:
            fresh = compiled.with_suffix(f".{os.getpid()}")  # put in place in one step: another process may be reading
            polib.pofile(str(source)).save_as_mofile(str(fresh))
            fresh.replace(compiled)
            written += 1
    return written


def main(arguments: list[str]) -> int:
    """Run one command of this module; return its exit code."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command == "extract":
        catalogue = extract()
        print(f"{len(catalogue)} texts, {len(catalogue.untranslated_entries())} without English")
    elif command == "import" and rest:
        for unknown in take_english(map(Path, rest)):
            print(f"not in the code: {unknown}")
        print(f"{len(english().untranslated_entries())} texts without English")
    elif command == "check":
        found = faults()
        print("\n".join(found) or "The English is complete.")
        return 1 if found else 0
    elif command == "compile":
        compile_all()
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
