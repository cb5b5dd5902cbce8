"""Read an uploaded table, CSV or XLSX, as rows of text, whatever program wrote it. Shared by bank statements and carriers' lists.

Leading zeros stay, because cells are text; a workbook's own dates and numbers are written as text in one way. The row number is the one
that a person sees in a spreadsheet.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

import openpyxl

from cooperatives.vietnam.errors import DomainError
from cooperatives.vietnam.text import fold

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_UNPACKED_BYTES: Final = 100 * 1024 * 1024
"""A workbook is a ZIP file: a small one may be made to unpack to many gigabytes."""
MAX_ROWS: Final = 50_000
_HEADER_WITHIN: Final = 40
_DELIMITERS: Final = ";,\t|"
# What the ZIP reader and the workbook reader raise on a file that is cut off, edited by hand, or locked with a password. SyntaxError is
# what both XML parsers raise that the workbook reader may pick: the standard library's, and lxml where it is installed.
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, SyntaxError, KeyError, IndexError, ValueError, TypeError, AttributeError,
    OSError, RuntimeError, EOFError,
)  # fmt: skip


class FileNotReadable(DomainError):
    """The file is nothing that we can read. Facts: ``reason`` (empty, too_large, too_many_rows, encoding, not_a_workbook, mt940, camt)."""


class StatementCut(DomainError):
    """A statement's balances and its movements do not add up: something is missing in the file, or was changed. Nothing is taken in."""


class ColumnsMissing(DomainError):
    """No row of the file names the columns that are needed. Facts: ``missing`` (names of columns)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row under the header: its number in the file and its cells by the name of our column (missing columns are absent)."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under the header, blank ones left out, and what stood above it."""

    rows: Sequence[Row]
    columns: frozenset[str]
    preamble: Sequence[Sequence[str]]


Names = Mapping[str, frozenset[str]]
"""Our column name -> headings under which it may come, folded."""


def read_table(content: bytes, *, names: Names, is_complete: Callable[[frozenset[str]], Sequence[str]]) -> Table:
    """Find the header and return the rows under it.

    ``is_complete`` gets the columns that a row names and returns those that are still missing. Raises FileNotReadable, ColumnsMissing.
    """
    if not content.strip():
        raise FileNotReadable(reason="empty")
    if len(content) > MAX_BYTES:
        raise FileNotReadable(reason="too_large")
    missing: Sequence[str] = is_complete(frozenset())
    for grid in _grids(content):
        for index, cells in enumerate(grid[:_HEADER_WITHIN]):
            places = _places(cells, names)
            lacking = is_complete(frozenset(places))
            if places and not lacking:
                return _table(grid, index, places)
            if len(lacking) < len(missing):
                missing = lacking
    raise ColumnsMissing(missing=list(missing))


def _table(grid: list[list[str]], header: int, places: dict[str, int]) -> Table:
    if len(grid) - header > MAX_ROWS:
        raise FileNotReadable(reason="too_many_rows")
    rows = []
    for number, cells in enumerate(grid[header + 1 :], start=header + 2):
        found = {name: cells[place].strip() for name, place in places.items() if place < len(cells)}
        if any(found.values()):
            rows.append(Row(number, found))
    return Table(rows, frozenset(places), grid[:header])


def headings(*lists: str) -> frozenset[str]:
    """Split "ghi co | co" into the headings under which a column may come, folded as :func:`_spellings` folds a cell."""
    return frozenset(fold(one) for text in lists for one in text.split(" | "))


def _places(cells: Sequence[str], names: Names) -> dict[str, int]:
    """Which of our columns stands where; the first heading that fits wins. "Ghi có / Credit (VND)" fits by either half."""
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        for spelling in _spellings(cell):
            name = next((name for name, known in names.items() if name not in places and spelling in known), None)
            if name is not None:
                places[name] = place
                break
    return places


def _spellings(cell: str) -> list[str]:
    """The whole heading first ("no/co" is neither "no" nor "co"), then its parts."""
    whole = fold(cell.replace("\n", " / ")).strip(" .:*")
    parts = whole.replace("(", "/").replace(")", "/").replace("|", "/").split("/")
    return [whole, *(part.strip(" .:*") for part in parts)]


def _grids(content: bytes) -> Iterable[list[list[str]]]:
    """The readings that the bytes allow: each sheet of a workbook, or the text with each delimiter that occurs in it."""
    if content.startswith(b"PK"):
        yield from _sheets(content)
        return
    text = _decode(content)
    for delimiter in sorted(_DELIMITERS, key=lambda one: -text[:20_000].count(one)):
        if delimiter in text:
            try:
                yield list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
            except csv.Error:
                continue


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1258"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileNotReadable(reason="encoding")


def _sheets(content: bytes) -> Iterable[list[list[str]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED_BYTES:
                raise FileNotReadable(reason="too_large")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except _BROKEN as refused:
        raise FileNotReadable(reason="not_a_workbook") from refused
    try:
        for sheet in book.worksheets:
            yield _cells_of(sheet)
    finally:
        book.close()


def _cells_of(sheet: Any) -> list[list[str]]:
    grid: list[list[str]] = []
    try:
        for cells in sheet.iter_rows(values_only=True):
            if len(grid) > MAX_ROWS + _HEADER_WITHIN:
                raise FileNotReadable(reason="too_many_rows")
            grid.append([_text(cell) for cell in cells])
    except _BROKEN as refused:
        raise FileNotReadable(reason="not_a_workbook") from refused
    return grid


def _text(cell: Any) -> str:
    """A cell's text: 15/03/2026 09:30:00, 250000 (never 250000.0), everything else as it is."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}" if cell.time() == time.min else f"{cell:%d/%m/%Y %H:%M:%S}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
