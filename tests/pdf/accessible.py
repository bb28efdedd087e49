"""Checks of a finished PDF: the machine-testable rules of PDF/A-3a and PDF/UA-1 that ours can break."""

import io
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

SHOWS = {"Tj", "TJ", "'", '"', "Do", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh"}
INSIDE = {
    "/Table": {"/Caption", "/THead", "/TBody", "/TFoot", "/TR"},
    "/THead": {"/TR"},
    "/TBody": {"/TR"},
    "/TFoot": {"/TR"},
    "/TR": {"/TH", "/TD"},
    "/L": {"/LI", "/L", "/Caption"},
    "/LI": {"/Lbl", "/LBody"},
}


def problems(pdf: bytes) -> list[str]:
    """Everything found wrong, in words; empty for an accessible and archivable document."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return Checker(document).problems()


def text(pdf: bytes) -> str:
    """What can be read in the document, a form feed between pages, hidden break places removed."""
    return run("pdftotext", "-layout", "-", "-", stdin=pdf).replace("\u200b", "")


def fonts(pdf: bytes) -> set[str]:
    """The names of the fonts, without the prefix of a subset."""
    return {line.split()[0].split("+")[-1] for line in run("pdffonts", "-", stdin=pdf).splitlines()[2:]}


def qpdf_check(pdf: bytes) -> str:
    """qpdf's complaints about the file's syntax; empty when there are none."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        result = subprocess.run(["qpdf", "--check", file.name], capture_output=True, check=False)
    return result.stderr.decode() or ("" if result.returncode == 0 else result.stdout.decode())


def run(*command: str, stdin: bytes) -> str:
    return subprocess.run(command, input=stdin, capture_output=True, check=True).stdout.decode()


class Checker:
    def __init__(self, document: pikepdf.Pdf) -> None:
        self.document = document
        self.root = document.Root
        self.found: list[str] = []
        # The structure elements in reading order, and which of them holds what marked content of which page.
        self.elements: dict[Any, Any] = {}
        self.held: dict[tuple[Any, int], Any] = {}

    def problems(self) -> list[str]:
        self.metadata()
        self.embedded()
        if "/StructTreeRoot" not in self.root:
            return [*self.found, "no structure tree"]
        for kid in kids(self.root.StructTreeRoot):
            self.descend(kid, self.root.StructTreeRoot)
        self.content()
        self.identifiers()
        self.headings()
        for element in self.elements.values():
            check = {"/Table": self.table, "/L": self.list, "/Figure": self.figure}.get(str(element.S))
            if check:
                check(element)
        self.fonts()
        return self.found

    def tell(self, condition: object, problem: str) -> None:
        if not condition:
            self.found.append(problem)

    # The document as a whole

    def metadata(self) -> None:
        root, nothing = self.root, pikepdf.Dictionary()
        self.tell(root.get("/MarkInfo", nothing).get("/Marked"), "not marked as tagged")
        self.tell(str(root.get("/Lang", "")), "no language")
        self.tell(
            root.get("/ViewerPreferences", nothing).get("/DisplayDocTitle"),
            "the title isn't displayed",
        )
        self.tell(root.get("/OutputIntents"), "no output intent")
        if "/Metadata" not in root:
            self.tell(False, "no XMP metadata")
            return
        raw = root.Metadata.read_bytes()
        self.tell(b"pdfaExtension:schemas" in raw, "PDF/UA's schema isn't described")
        self.tell(raw.count(b"<rdf:RDF") == 1, "not exactly one RDF in the XMP")
        with self.document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            title = str(xmp.get("dc:title", ""))
            self.tell(title, "no title")
            self.tell(title == str(self.document.docinfo.get("/Title", "")), "two different titles")
            level = xmp.get("pdfaid:part"), xmp.get("pdfaid:conformance")
            self.tell(level == ("3", "A"), f"not PDF/A-3a but {level}")
            self.tell(xmp.get("pdfuaid:part") == "1", "not PDF/UA-1")

    def embedded(self) -> None:
        """Nothing hidden, nothing that runs."""
        self.tell("/EmbeddedFiles" not in self.root.get("/Names", {}), "an embedded file")
        self.tell("/AF" not in self.root, "an associated file")
        for entry in ("/OpenAction", "/AA", "/AcroForm"):
            self.tell(entry not in self.root, f"{entry} in the catalogue")
        self.tell("/JavaScript" not in self.root.get("/Names", {}), "a script")

    def fonts(self) -> None:
        for page in self.document.pages:
            for font in page.Resources.get("/Font", {}).values():
                name = str(font.BaseFont)
                descriptor = font.get("/DescendantFonts", [font])[0].get("/FontDescriptor", pikepdf.Dictionary())
                self.tell(any(f"/FontFile{n}" in descriptor for n in ("", "2", "3")), f"{name} is not embedded")
                self.tell("/ToUnicode" in font, f"{name} can't be read as text")
                # WeasyPrint writes an encoding of its own only when characters lack a glyph.
                self.tell(font.get("/Encoding") == "/Identity-H", f"{name} lacks glyphs")

    # The tree

    def descend(self, element: Any, parent: Any) -> None:
        kind = str(element.get("/S", ""))
        if not kind:
            self.tell(False, "an empty structure element")
            return
        self.tell(element.objgen not in self.elements, f"{kind} is in the tree twice")
        self.tell(element.P.objgen == parent.objgen, f"{kind} names another parent")
        self.elements[element.objgen] = element
        for kid in kids(element):
            if isinstance(kid, int):
                self.hold(element.Pg, kid, element)
            elif kid.get("/Type") == "/MCR":
                self.hold(kid.get("/Pg", element.get("/Pg")), int(kid.MCID), element)
            elif kid.get("/Type") != "/OBJR":
                allowed = INSIDE.get(kind)
                self.tell(allowed is None or str(kid.S) in allowed, f"{kid.get('/S')} right inside {kind}")
                self.descend(kid, element)

    def hold(self, page: Any, mcid: int, element: Any) -> None:
        self.tell((page.objgen, mcid) not in self.held, "the same content in the tree twice")
        self.held[page.objgen, mcid] = element

    def content(self) -> None:
        """All content is an artifact or marked, and then the tree and its reverse agree about its element."""
        parents = dict(pairs(self.root.StructTreeRoot.ParentTree))
        seen: set[tuple[Any, int]] = set()
        for number, page in enumerate(self.document.pages, start=1):
            entry = parents.get(int(page.obj.get("/StructParents", -1)))
            self.tell(entry is not None, f"page {number} is not in the parent tree")
            for mcid in self.marked(page, number):
                seen.add((page.obj.objgen, mcid))
                holder = self.held.get((page.obj.objgen, mcid))
                named = entry[mcid] if entry is not None and mcid < len(entry) else None
                agree = holder is not None and named is not None and named.objgen == holder.objgen
                self.tell(agree, f"page {number}: content {mcid} is in no element")
            for annotation in page.obj.get("/Annots", []):
                element = parents.get(int(annotation.get("/StructParent", -1)))
                self.tell(
                    element is not None and element.objgen in self.elements,
                    f"page {number}: a link outside the tree",
                )
                self.tell(str(annotation.get("/Contents", "")), f"page {number}: a link without description")
        self.tell(not self.held.keys() - seen, "the tree holds content that no page has")

    def marked(self, page: Any, number: int) -> Iterator[int]:
        """The numbers of the page's marked content."""
        open_marks: list[str] = []
        for instruction in pikepdf.parse_content_stream(page):
            operands, operation = instruction.operands, str(instruction.operator)
            if operation in ("BDC", "BMC"):
                artifact = operands[0] == "/Artifact"
                self.tell(not (artifact and "marked" in open_marks), f"page {number}: an artifact inside content")
                mcid = operands[1].get("/MCID") if operation == "BDC" else None
                if mcid is not None:
                    self.tell("artifact" not in open_marks, f"page {number}: content inside an artifact")
                    yield int(mcid)
                open_marks.append("artifact" if artifact else "marked" if mcid is not None else "other")
            elif operation == "EMC":
                open_marks.pop()
            elif operation in SHOWS:
                known = "marked" in open_marks or "artifact" in open_marks
                # A form may bring its own marks, which then belong to no page: CSS opacity makes such forms.
                if operation == "Do":
                    form = page.Resources.XObject[str(operands[0])]
                    inner = form.get("/Subtype") == "/Form" and b"/MCID" in form.read_bytes()
                    self.tell(not inner, f"page {number}: marked content inside a form")
                    known = known or inner
                self.tell(known, f"page {number}: {operation} is neither content nor artifact")

    def identifiers(self) -> None:
        ids = [str(element.ID) for element in self.elements.values() if "/ID" in element]
        for identifier, count in Counter(ids).items():
            self.tell(count == 1, f"the identifier {identifier} is used {count} times")
        tree = self.root.StructTreeRoot.get("/IDTree", pikepdf.Dictionary())
        listed = tree.get("/Names", pikepdf.Array())
        self.tell([str(name) for name in list(listed)[::2]] == sorted(ids), "the root doesn't list the identifiers")

    def headings(self) -> None:
        level = 0
        for element in self.elements.values():
            if match := re.fullmatch(r"/H([1-6])", str(element.S)):
                self.tell(int(match[1]) <= level + 1, f"heading {match[1]} follows heading {level}")
                level = int(match[1])

    # Kinds of elements

    def table(self, table: Any) -> None:
        rows = list(rows_of(table))
        groups = [str(kid.S) for kid in kids(table) if str(kid.S) != "/Caption"]
        self.tell(groups.count("/THead") <= 1, "a table with two heads")
        self.tell("/THead" not in groups[1:], "a table's head isn't first")
        self.tell("/TFoot" not in groups[:-1], "a table's foot isn't last")
        occupied: Counter[tuple[int, int]] = Counter()
        cells = []
        for y, (group, row) in enumerate(rows):
            x = 0
            for cell in kids(row):
                while occupied[y, x]:
                    x += 1
                attributes = cell.get("/A", {})
                width, height = int(attributes.get("/ColSpan", 1)), int(attributes.get("/RowSpan", 1))
                occupied.update((y + down, x + right) for down in range(height) for right in range(width))
                cells.append((group, cell, attributes))
                x += width
        height = len(rows)
        width = max((x for _, x in occupied), default=-1) + 1
        full = {(y, x): 1 for y in range(height) for x in range(width)}
        self.tell(+occupied == Counter(full), f"the cells don't fill {height} rows by {width} columns")
        heads = {str(cell.ID) for _, cell, _ in cells if cell.S == "/TH" and "/ID" in cell}
        for group, cell, attributes in cells:
            headers = {str(header) for header in attributes.get("/Headers", [])}
            self.tell(headers <= heads, f"{cell.S} names a head that its table doesn't have")
            if cell.S == "/TH":
                self.tell(attributes.get("/Scope") in ("/Row", "/Column", "/Both"), "TH without scope")
                self.tell("/ID" in cell, "TH without identifier")
            elif heads and group != "/THead":
                self.tell(headers, "TD without a head")

    def list(self, element: Any) -> None:
        self.tell("/ListNumbering" in element.get("/A", {}), "a list without its numbering")

    def figure(self, element: Any) -> None:
        self.tell(str(element.get("/Alt", "")), "a figure without alternative text")


def kids(element: Any) -> list[Any]:
    value = element.get("/K", [])
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def pairs(tree: Any) -> Iterator[tuple[int, Any]]:
    """The entries of a number tree."""
    for kid in tree.get("/Kids", []):
        yield from pairs(kid)
    numbers = list(tree.get("/Nums", []))
    yield from ((int(key), value) for key, value in zip(numbers[::2], numbers[1::2], strict=True))


def rows_of(table: Any) -> Iterator[tuple[str, Any]]:
    for kid in kids(table):
        if kid.S == "/TR":
            yield "/Table", kid
        elif kid.S != "/Caption":
            yield from ((str(kid.S), row) for row in kids(kid))
