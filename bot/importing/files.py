"""A file becomes a table of texts: CSV in any usual encoding and with any usual separator, or a workbook."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import StringIO
from pathlib import Path

from bot.importing.encodings import decode
from bot.importing.refusal import FileRefused

MOST_BYTES = 100_000_000
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
SEPARATORS = ",;\t|"
_SAID = re.compile(r"sep=(.)\r?\n")  # Excel writes it as a first line, and hides it
# Ours and Excel's sign that what follows is text and no formula.
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Table:
    """The columns and rows of a file; a row is numbered as a spreadsheet shows it, the header counted."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    hash: str
    read_as: str


def read(path: Path, *, encoding: str | None = None) -> Table:
    """Read a table; raises FileRefused with what is wrong and what helps."""
    if path.is_dir():
        raise FileRefused(f"{path} is a folder: name a CSV or XLSX file")
    if path.stat().st_size > MOST_BYTES:
        raise FileRefused(f"{path} is larger than {MOST_BYTES // 1_000_000} MB: split it")
    data = path.read_bytes()
    try:
        lines, read_as = _lines(data, encoding)
        columns, rows = _parted(lines)
    except FileRefused as refused:
        raise FileRefused(f"{path} {refused}") from None
    return Table(path.name, columns, rows, sha256(data).hexdigest(), read_as)


def _lines(data: bytes, encoding: str | None) -> tuple[list[list[str]], str]:
    if not data.strip():
        raise FileRefused("is empty")
    if data.startswith(WORKBOOKS):
        from bot.importing.workbook import cells  # only for those who have one

        return cells(data)
    if data.startswith(b"%PDF"):
        raise FileRefused("is a PDF: export the table itself as CSV or XLSX")
    text, read_as = decode(data, asked=encoding)
    if said := _SAID.match(text):
        return _parsed(text[said.end() :], said[1]), read_as
    return _parsed(text, _separator(text)), read_as


def _separator(text: str) -> str:
    """The sign that parts the first line that has one, outside quotes."""
    for line in text.splitlines()[:20]:
        bare = re.sub(r'"[^"]*"', "", line)
        best = max(SEPARATORS, key=bare.count)
        if best in bare:
            return best
    return ","


def _parsed(text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[list[str]] = []
    began = 1
    try:
        for line in reader:
            lines.append(list(map(_unguarded, line)))
            began = reader.line_num + 1
    except csv.Error as error:
        if "end of data" in str(error):
            raise FileRefused(
                f'has a quotation mark that is never closed, in the row that begins at line {began}: write "" for'
                " a quotation mark inside a cell, or export the file again"
            ) from None
        loose = csv.reader(StringIO(text, newline=""), delimiter=separator)
        return [list(map(_unguarded, line)) for line in loose]
    return lines


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def guarded(cell: str) -> str:
    """Return a cell as it may be opened in a spreadsheet: what would be a formula is text; reading gives it back."""
    return f"'{cell}" if re.match(r"'*[=+\-@\t\r]", cell) else cell


def _parted(lines: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], tuple[tuple[int, tuple[str, ...]], ...]]:
    """Part the header from the rows; titles above the header and blank rows are left out."""
    filled = [(number, line) for number, line in enumerate(lines, 1) if any(map(str.strip, line))]
    if not filled:
        raise FileRefused("is empty")
    head = next((at for at, (_, line) in enumerate(filled) if sum(map(bool, map(str.strip, line))) > 1), 0)
    columns = tuple(name.strip() for name in filled[head][1])
    while columns and not columns[-1]:
        columns = columns[:-1]
    if len(filled) == head + 1:
        raise FileRefused(f"has a header and no rows: {', '.join(columns)}")
    return columns, tuple(_numbered(filled[head + 1 :]))


def _numbered(lines: Iterable[tuple[int, Sequence[str]]]) -> Iterable[tuple[int, tuple[str, ...]]]:
    return ((number, tuple(cell.strip() for cell in line)) for number, line in lines)
