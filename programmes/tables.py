"""A list that somebody brings along, as rows of plain text: Excel's format or CSV, in the ways that people save them.

Nothing in a file is run, and no file may cost more than it says: sizes are looked at before anything is unpacked.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

MOST_BYTES = 5_000_000
MOST_UNPACKED = 5_000_000
MOST_PARTS = 400
MOST_ROWS = 1_000  # people; a head and some titles come above them
MOST_COLUMNS = 60
LONGEST_CELL = 500
ABOVE = 10  # rows in which the names of the columns may stand
SEPARATORS = (";", "\t", ",")
OLD_EXCEL, ZIP, PDF = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"%PDF"
EXCEL_NAMES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb")


class Unreadable(Exception):
    """No rows can be had from the file; the message says what to do instead."""


class Formula(str):
    """What a cell computes. It is never run."""

    __slots__ = ()


Table = list[list[str]]


def table(data: bytes, filename: str) -> Table:
    """The rows of a file, the first of them at 0; empty ones stand, so that numbers are those of the sheet."""
    name = filename.casefold().strip()
    if len(data) > MOST_BYTES:
        raise Unreadable(_("Filen er for stor. Lagre bare listen over folk, uten bilder, i en fil på høyst 5 MB."))
    if not data.strip(b"\x00 \r\n\t"):
        raise Unreadable(_("Filen er tom."))
    if data.startswith(OLD_EXCEL):
        raise Unreadable(
            _("Filen er i gammelt Excel-format, eller låst med passord. Lagre den som .xlsx uten passord.")
        )
    if data.startswith(PDF):
        raise Unreadable(_("Dette er en PDF. Hent listen fra Excel, eller lim den inn."))
    if data.startswith(ZIP):
        return list(_excel(data, name))
    if name.endswith(EXCEL_NAMES):
        raise Unreadable(not_excel())
    return _csv(text_of(data))


def not_excel() -> str:
    return _("Dette er ikke et Excel-ark, selv om navnet sier det. Åpne listen i Excel, og lagre den som .xlsx.")


# Excel


def _excel(data: bytes, name: str) -> Iterator[list[str]]:
    _look_inside(data, name)
    # Loaded with the first sheet: no other page needs it.
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        found = [list(_rows(sheet)) for sheet in sheets[:5]]
    except Exception as broken:  # whatever a broken file makes the library fall over
        raise Unreadable(_("Excel-filen er ødelagt. Åpne den i Excel, lagre den på nytt, og prøv igjen.")) from broken
    yield from next((rows for rows in found if any(map(any, rows))), [])


def _look_inside(data: bytes, name: str) -> None:
    """Refuses what is no sheet, what runs something, and what would unpack to more than it may."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Unreadable(_("Filen pakker ut mer enn en liste trenger. Kopier bare listen til et nytt ark."))
            if "xl/workbook.xml" not in names:
                raise Unreadable(not_excel())
            if name.endswith((".xlsm", ".xltm")) or any("vbaproject" in part.lower() for part in names):
                raise Unreadable(_("Filen har makroer, og de slipper vi ikke inn. Lagre den som .xlsx uten makroer."))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _plain_xml(archive.read(part))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as broken:
        raise Unreadable(_("Excel-filen er ødelagt. Åpne den i Excel, lagre den på nytt, og prøv igjen.")) from broken


def _plain_xml(part: bytes) -> None:
    """A sheet declares no entities of its own, which could grow without end."""
    if part[:2] in (b"\xff\xfe", b"\xfe\xff") or b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise Unreadable(not_excel())


def _rows(sheet: Any) -> Iterator[list[str]]:
    most = MOST_ROWS + ABOVE + 2
    for row in sheet.iter_rows(max_row=most, max_col=MOST_COLUMNS):
        yield [_cell(cell) for cell in row]


def _cell(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if getattr(cell, "data_type", "") == "f" or not isinstance(value, str | int | float | date | bool):
        return Formula(str(value)[:LONGEST_CELL])
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return plain(value.date().isoformat() if isinstance(value, datetime) else str(value))


# CSV, and what is pasted


def text_of(data: bytes) -> str:
    """The text of a CSV file: UTF-8, Excel's Unicode text, or Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16")
    if b"\x00" in data:
        raise Unreadable(_("Dette er ikke en liste vi kan lese. Lagre den som .xlsx eller CSV."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(data, "cp1252")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise Unreadable(_("Vi kan ikke lese bokstavene i filen. Lagre den som «CSV UTF-8» eller .xlsx.")) from wrong


def _csv(text: str) -> Table:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _newline, rest = lines.partition("\n")
    said = re.fullmatch(r"\s*sep=(.)\s*", first, re.IGNORECASE)
    if said:
        lines = f"\n{rest}"  # the line that names the separator keeps its number
    found = []
    for sign in (said[1],) if said else SEPARATORS:
        with suppress(csv.Error):
            found.append(_split(lines, sign))
    if not found:
        raise Unreadable(_("Et anførselstegn i filen lukkes aldri. Ta det bort, eller lagre listen som .xlsx."))
    return max(found, key=_width)


def _split(text: str, sign: str) -> Table:
    rows = []
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=sign, strict=True)):
        if number >= MOST_ROWS + ABOVE + 2:
            break
        rows.append([plain(cell) for cell in row[:MOST_COLUMNS]])
    return rows


def _width(rows: Table) -> tuple[int, int]:
    """How many rows have cells side by side, and how many cells there are."""
    widths = [sum(map(bool, row)) for row in rows]
    return sum(width > 1 for width in widths), sum(widths)


def plain(text: str) -> str:
    """One line of text without signs that do not show."""
    shown = "".join(" " if sign in "\n\t\xa0" else sign for sign in text[: LONGEST_CELL * 4])
    kept = "".join(sign for sign in shown if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return unicodedata.normalize("NFC", " ".join(kept.split()))[:LONGEST_CELL]


def tabbed(rows: Iterable[Iterable[str]]) -> str:
    """Rows as text that `table` reads again."""
    return "\n".join("\t".join(plain(cell).replace('"', "”") for cell in row) for row in rows)
