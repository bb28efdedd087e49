"""Embedded fonts: every glyph that is used looks as in the font it came from, and nothing else comes along."""

from __future__ import annotations

import subprocess
from io import BytesIO
from struct import pack
from typing import Any

import pikepdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import encodeIntT1, encodeIntT2
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from config.pdf import glyphs
from config.pdf.printer import Printer
from tests.conftest import PATIENCE

PAGE = (
    "<html lang=nb><title>x</title><style>html { font-family: Inter, 'DejaVu Sans' }</style>"
    "<p>Målkort for Åse Bjørnøy, 2026 – «det viktigste»: 1/2 ☑</p>"
)


@pytest.fixture(scope="module")
def embedded() -> dict[str, tuple[str, bytes]]:
    """The font programs of a page by the font's name: their kind, and their bytes."""
    press = Printer(PATIENCE)
    pdf = press.pdf(PAGE)
    press.close()
    with pikepdf.open(BytesIO(pdf)) as document:
        found = [each for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/FontName" in each]
        return {
            str(each.FontName).split("+")[-1]: (str(file.get("/Subtype", "")), file.read_bytes())
            for each in found
            for file in [each.get("/FontFile3") or each.get("/FontFile2")]
        }


def drawn(glyph) -> tuple[list[Any], float]:
    pen = RecordingPen()
    glyph.draw(pen)
    return pen.value, glyph.width


def made(count: int = 3, **top) -> bytes:
    """A font of so many glyphs, all but the first of them squares."""
    names = [".notdef", *(f"square{number}" for number in range(1, count))]
    strings = {}
    for number, name in enumerate(names):
        pen = T2CharStringPen(500 + number, None)
        if number:
            pen.moveTo((0, 0))
            pen.lineTo((0, number))
            pen.lineTo((number, number))
            pen.closePath()
        strings[name] = pen.getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCFF("Square", {"FullName": "Square", **top}, strings, {"defaultWidthX": 7, "nominalWidthX": -9})
    return wrapped(builder.font["CFF "].compile(builder.font))


def wrapped(cff: bytes) -> bytes:
    return pack(">4sHHHH", b"OTTO", 1, 16, 0, 0) + pack(">4sLLL", b"CFF ", 0, 28, len(cff)) + cff


def read(cff: bytes):
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(cff), None)
    return fonts[0]


def test_what_is_printed_is_drawn_as_the_installed_font_draws_it(embedded) -> None:
    kind, program = embedded["Inter"]
    assert kind == "/CIDFontType0C"
    path = subprocess.run(["fc-match", "-f", "%{file}", "Inter"], check=True, capture_output=True, text=True).stdout
    installed = TTFont(path)
    outlines, ours = installed["CFF "].cff[0].CharStrings, read(program)
    used = 0
    for number, name in enumerate(ours.charset):
        here = drawn(ours.CharStrings[name])
        if here[0]:
            used += 1
            assert here == drawn(outlines[installed.getGlyphOrder()[number]])
    assert used >= len(set("MålkortfrÅseBjønøy2026–«tivg»:1/,"))
    assert ours.ROS == ("Adobe", "Identity", 0)
    assert b"Copyright" not in program


def test_a_truetype_font_stays_as_it_is(embedded) -> None:
    kind, program = embedded["DejaVu-Sans"]
    assert kind == ""
    with pytest.raises(glyphs.Unfit):
        glyphs.alone(program)


@pytest.mark.parametrize("count", [2, 3, 300, 20_000])
def test_a_font_of_any_size_keeps_its_outlines_widths_and_measures(count: int) -> None:
    font = made(count, FontMatrix=[0.0004, 0, 0, 0.0004, 0, 0], UnderlinePosition=-435)
    before, after = read(glyphs.table(font, b"CFF ")), read(glyphs.alone(font))
    assert len(after.charset) == count
    for number in {0, 1, count // 2, count - 1}:
        ours, theirs = after.CharStrings[after.charset[number]], before.CharStrings[before.charset[number]]
        assert drawn(ours) == drawn(theirs)
    assert after.FontMatrix == before.FontMatrix
    assert after.UnderlinePosition == -435
    assert not hasattr(after, "FullName")


def test_a_font_in_which_numbers_are_the_names_already_is_left_alone() -> None:
    with pytest.raises(glyphs.Unfit):
        glyphs.alone(wrapped(glyphs.alone(made())))


@pytest.mark.parametrize("value", [0, 107, -107, 108, 1131, -108, -1131, 1132, 32767, -32768, 2**31 - 1])
def test_whole_numbers_of_every_length_are_read(value: int) -> None:
    for written in (glyphs.number(value), encodeIntT2(value) if abs(value) < 2**15 else encodeIntT1(value)):
        if written[0] != 255:
            assert glyphs.numbers(written) == [value]
