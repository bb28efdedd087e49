"""Documents from HTML: accessible, archivable, and harmless whatever people have written in them."""

import io
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import escape
from pathlib import Path

import pikepdf
import pytest

from config.pdf import checks, engine, merger, printer, signs, worker
from config.pdf.printer import Printer, PrintFailed, TooSlow, Unavailable
from tests.conftest import PATIENCE
from tests.pdf.accessible import fonts, problems, qpdf_check, text

pytestmark = pytest.mark.pdf
Trap = tuple[str, list[object]]

STYLE = """
@page { size: A4 landscape; margin: 15mm }
@page { @bottom-right { content: "Side " counter(page) " av " counter(pages) } }
html { font-family: Inter, "DejaVu Sans"; hyphens: auto; overflow-wrap: anywhere }
table { width: 100%; table-layout: fixed; border-collapse: collapse } td, th { border: 1px solid }
tr { break-inside: avoid } .tall tr { break-inside: auto }
"""
HEAD = """<thead>
<tr><th rowspan="2">Område</th><th colspan="2">Mål</th><th rowspan="2">Frist</th></tr>
<tr><th>Nå</th><th>Ønsket</th></tr>
</thead>"""


def document(body: str, title: str = "Målkort", lang: str = "nb") -> str:
    return f'<!doctype html><html lang="{lang}"><head><title>{title}</title></head><body>{body}</body></html>'


def table(rows: int, foot: str = "", cell: str = "tekst", css: str = "") -> str:
    body = "".join(
        f'<tr><th scope="row">Rad {row}</th><td>{cell}</td><td>{cell} {row}</td><td>vår</td></tr>'
        for row in range(rows)
    )
    return f'<table class="{css}">{HEAD}<tbody>{body}</tbody>{foot}</table>'


def pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def structure(pdf: bytes) -> list[str]:
    """The kinds of the structure elements in reading order."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [str(element.S) for element in walk(opened.Root.StructTreeRoot.K[0])]


def walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from walk(kid)


@pytest.fixture(scope="module")
def press() -> Iterator[Printer]:
    """One warm worker for the tests that don't hurt it."""
    made = Printer(PATIENCE)
    yield made
    made.close()


# Accessible and archivable


def test_one_page(press: Printer) -> None:
    pdf = press.pdf(document("<h1>Målkort</h1><p>Blåbærsyltetøy, Čáhcesuolu, ☐ ☑</p>"), STYLE)
    assert problems(pdf) == []
    assert qpdf_check(pdf) == ""
    assert text(pdf).split() == [
        "Målkort",
        "Blåbærsyltetøy,",
        "Čáhcesuolu,",
        "☐",
        "☑",
        "Side",
        "1",
        "av",
        "1",
    ]
    assert fonts(pdf) == {"Inter", "Inter-Bold", "DejaVu-Sans"}


def test_same_input_same_bytes(press: Printer) -> None:
    html = document(table(30))
    assert press.pdf(html, STYLE) == press.pdf(html, STYLE)


def test_table_over_pages_is_one_table_with_one_head(press: Printer) -> None:
    pdf = press.pdf(document(f"<main><section><h1>A</h1>{table(80)}</section><p>slutt</p></main>"), STYLE)
    assert text(pdf).count("Ønsket") == text(pdf).count("Frist") == 3
    assert problems(pdf) == []
    assert qpdf_check(pdf) == ""
    kinds = structure(pdf)
    assert [kinds.count(kind) for kind in ("/Part", "/Sect", "/Table", "/THead", "/TBody", "/TR")] == [
        1,
        1,
        1,
        1,
        1,
        82,
    ]


def test_headers_of_a_two_row_head(press: Printer) -> None:
    pdf = press.pdf(document(table(60)), STYLE)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        cells = [cell for cell in walk(opened.Root.StructTreeRoot.K[0]) if cell.S in ("/TH", "/TD")]
        names = {str(cell.ID): words(cell, opened) for cell in cells if "/ID" in cell}
        heads = [[names[str(head)] for head in cell.A.get("/Headers", [])] for cell in cells]
        scopes = [str(cell.A.Scope) for cell in cells if "/ID" in cell]
    assert sorted(set(names.values())) == sorted(
        {"0/0", "0/1", "0/3", "1/1", "1/2", *(f"{row + 2}/0" for row in range(60))}
    )
    assert heads[:5] == [[], [], [], ["0/1"], ["0/1"]]
    assert heads[5:9] == [["0/0"], ["2/0", "0/1", "1/1"], ["2/0", "0/1", "1/2"], ["2/0", "0/3"]]
    assert heads[-4:] == [["0/0"], ["61/0", "0/1", "1/1"], ["61/0", "0/1", "1/2"], ["61/0", "0/3"]]
    assert scopes == ["/Column"] * 5 + ["/Row"] * 60


def words(cell: pikepdf.Object, document: pikepdf.Pdf) -> str:
    """Row and column of a head cell, which its identifier ends in."""
    return "/".join(str(cell.ID).split("-")[2:])


def test_of_many_one_is_made_also_where_a_document_is_there_twice(press: Printer, tmp_path: Path) -> None:
    parts = []
    for number, rows in enumerate((3, 5, 3)):
        part = tmp_path / f"{number}.pdf"
        part.write_bytes(press.pdf(document(table(rows)), STYLE))
        parts.append((f"Del {number}", part))
    merger.merge(parts, tmp_path / "all.pdf")
    made = (tmp_path / "all.pdf").read_bytes()
    assert problems(made) == []
    with pikepdf.open(io.BytesIO(made)) as opened:
        cells = [cell for cell in walk(opened.Root.StructTreeRoot.K[0]) if "/ID" in cell]
    assert len({str(cell.ID) for cell in cells}) == len(cells) == 3 * 5 + 3 + 5 + 3


def test_row_group_head_is_for_its_group(press: Printer) -> None:
    group = (
        '<tbody><tr><th colspan="4" scope="rowgroup">{}</th></tr><tr><th scope="row">x</th><td>a<td>b<td>c</tr></tbody>'
    )
    pdf = press.pdf(document(f"<table>{HEAD}{group.format('En')}{group.format('To')}</table>"), STYLE)
    assert problems(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        cells = [cell for cell in walk(opened.Root.StructTreeRoot.K[0]) if cell.S == "/TD"]
        heads = [["/".join(str(head).split("-")[2:]) for head in cell.A.Headers] for cell in cells]
    assert heads[0] == ["2/0", "3/0", "0/1", "1/1"]
    assert heads[3] == ["4/0", "5/0", "0/1", "1/1"]


def test_rows_split_over_pages_are_one_row(press: Printer) -> None:
    pdf = press.pdf(document(table(3, cell="<p>lang tekst</p>" * 40, css="tall")), STYLE)
    assert pages(pdf) > 3
    assert problems(pdf) == []
    assert structure(pdf).count("/TR") == 5


def test_a_head_that_one_tall_row_kept_off_its_page_is_still_the_tables_first_part(press: Printer) -> None:
    pdf = press.pdf(document("<h1>x</h1>" + table(2, cell="<p>lang tekst</p>" * 40)), STYLE)
    assert problems(pdf) == []
    assert structure(pdf).count("/THead") == 1


def test_rowspans_over_pages_keep_the_grid(press: Printer) -> None:
    rows = "".join('<tr><th rowspan="30" scope="rowgroup">Område<td>a</tr>' + "<tr><td>b</tr>" * 29 for _ in range(3))
    pdf = press.pdf(document(f"<table><thead><tr><th>A<th>B</tr></thead><tbody>{rows}</tbody></table>"), STYLE)
    assert pages(pdf) > 2
    assert problems(pdf) == []


def test_repeated_foot_is_the_tables_last_part(press: Printer) -> None:
    pdf = press.pdf(document(table(60, "<tfoot><tr><th>Sum<td>1<td>2<td>3</tr></tfoot>")), STYLE)
    assert text(pdf).count("Sum") == pages(pdf) > 2
    assert problems(pdf) == []
    assert structure(pdf).count("/TFoot") == 1


def test_lists_over_pages_tell_their_numbering(press: Printer) -> None:
    items = "".join(f"<li>Punkt {i}</li>" for i in range(90))
    roman, plain = '<ol style="list-style: lower-roman"><li>i</ol>', '<ul style="list-style: none"><li>u</ul>'
    nested = "<ul style='list-style-type: \"– \"'><li>a<ul><li>b</ul></ul>"
    pdf = press.pdf(document(f"<ul>{items}</ul><ol>{items}</ol>{roman}{plain}{nested}"), STYLE)
    assert problems(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        lists = [element for element in walk(opened.Root.StructTreeRoot.K[0]) if element.S == "/L"]
        assert [str(found.A.ListNumbering) for found in lists] == [
            "/Disc", "/Decimal", "/LowerRoman", "/None", "/Disc", "/Circle",
        ]  # fmt: skip


def test_links_internal_and_external(press: Printer) -> None:
    pdf = press.pdf(
        document('<p><a href="https://example.org/a">ut</a> <a href="#b">ned</a></p><h1 id="b">B</h1>'), STYLE
    )
    assert problems(pdf) == []


def test_poster_with_rotation_and_svg(press: Printer) -> None:
    drawing = "<svg width=40 height=40 viewBox='0 0 4 4'><title>En firkant</title><rect width=3 height=3 /></svg>"
    diamond = "<div style='position: absolute; top: 5cm; left: 9cm; transform: rotate(45deg)'><p>Verdi</p></div>"
    pdf = press.pdf(document(f"<h1>Verdier</h1>{diamond}{drawing}"), STYLE, "@page { size: A3 portrait }")
    assert problems(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert [round(float(side)) for side in opened.pages[0].mediabox] == [0, 0, 842, 1191]


def test_document_without_any_content(press: Printer) -> None:
    assert problems(press.pdf(document(""))) == []


@pytest.mark.parametrize("html", ["<title>x</title><p>uten språk", "<html lang=nb><p>uten tittel", ""])
def test_language_and_title_are_needed(press: Printer, html: str) -> None:
    with pytest.raises(ValueError, match=r"^ValueError in engine\.py:\d+$"):
        press.pdf(html)


# The checker itself: it must see what WeasyPrint alone leaves, and each thing that is taken away


def test_checker_sees_what_weasyprint_alone_leaves() -> None:
    # In a process of its own: WeasyPrint leaves a file open, and here a warning is an error.
    script = (
        "import sys, weasyprint; html = weasyprint.HTML(string=sys.stdin.read()); "
        "sys.stdout.buffer.write(html.write_pdf(pdf_variant='pdf/a-3a'))"
    )
    html = document(f"<style>{STYLE}</style>{table(60)}<ul><li>a</ul>").encode()
    result = subprocess.run([sys.executable, "-c", script], input=html, capture_output=True, check=True)
    found = set(problems(result.stdout))
    assert {"not PDF/UA-1", "TH without scope", "a list without its numbering"} <= found
    assert any(problem.endswith("is in no element") for problem in found)


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda root, cell: root.__delitem__("/Lang"), "no language"),
        (lambda root, cell: root.__delitem__("/Metadata"), "no XMP metadata"),
        (lambda root, cell: cell.A.__delitem__("/Scope"), "TH without scope"),
        (lambda root, cell: cell.__delitem__("/ID"), "the root doesn't list the identifiers"),
        (lambda root, cell: cell.A.__setitem__("/ColSpan", 2), "the cells don't fill 4 rows by 5 columns"),
        (lambda root, cell: cell.__setitem__("/K", pikepdf.Array()), "page 1: content 0 is in no element"),
    ],
)
def test_checker_sees_damage(press: Printer, damage, problem: str) -> None:
    with pikepdf.open(io.BytesIO(press.pdf(document(table(2)), STYLE))) as opened:
        cell = next(element for element in walk(opened.Root.StructTreeRoot.K[0]) if element.S == "/TH")
        damage(opened.Root, cell)
        damaged = io.BytesIO()
        opened.save(damaged)
    assert problem in problems(damaged.getvalue())


# Hostile text


@pytest.fixture
def trap() -> Iterator[Trap]:
    """An address, and who came by."""
    visits: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def wait() -> None:
            while True:
                try:
                    connection, visitor = server.accept()
                except OSError:
                    return
                visits.append(visitor)
                connection.close()

        thread = threading.Thread(target=wait, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", visits
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


FETCHES = [
    '<img src="{url}" alt="x">',
    '<img srcset="{url} 2x" alt="x">',
    '<object data="{url}"></object><embed src="{url}"><iframe src="{url}"></iframe>',
    '<link rel="stylesheet" href="{url}"><link rel="attachment" href="{url}">',
    '<style>@import url("{url}"); p {{ background: url("{url}") }}</style><p>x</p>',
    '<ul style="list-style-image: url({url})"><li>x</ul>',
    '<style>@font-face {{ font-family: F; src: url("{url}") }} p {{ font-family: F }}</style><p>x</p>',
    '<style>@page {{ background: url("{url}"); @top-left {{ content: url("{url}") }} }}</style>',
    '<svg><title>s</title><image href="{url}" /><use href="{url}#a" /><style>@import "{url}";</style></svg>',
    '<base href="{url}"><img src="/a" alt="x"><p style="content: attr(x url)" x="{url}">x</p>',
    '<a rel="attachment" href="{url}">a</a><video src="{url}" poster="{url}"></video>',
    '<input type="image" src="{url}"><picture><source srcset="{url}"></picture>',
]


@pytest.mark.parametrize("markup", FETCHES)
def test_nothing_is_fetched(press: Printer, trap: Trap, tmp_path: Path, markup: str) -> None:
    url, visits = trap
    secret = tmp_path / "secret.txt"
    secret.write_text("HEMMELIG")
    for address in (
        url,
        secret.as_uri(),
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "data:text/plain,HEMMELIG",
    ):
        pdf = press.pdf(document("<h1>x</h1>" + markup.format(url=address)))
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert not opened.attachments
            streams = [item.read_bytes() for item in opened.objects if isinstance(item, pikepdf.Stream)]
        assert not any(b"HEMMELIG" in stream or b"root:" in stream for stream in streams)
    assert visits == []


def test_stylesheets_fetch_nothing(press: Printer, trap: Trap) -> None:
    url, visits = trap
    press.pdf(
        document("<p>x</p>"),
        f'@import "{url}"; @font-face {{ font-family: F; src: url({url}) }} p {{ background: url({url}) }}',
    )
    assert visits == []


@pytest.mark.parametrize(
    "hostile",
    [
        "NUL \x00, ESC \x1b, \x85, \ud800, \udfff, \ue000, \U0010fffd, \ufffe",
        "emoji 😊 🎯 👨‍👩‍👧 🇳🇴 ☑",
        "שלום مرحبا עולם, \u202esdrawkcab\u202c",
        "日本語 한국어 ไทย हिन्दी",
        "Z" + "\u0301\u0335" * 300,
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "{{7*7}} {% debug %} %(x)s {0.__class__}",
        "\u200b" * 500 + "\u00ad" * 500 + "\u2028\u2029\ufeff",
        "(((" * 50 + "\\" * 50,
    ],
)
def test_hostile_text_still_becomes_an_archivable_document(press: Printer, hostile: str) -> None:
    pdf = press.pdf(
        document(f"<h1>x</h1><p>{escape(engine.printable(hostile))}</p>", title=escape(engine.clean(hostile))),
        STYLE,
    )
    assert problems(pdf) == []
    assert qpdf_check(pdf) == ""


def test_a_character_that_no_font_has_becomes_a_square(press: Printer) -> None:
    for _ in range(2):  # found out the first time, known the second
        assert text(press.pdf(document("<p>mål 🎯 her</p>"), STYLE)).split()[:3] == ["mål", "□", "her"]


def test_a_sign_with_a_relative_in_the_fonts_becomes_that(press: Printer) -> None:
    pdf = press.pdf(document("<p>✅ gjort, 👍🏽 fra 🙂 og 😀, ❤️ og 💙, ⭐ 3 ❓</p>"), STYLE)
    said = text(pdf).replace("\ufe0f", "").split()
    assert said[:11] == ["✔", "gjort,", "□", "fra", "☺", "og", "😀,", "❤", "og", "❤,", "★"]
    assert problems(pdf) == []


def test_who_writes_a_picture_that_is_not_printed_can_be_told(press: Printer) -> None:
    written = "Mål 🎯 ✅ 😀 æøå – «sitat» 💪💪"
    assert signs.not_printed(written) == ["🎯", "💪"]
    assert text(press.pdf(document(f"<p>{written}</p>"), STYLE)).count("□") == 3


def test_a_word_without_end(press: Printer) -> None:
    # One of 100 000 is printed as a leader's name in tests/goals/test_exports.py.
    pdf = press.pdf(document(f"<p>{engine.printable('a' * 20_000)}</p>"), STYLE)
    assert text(pdf).replace("\n", "").count("a") >= 20_000


def test_nesting_without_end_is_refused_in_time(press: Printer) -> None:
    with pytest.raises(PrintFailed):
        press.pdf(document("<div>" * 2_000))
    assert problems(press.pdf(document("<p>og så videre</p>"))) == []


def test_printable() -> None:
    assert engine.printable("a\x00b\x1bc\td\r\ne\ud800") == "abc\td\ne"
    assert engine.printable("A\u030angstro\u0308m") == "Ångström"
    assert engine.printable("x" * 40) == "x" * 40
    assert engine.printable("x" * 100) == "\u200b".join(["x" * 40, "x" * 40, "x" * 20])
    assert engine.printable("a" * 39 + "q\u0323" + "b" * 10) == "a" * 39 + "q\u0323\u200b" + "b" * 10
    once = engine.printable("ord " + "ø" * 500)
    assert engine.printable(once) == once


# The worker process


def test_worker_killed_between_documents() -> None:
    press = Printer()
    try:
        for round_ in range(2):
            assert f"runde {round_}" in text(press.pdf(document(f"<p>runde {round_}</p>")))
            assert press._worker
            os.kill(press._worker.process.pid, signal.SIGKILL)
    finally:
        press.close()


def test_worker_killed_in_the_middle_is_asked_once_more() -> None:
    press = Printer()
    try:
        press.pdf(document("<p>varm</p>"))
        assert press._worker
        first = press._worker.process
        threading.Timer(0.2, first.kill).start()
        pdf = press.pdf(document(table(150)), STYLE)
        assert first.wait() == -signal.SIGKILL
        assert "Rad 149" in text(pdf)
    finally:
        press.close()


def test_worker_that_dies_twice_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    press = Printer()
    monkeypatch.setattr("config.pdf.printer.sys.executable", "/bin/true")
    with pytest.raises(PrintFailed, match="died twice"):
        press.pdf(document("<p>x</p>"))
    press.close()


def test_too_slow_and_then_well_again() -> None:
    press = Printer(seconds=60)
    try:
        press.pdf(document("<p>varm</p>"))
        press.seconds = 1
        begun = time.monotonic()
        with pytest.raises(TooSlow):
            press.pdf(document(table(5_000)), STYLE)
        assert 0.9 < time.monotonic() - begun < 10  # printed whole, it would take a minute
        press.seconds = 60
        assert "etterpå" in text(press.pdf(document("<p>etterpå</p>")))
    finally:
        press.close()


def test_memory_is_limited() -> None:
    press = Printer()
    try:
        press.pdf(document("<p>varm</p>"))
        assert press._worker
        process = Path(f"/proc/{press._worker.process.pid}")
        limits = (process / "limits").read_text()
        limit = next(int(line.split()[3]) for line in limits.splitlines() if line.startswith("Max address space"))
        idle = int((process / "statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        assert 0.8 * worker.MEMORY < limit - idle <= 1.1 * worker.MEMORY
        with pytest.raises(PrintFailed, match="MemoryError"):
            press.pdf(document("<table><tr><td colspan=100000000>x</td></tr></table>"))
        assert "etterpå" in text(press.pdf(document("<p>etterpå</p>")))
    finally:
        press.close()


def test_threads_each_get_their_own_document(press: Printer) -> None:
    def ask(number: int) -> bool:
        words = text(press.pdf(document(f"<p>merke-{number}-slutt</p>" + table(number % 3)))).split()
        return [word for word in words if word.startswith("merke")] == [f"merke-{number}-slutt"]

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(ask, range(50)))


def test_worker_knows_no_secrets_and_no_django(press: Printer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VARDE_SECRET_KEY", "HEMMELIG")
    fresh = Printer()
    try:
        fresh.pdf(document("<p>x</p>"))
        assert fresh._worker
        process = Path(f"/proc/{fresh._worker.process.pid}")
        assert b"HEMMELIG" not in (process / "environ").read_bytes()
    finally:
        fresh.close()
    imported = "import config.pdf.worker, config.pdf.engine, sys; engine = config.pdf.engine; engine.warm()"
    command = [sys.executable, "-c", f"{imported}; sys.exit('django' in sys.modules)"]
    assert subprocess.run(command, cwd=printer.ROOT, check=False).returncode == 0


def test_worker_ends_with_its_parent() -> None:
    script = (
        "from config.pdf.printer import _printer, pdf; import os, signal\n"
        "pdf('<html lang=nb><title>x</title>'); print(_printer._worker.process.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    parent = subprocess.run([sys.executable, "-c", script], cwd=printer.ROOT, capture_output=True, check=False)
    process = Path(f"/proc/{parent.stdout.decode().strip()}")
    for _ in range(50):
        if not process.exists() or "State:\tZ" in (process / "status").read_text():
            return
        time.sleep(0.1)
    pytest.fail("the worker lives on")


def test_interpreter_exits_quietly() -> None:
    script = "from config.pdf.printer import pdf, warm; warm(); pdf('<html lang=nb><title>x</title>')"
    command = [sys.executable, "-W", "error", "-X", "dev", "-c", script]
    result = subprocess.run(command, cwd=printer.ROOT, capture_output=True, check=False, timeout=30)
    assert (result.returncode, result.stderr) == (0, b"")


def test_without_pango(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    press = Printer()
    with pytest.raises(Unavailable, match=r"libpango-1\.0-0"):
        press.pdf(document("<p>x</p>"))
    press.close()


def test_system_check(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.pango() == []
    monkeypatch.setattr(checks, "loads", lambda library: "pango" not in library)
    assert [warning.id for warning in checks.pango()] == ["varde.W001"]
    assert "libpango-1.0-0" in str(checks.pango()[0].hint)
    monkeypatch.setattr(checks, "loads", lambda library: "subset" not in library)
    assert [warning.id for warning in checks.pango()] == ["varde.W002"]
    monkeypatch.undo()
    assert not checks.loads("libnosuchthing.so.0")


WITH_AND_WITHOUT = """
import json, sys
from weasyprint import HTML
from weasyprint.html import UA
from config.pdf import engine
assert engine.UNUSED.search(UA), "WeasyPrint writes them otherwise now"
documents, style = json.load(sys.stdin)
without = [engine.render(html, (style,)) for html in documents]
engine._plain_html()._ua_stylesheets = HTML._ua_stylesheets
print([engine.render(html, (style,)) for html in documents] == without)
"""


def test_the_rules_that_are_left_out_change_nothing() -> None:
    lists = "<h1>Mål</h1><ol><li>Én <b>to</b></li></ol><ul><li>tre<br>fire</li></ul><p>q <q>sitat</q></p>"
    pictured = "<p><svg width='9' height='9' role='img' aria-label='x'></svg></p>"
    documents = [document(lists + table(40)), document(lists + pictured)]
    line = [sys.executable, "-c", WITH_AND_WITHOUT]
    said = subprocess.run(line, input=json.dumps([documents, STYLE]), capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "True"
