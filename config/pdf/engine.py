"""HTML to PDF with WeasyPrint, which is imported only where it is used: in the worker process.

What text may be printed is decided here too, so that templates' data can be made printable beforehand.
"""

import logging
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, lru_cache, partial
from hashlib import blake2b
from typing import Any
from xml.etree import ElementTree

from config.pdf.signs import substitute

LONGEST_WORD = 40
# Lays out at quadratic cost when unbroken. Not between a letter and its accent or in a joined emoji.
LONG_WORD = re.compile(rf"[^\s\u200b]{{{LONGEST_WORD}}}(?=[^\s\u200b\u0300-\u036f\u200d\ufe0e\ufe0f])")
# Control characters but tab and line feed, lone surrogates, private use, and what never will be a character.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]"
)
# Rules of WeasyPrint's own style for what no document of ours has: notes, forms, text from right to left, and
# margins of the page other than its foot.
UNUSED = re.compile(
    r"^(?:::(?:footnote|note)-\w+|\[dir|:is\([^)]*\)\[(?:dir|hidden)|  @(?!bottom-(?:left|right) )[\w-]+"
    r"|:is\(input|input|button|select|textarea).*$",
    re.MULTILINE,
)
# Characters that no installed font has: found when first printed, known for the life of the process.
_without_glyph: dict[int, str] = {}


def printable(text: str) -> str:
    """The text in NFC, without control characters, with U+200B to break at every 40 characters of a word."""
    return LONG_WORD.sub("\\g<0>\u200b", clean(text))


JPEG = "data:image/jpeg;base64,"  # the one picture that a document may hold besides SVG


def clean(text: str) -> str:
    """The text in NFC, without what no font can show."""
    return unicodedata.normalize("NFC", UNPRINTABLE.sub("", text))


def render(html: str, stylesheets: tuple[str, ...] = ()) -> bytes:
    """A document as a PDF that is both PDF/A-3a and PDF/UA-1.

    The HTML needs a language and a title (ValueError without). Nothing is fetched from anywhere: the styles
    come along as text, the fonts are the system's, and pictures are SVG or small JPEGs in the HTML. A character that no font
    has becomes a relative of it or “□”, since the archive's format allows no missing glyphs.
    """
    html = clean(html)
    pdf, missing = _write(html.translate(_without_glyph), stylesheets)
    if missing:
        _without_glyph.update({code: substitute(code) for code in missing})
        pdf, _ = _write(html.translate(_without_glyph), stylesheets)
    return pdf


def warm() -> None:
    """Load WeasyPrint, its fonts and its hyphenation, so that the first document doesn't wait for them."""
    render(
        "<html lang=nb><title>x</title><style>body { font-family: Inter, 'DejaVu Sans'; hyphens: auto }"
        "b { font-weight: 600 }</style><p>Fellesadministrasjonen <b>☑</b>"
    )


def _write(html: str, stylesheets: tuple[str, ...]) -> tuple[bytes, set[int]]:
    """The PDF, and the characters that no font had."""
    from config.pdf import finisher, repeats

    with _missing_glyphs() as missing, finisher.sources() as boxes, repeats.spared():
        document = _read(html).render(font_config=_fonts(), stylesheets=[_style(text) for text in stylesheets])
        if not (document.metadata.lang and document.metadata.title):
            raise ValueError("A document needs <html lang> and <title>.")
        mark = blake2b(html.encode(), digest_size=4).hexdigest()
        pdf = document.write_pdf(finisher=partial(finisher.finish, boxes, mark), pdf_variant="pdf/a-3a")
    return pdf, missing


def _read(html: str) -> Any:
    """The document as WeasyPrint takes it in.

    One that is well-formed XML, as a målkort's is, is read by expat, in a tenth of the time that a parser takes which
    forgives everything. Not with pictures in it: only that parser knows SVG by its name alone.
    """
    if "<svg" not in html:
        with suppress(ElementTree.ParseError):
            return _well_formed()(ElementTree.fromstring(html.replace("<br>", "<br/>")))  # noqa: S314, it is ours
    return _plain_html()(string=html, url_fetcher=_fetcher())


@cache
def _plain_html() -> Any:
    from weasyprint import CSS, HTML
    from weasyprint.html import UA

    styles = [CSS(string=UNUSED.sub("", UA), url_fetcher=_fetcher())]

    class Plain(HTML):  # type: ignore[misc]
        """A document in WeasyPrint's own style, but for what none of ours has.

        Those rules match every element and every page, and most of the styles that each gets are theirs.
        """

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return styles

    return Plain


@cache
def _well_formed() -> Any:
    from cssselect2 import ElementWrapper

    class WellFormed(_plain_html()):  # type: ignore[misc]
        """What WeasyPrint makes of a parsed document, without its parser."""

        def __init__(self, root: ElementTree.Element) -> None:
            self.base_url, self.url_fetcher, self.media_type = None, _fetcher(), "print"
            self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

    return WellFormed


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@lru_cache(maxsize=16)
def _style(text: str) -> Any:
    from weasyprint import CSS

    return CSS(string=text, font_config=_fonts(), url_fetcher=_fetcher())


@cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher

    class Nothing(URLFetcher):  # type: ignore[misc]
        """Fetches nothing. ValueError makes WeasyPrint go on without; its own fatal error would stop it."""

        def fetch(self, url: str, *more: Any) -> Any:
            if url.startswith(JPEG):
                return super().fetch(url, *more)
            raise ValueError("A document fetches nothing.")

    return Nothing()


class _Missing(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.characters: set[int] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith(".notdef glyph") and isinstance(record.args, tuple):
            self.characters.add(int(str(record.args[1])))


@contextmanager
def _missing_glyphs() -> Iterator[set[int]]:
    """WeasyPrint tells of missing glyphs in its log only. The log goes no further: it holds people's text."""
    logger, handler = logging.getLogger("weasyprint"), _Missing()
    before = logger.propagate, logger.level
    logger.addHandler(handler)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield handler.characters
    finally:
        logger.removeHandler(handler)
        logger.propagate, logger.level = before
