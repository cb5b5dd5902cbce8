"""Builds the bundles that the browser loads: one style sheet and one script for the shop, one of each for the members' portal.

The sources are plain files beside the bundles: ``css/{reset,fonts,tokens,base}.css``, ``css/components/*.css``, ``css/pages/*.css`` and
``js/modules/*.js``. ``python -m storefront.assets`` writes the bundles; ``--check`` only says whether they are current (exit code 1 = no).
Style sheets are put into cascade layers, so that a page may override a component and a component the base, whatever their selectors.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from os.path import relpath
from pathlib import Path

STATIC = Path(__file__).resolve().parent / "static" / "storefront"
CSS = STATIC / "css"
JS = STATIC / "js"
LAYERS = ("reset", "tokens", "base", "components", "pages")
NOTICE = "/* Built by `python -m storefront.assets` from the files beside it; edit those. */\n"

PORTAL_COMPONENTS = (
    "brocade", "button", "chip", "empty", "footer", "form", "header", "icon", "bars", "notice", "parcel", "picture", "price", "progress",
    "qr", "quick-exit", "stepper", "sums", "table", "tabs", "toast", "upload",
)  # fmt: skip
PORTAL_MODULES = ("autosubmit", "copy", "later", "photos", "print", "quick_exit", "speak", "stepper", "toast")
ONLY_PORTAL = ("later", "photos")

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_URL = re.compile(r"url\((?!data:|https?:|#)([^)]+)\)")


def minify_css(text: str) -> str:
    """Return ``text`` without comments and idle white space. Understands the plain CSS of this repository, not every CSS there is."""
    text = re.sub(r"\s+", " ", _COMMENT.sub("", text))
    text = re.sub(r"\s*([{};,])\s*", r"\1", text)
    text = re.sub(r"([\w-]): ", r"\1:", text)
    text = re.sub(r" > ", ">", text)
    return text.replace(";}", "}").strip()


def _rebase_urls(text: str, source: Path, bundle: Path) -> str:
    """Make ``url(…)`` of a source file right for the folder of the bundle."""

    def rebased(match: re.Match[str]) -> str:
        target = (source.parent / match[1].strip("\"'")).resolve()
        return f"url({relpath(target, bundle.parent)})"

    return _URL.sub(rebased, text)


def _components(only: Iterable[str] | None) -> list[Path]:
    """Component files in cascade order: the shapes they share first, then by name."""
    folder = CSS / "components"
    wanted = set(only) if only is not None else None
    files = sorted(path for path in folder.glob("*.css") if path.stem != "common" and (wanted is None or path.stem in wanted))
    if wanted is not None and (missing := wanted - {path.stem for path in files}):
        raise FileNotFoundError(f"No component style sheet for: {', '.join(sorted(missing))}")
    return [folder / "common.css", *files]


def css_sources(bundle: str) -> dict[str, list[Path]]:
    """Return the source files of a bundle (``site`` or ``portal``) by cascade layer, in order."""
    pages = sorted((CSS / "pages").glob("*.css"))
    portal = bundle == "portal"
    return {
        "reset": [CSS / "reset.css"],
        "tokens": [CSS / "fonts.css", CSS / "tokens.css"],
        "base": [CSS / "base.css"],
        "components": _components(PORTAL_COMPONENTS if portal else None),
        "pages": [path for path in pages if path.stem.startswith("portal") == portal],
    }


def css_bundle(bundle: str) -> str:
    """Return the text of ``css/<bundle>.css``."""
    target = CSS / f"{bundle}.css"
    layers = []
    for name, files in css_sources(bundle).items():
        body = "".join(minify_css(_rebase_urls(path.read_text(encoding="utf-8"), path, target)) for path in files)
        layers.append(f"@layer {name}{{{body}}}")
    return f"{NOTICE}@layer {','.join(LAYERS)};\n" + "\n".join(layers) + "\n"


def js_bundle(bundle: str) -> str:
    """Return the text of ``js/<bundle>.js``: every module in a block of its own, so that names cannot meet."""
    paths = sorted((JS / "modules").glob("*.js"))
    wanted = PORTAL_MODULES if bundle == "portal" else [path.stem for path in paths if path.stem not in ONLY_PORTAL]
    paths = [path for path in paths if path.stem in wanted]
    blocks = []
    for path in paths:
        lines = (line.strip() for line in _COMMENT.sub("", path.read_text(encoding="utf-8")).splitlines())
        blocks.append("{\n" + "\n".join(line for line in lines if line and not line.startswith("//")) + "\n}\n")
    return NOTICE + "".join(blocks)


def bundles() -> dict[Path, str]:
    """Return every file this module builds, with the text it should have now."""
    built = {CSS / f"{name}.css": css_bundle(name) for name in ("site", "portal")}
    return built | {JS / f"{name}.js": js_bundle(name) for name in ("site", "portal")}


def stale() -> list[Path]:
    """Return the bundles on disk that differ from their sources."""
    return [path for path, text in bundles().items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def main(arguments: list[str]) -> int:
    """Write the bundles, or with ``--check`` only report stale ones. Returns the exit code."""
    if "--check" in arguments:
        for path in stale():
            print(f"stale: {path.relative_to(STATIC)}")
        return 1 if stale() else 0
    for path, text in bundles().items():
        path.write_text(text, encoding="utf-8")
        print(f"{path.relative_to(STATIC)}: {len(text.encode()):,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
