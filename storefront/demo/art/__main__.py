"""Draw the demo's pictures.

    python -m storefront.demo.art all          every picture, index.json and the brocade bands
    python -m storefront.demo.art one <slug>   one picture
    python -m storefront.demo.art sheet [dir]  contact sheets of what is there, as PNG (default: the current directory)

Needs the extra `art` (resvg-py and fontpkg-be-vietnam-pro). The same words and code give the same pixels every time.
"""

from __future__ import annotations

import sys
from pathlib import Path

from storefront.demo.art import brocade, render
from storefront.demo.art.words import all_words

BANDS = Path(__file__).parents[2] / "static" / "storefront" / "img"


def report(sizes: dict[str, int]) -> None:
    """Print how many files and kilobytes were written, by kind."""
    for kind in dict.fromkeys(name.split("-")[0] for name in sizes):
        part = [size for name, size in sizes.items() if name.startswith(kind + "-")]
        print(f"{kind}: {len(part)} files, mean {sum(part) / len(part) / 1024:.1f} KB, largest {max(part) / 1024:.1f} KB")
    print(f"in all {sum(sizes.values()) / 1024 / 1024:.2f} MB")


def main(args: list[str]) -> int:
    """Run one command; returns the exit status."""
    match args:
        case ["all"]:
            report(render.save(all_words()))
            render.write_index()
            brocade.write_bands(BANDS)
        case ["one", slug] if slug in all_words():
            report(render.save([slug]))
        case ["sheet", *where] if len(where) < 2:
            print(*render.sheets(Path(where[0] if where else ".")), sep="\n")
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
