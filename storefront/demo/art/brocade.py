"""Bands and tiles of thổ cẩm-inspired geometric weaving, drawn on a stitch grid.

Every motif is our own: a rule on (a, b), the distances in stitches from the
motif's centre, so that everything mirrors left-right and top-bottom as on a loom.
One stitch is one dash of a stroked path, which keeps a band well under 4 KB.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PALETTES: dict[str, tuple[str, ...]] = {  # ground, then threads by weight
    "hmong": ("#25316B", "#F3EBDC", "#B23A2E", "#E0A32E"),
    "bana": ("#241E1D", "#B23A2E", "#EBC25A", "#F3EBDC"),
    "thai": ("#221C22", "#B5386B", "#4E8A5E", "#F0E3CC"),
    "ede": ("#6E1F22", "#DDA63A", "#F0E0C0", "#2A1A1A"),
    "linen": ("#EFE4CF", "#2B3A7B", "#8C9AC4", "#B23A2E"),
}
Motif = Callable[[int, int, int], int]


def diamond(a: int, b: int, r: int) -> int:
    """Nested stepped lozenges with a bright heart."""
    d = a + b
    return 0 if d > r else (3 if d < 2 else (1, 1, 0, 2, 2, 0)[(r - d) % 6])


def star(a: int, b: int, r: int) -> int:
    """Eight-point star of parallelogram petals, gapped on axes and diagonals."""
    hi, lo, h = max(a, b), min(a, b), r // 2
    if 1 <= lo <= h and lo + 1 <= hi <= lo + h:
        return 1 if a > b else 2
    return 3 if a + b > r + h - 2 and hi <= r and lo > h + 1 else (3 if hi + lo == 0 else 0)


def chevron(a: int, b: int, r: int) -> int:
    """Arrow weave: chevrons that meet on the middle row."""
    return (1, 1, 0, 2, 0, 3, 0)[(a + 2 * r - b) % 7]


def hook(a: int, b: int, r: int) -> int:
    """A lozenge whose shoulders end in turned-in hooks."""
    d = a + b
    if d <= r // 3:
        return 3 if d < 2 else 1
    if d == r // 3 + 2 and b:
        return 2
    arm = a == r // 2 + 2 and b <= r // 2 or b == r // 2 and r // 2 - 1 <= a <= r - 1
    curl = a == r - 1 and 2 <= b <= r // 2 or b == 2 and r - 3 <= a <= r - 1
    return 1 if arm or curl else 0


def fern(a: int, b: int, r: int) -> int:
    """Fern fronds climbing from a stem, in counted steps."""
    if a == 0:
        return 2
    if a < r - 3 and (a + b) % 5 < 3:
        return 1 if (a + b) % 5 < 2 else (3 if a % 2 else 0)
    return (1, 0, 0, 2, 0, 0)[(a - b) % 6] if a > r - 2 else 0


MOTIFS: dict[str, Motif] = {f.__name__: f for f in (diamond, star, chevron, hook, fern)}
EDGES: dict[str, tuple[int, Callable[[int, int], int]]] = {  # rows, rule(x, row)
    "line": (1, lambda x, y: 2),
    "rule": (2, lambda x, y: 1),
    "teeth": (3, lambda x, y: 1 if (x + 2) % 4 <= 2 - y else 0),
    "zigzag": (5, lambda x, y: 3 if abs((x % 8) - 4) == y else (2 if abs((x % 8) - 4) == y - 2 else 0)),
    "beads": (3, lambda x, y: 3 if y == 1 and x % 4 in (0, 1) else 0),
    "steps": (4, lambda x, y: 2 if (x % 8) in range(4 - y, 5 + y) else 0),
}


@dataclass(frozen=True)
class Weave:
    """A finished stitch chart: half the rows (the loom mirrors the rest)."""

    palette: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    height: int

    @property
    def repeat(self) -> int:
        return len(self.rows[0])


def weave(seed: int, palette: str = "hmong", height: int = 41, repeat: int = 32, motif: str | None = None) -> Weave:
    """Chart a band: mirrored edges around one main motif and its small companion."""
    rng = random.Random(seed)
    main = MOTIFS[motif or rng.choice(sorted(MOTIFS))]
    half = height // 2 + 1
    rows: list[tuple[int, ...]] = []
    names = ["line", rng.choice(["teeth", "steps"]), "line", rng.choice(["zigzag", "beads"]), "rule"]
    for name in names:
        depth, rule = EDGES[name]
        if len(rows) + depth + 1 > half * 0.55:
            continue
        rows += [tuple(rule(x, y) for x in range(repeat)) for y in range(depth)]
        rows.append((0,) * repeat)
    inner = half - len(rows)
    for i in range(inner):
        rows.append(tuple(_field(main, x, inner - 1 - i, repeat, inner) for x in range(repeat)))
    return Weave(PALETTES[palette], tuple(rows), height)


def _field(main: Motif, x: int, b: int, repeat: int, inner: int) -> int:
    """Main motif at x=0, a small lozenge half a repeat away."""
    a = min(x, repeat - x)
    got = main(a, b, min(inner, repeat // 2) - 1)
    if got or main in (chevron, fern):
        return got
    d = (repeat // 2 - a) + b
    return 3 if d == 0 else (2 if d in (2, 3) else 0)


def _stitches(w: Weave) -> str:
    """One path per thread; each run is a stroked, dashed line of stitches."""
    out = []
    for c in range(1, len(w.palette)):
        d, px, py = [], 0.0, 0.0
        for y, row in enumerate(w.rows):
            x = 0
            while x < len(row):
                n = 0
                while x + n < len(row) and row[x + n] == c:
                    n += 1
                if n:
                    d.append(f"m{x - px:g} {y + 0.5 - py:g}h{n}")
                    px, py = x + n, y + 0.5
                x += n or 1
        if d:
            out.append(f'<path stroke="{w.palette[c]}" d="{"".join(d)}"/>')
    return "".join(out)


def pattern(pid: str, w: Weave, unit: float = 6, transform: str = "") -> str:
    """The band as a <pattern> repeating both ways; `unit` is pixels per stitch."""
    r, h = w.repeat, w.height
    tf = f' patternTransform="{transform}"' if transform else ""
    return (
        f'<pattern id="{pid}" width="{r * unit:g}" height="{h * unit:g}" viewBox="0 0 {r} {h}" '
        f'patternUnits="userSpaceOnUse"{tf}><path fill="{w.palette[0]}" d="M0 0h{r}v{h}H0z"/>'
        f'<g id="{pid}s" fill="none" stroke-width=".9" stroke-dasharray=".93 .07">{_stitches(w)}</g>'
        f'<use href="#{pid}s" transform="matrix(1 0 0-1 0 {h})"/></pattern>'
    )


def band_svg(w: Weave, repeats: int = 6, unit: float = 6, tall: int = 1) -> str:
    """A stand-alone band (tall=1) or tile (tall>1) that a page can repeat seamlessly."""
    width, height = w.repeat * unit * repeats, w.height * unit * tall
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}"><defs>{pattern("w", w, unit)}</defs>'
        f'<path fill="url(#w)" d="M0 0h{width:g}v{height:g}H0z"/></svg>'
    )


# The house's own band ("chinh") and one for each tradition whose colours and geometry inspired it: file ending, palette, motif, seed.
# Every motif is ours; none is copied from a people's cloth, so a page may only say "inspired by".
BANDS = (
    ("chinh", "hmong", "diamond", 3),
    ("hmong", "hmong", "star", 4),
    ("bana", "bana", "diamond", 8),
    ("thai", "thai", "diamond", 13),
    ("ede", "ede", "diamond", 18),
    ("linen", "linen", "diamond", 23),
)


def write_bands(folder: Path) -> list[Path]:
    """Write a seamless band brocade-*.svg and a seamless tile brocade-tile-*.svg for each row of BANDS; returns their paths."""
    done = []
    for ending, palette, motif, seed in BANDS:
        chart = weave(seed, palette, motif=motif)
        for name, repeats, tall in (("brocade", 6, 1), ("brocade-tile", 2, 2)):
            path = folder / f"{name}-{ending}.svg"
            path.write_text(band_svg(chart, repeats, 6, tall), encoding="utf-8")
            done.append(path)
    return done
