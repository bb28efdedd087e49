"""What goes to the printing process, and what the file that comes back is called."""

from __future__ import annotations

import re
from dataclasses import dataclass

from config.colour import ink
from config.pdf import printer
from config.pdf.engine import clean
from config.pdf.styles import stylesheets
from programmes.models.people import last_name_first

# What some file system, or a reader of a ZIP, takes for something else than a letter.
NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\s\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
LONGEST_NAME = 180  # bytes: file systems take 255, and there is more to the name


@dataclass(frozen=True)
class Page:
    """A document ready to be printed: plain text, which may go to another process."""

    name: str
    html: str
    styles: tuple[str, ...]

    def pdf(self) -> bytes:
        """By the process that prints for this one. Raises what `config.pdf.printer` raises."""
        return printer.pdf(self.html, *self.styles)


def styles(colour: str, *more: str) -> tuple[str, ...]:
    """The style sheets of paper, further ones, and the municipality's colour."""
    return (*stylesheets("sheet.css", *more), f":root {{ --own: {ink(colour)} }}")


def plain(text: str) -> str:
    """The text as every system takes it in a file's name, whatever people and programmes are called."""
    spaced = NOT_IN_NAMES.sub(" ", clean(text)).strip(" .")
    return spaced.encode()[:LONGEST_NAME].decode(errors="ignore").strip()


def file_name(what: str, leader: str, day: str) -> str:
    """Målkort – Nordmann, Kari – 2026-11-20.pdf"""
    return f"{what} – {last_name_first(plain(leader))} – {day}.pdf"
