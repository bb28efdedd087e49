"""Embedded OpenType fonts without what a PDF never asks for.

A subset keeps the numbers of its glyphs, and with them the names of two thousand that are gone: half of a
one-page document. In a PDF the text names glyphs by number, so the outlines alone will do: the CFF table, made
CID-keyed, in which numbers are all the names there are. Sources: Adobe Technical Notes 5176 (CFF) and 5014;
ISO 32000-1, 9.9 (a CIDFontType0C program).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from struct import pack, unpack_from

# Operators of a Top DICT that go: strings that nobody reads, the glyphs' names, and what is written anew.
VERSION, NOTICE, FULL_NAME, FAMILY_NAME, WEIGHT, UNIQUE_ID = 0, 1, 2, 3, 4, 13
XUID, CHARSET, ENCODING, CHAR_STRINGS, PRIVATE, SUBRS = 14, 15, 16, 17, 18, 19
COPYRIGHT, POST_SCRIPT, BASE_FONT_NAME, ROS = 0x0C00, 0x0C15, 0x0C16, 0x0C1E
CID_COUNT, FD_ARRAY, FD_SELECT = 0x0C22, 0x0C24, 0x0C25
LEFT_OUT = {
    VERSION, NOTICE, FULL_NAME, FAMILY_NAME, WEIGHT, UNIQUE_ID, XUID, CHARSET, ENCODING, CHAR_STRINGS, PRIVATE,
    COPYRIGHT, POST_SCRIPT, BASE_FONT_NAME,
}  # fmt: skip
WIDTHS = {1: "B", 2: "H", 4: "L"}  # of an offset in bytes, as struct calls them
STRINGS = (b"Adobe", b"Identity")  # the two first of a font's own, 391 and 392


class Unfit(Exception):
    """Not a font of the one kind that is known here; it stays as it is."""


def alone(font: bytes) -> bytes:
    """The outlines of an OpenType font, as a CID-keyed CFF in which each glyph has its number.

    Raises `Unfit` for a font without a CFF table, with several or with subroutines, or that is CID-keyed already.
    """
    cff = table(font, b"CFF ")
    names, at = index(cff, cff[2])
    tops, at = index(cff, at)
    _strings, at = index(cff, at)
    subroutines, _ = index(cff, at)
    top = dict(entries(tops[0])) if len(tops) == 1 else {}
    if ROS in top or subroutines or not {CHAR_STRINGS, PRIVATE} <= set(top):
        raise Unfit
    size, offset = numbers(top[PRIVATE])
    private = cff[offset : offset + size]
    if SUBRS in dict(entries(private)):
        raise Unfit
    glyphs, _ = index(cff, *numbers(top[CHAR_STRINGS]))
    kept = b"".join(operands + operator(name) for name, operands in top.items() if name not in LEFT_OUT)
    return written(names, kept, glyphs, private)


def written(names: Sequence[bytes], kept: bytes, glyphs: Sequence[bytes], private: bytes) -> bytes:
    """The font's tables one after the other; `kept` is what stays of its Top DICT."""
    count = len(glyphs)
    charset = pack(">BHH", 2, 1, count - 2)
    select = pack(">BHHBH", 3, 1, 0, 0, count)
    outlines = indexed(glyphs)

    def top(*offsets: int) -> bytes:
        charset, select, outlines, array = map(number, offsets)
        return (
            number(391) + number(392) + number(0) + operator(ROS) + kept + number(count) + operator(CID_COUNT)
            + charset + operator(CHARSET) + select + operator(FD_SELECT)
            + outlines + operator(CHAR_STRINGS) + array + operator(FD_ARRAY)
        )  # fmt: skip

    def font(private_at: int) -> bytes:
        return indexed([number(len(private)) + number(private_at) + operator(PRIVATE)])

    def head(*offsets: int) -> bytes:
        return bytes([1, 0, 4, 4]) + indexed(names) + indexed([top(*offsets)]) + indexed(STRINGS) + indexed([])

    # Every number is written in five bytes, so that the head is as long before its offsets are known.
    parts = [charset, select, outlines, font(0)]
    offsets = [len(head(0, 0, 0, 0))]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    *places, private_at = offsets
    return b"".join([head(*places), charset, select, outlines, font(private_at), private])


def table(font: bytes, tag: bytes) -> bytes:
    """A table of an OpenType font."""
    (many,) = unpack_from(">H", font, 4)
    for place in range(12, 12 + 16 * many, 16):
        name, _sum, offset, length = unpack_from(">4sLLL", font, place)
        if name == tag:
            return font[offset : offset + length]
    raise Unfit


def index(data: bytes, at: int) -> tuple[list[bytes], int]:
    """The objects of the INDEX at a place, and where it ends."""
    (count,) = unpack_from(">H", data, at)
    if not count:
        return [], at + 2
    size, start = data[at + 2], at + 3
    if size in WIDTHS:
        ends: Sequence[int] = unpack_from(f">{count + 1}{WIDTHS[size]}", data, start)
    else:
        ends = [int.from_bytes(data[start + n * size : start + (n + 1) * size], "big") for n in range(count + 1)]
    base = start + (count + 1) * size - 1
    return [data[base + begin : base + end] for begin, end in pairwise(ends)], base + ends[-1]


def indexed(objects: Sequence[bytes]) -> bytes:
    """Objects as an INDEX."""
    if not objects:
        return pack(">H", 0)
    ends = list(accumulate(map(len, objects), initial=1))
    size = 2 if ends[-1] < 2**16 else 4
    return pack(f">HB{len(ends)}{WIDTHS[size]}", len(objects), size, *ends) + b"".join(objects)


def entries(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The operators of a DICT, each with its operands as they are written."""
    at = begun = 0
    while at < len(data):
        first = data[at]
        if first <= 21:
            name = first if first != 12 else 0x0C00 + data[at + 1]
            yield name, data[begun:at]
            at = begun = at + (2 if first == 12 else 1)
        elif first == 30:  # a real number: half bytes, the last of which is 15
            while data[at + 1] & 15 != 15:
                at += 1
            at += 2
        else:
            at += {28: 3, 29: 5}.get(first, 1 if first <= 246 else 2)


def numbers(operands: bytes) -> list[int]:
    """Whole numbers of a DICT."""
    found, at = [], 0
    while at < len(operands):
        first = operands[at]
        if first == 28:
            value, more = unpack_from(">h", operands, at + 1)[0], 3
        elif first == 29:
            value, more = unpack_from(">l", operands, at + 1)[0], 5
        elif first <= 246:
            value, more = first - 139, 1
        elif first <= 250:
            value, more = (first - 247) * 256 + operands[at + 1] + 108, 2
        else:
            value, more = -(first - 251) * 256 - operands[at + 1] - 108, 2
        found.append(value)
        at += more
    return found


def number(value: int) -> bytes:
    return pack(">Bl", 29, value)


def operator(name: int) -> bytes:
    return pack(">H", name) if name >= 0x0C00 else bytes([name])
