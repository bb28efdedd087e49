"""What WeasyPrint 70 leaves undone for PDF/A-3a and PDF/UA-1 at once.

WeasyPrint writes the structure page by page: a table over three pages becomes three tables, each with its
head, and the page's margins lie outside the structure without being artifacts. Here the pieces become one
again, by the HTML element that each was made of, and what is printed on each page anew becomes an artifact.

Reads WeasyPrint's and pydyf's internals, which is why both are pinned to exact versions.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pydyf
from weasyprint.pdf import tags

from config.pdf import glyphs

Element = Any  # pydyf.Dictionary of a /StructElem
SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}
NUMBERINGS = {
    "none": "/None",
    "disc": "/Disc",
    "circle": "/Circle",
    "square": "/Square",
    "decimal": "/Decimal",
    "lower-alpha": "/LowerAlpha",
    "upper-alpha": "/UpperAlpha",
    "lower-roman": "/LowerRoman",
    "upper-roman": "/UpperRoman",
}
# PDF/A wants each property of a foreign schema described in the file itself.
PDF_UA = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


@contextmanager
def sources() -> Iterator[dict[int, Any]]:
    """While WeasyPrint writes: which box each structure element (by object number) was made of."""
    build = tags._build_box_tree
    boxes: dict[int, Any] = {}

    def recording(box: Any, *rest: Any) -> Iterator[Element]:
        for element in build(box, *rest):
            boxes.setdefault(element.number, box)
            yield element

    tags._build_box_tree = recording
    try:
        yield boxes
    finally:
        tags._build_box_tree = build


def finish(boxes: dict[int, Any], mark: str, _document: Any, pdf: Any) -> None:
    """Make accessible and archivable what WeasyPrint is about to write; `boxes` come from sources().

    Identifiers begin with `mark`: where it is the document's own, documents can be made one without new names.
    """
    tree = Tree(pdf, boxes)
    tree.join_pages()
    linked = list(tree.walk(tree.document))
    for element in linked:
        if element["S"] == "/L":
            element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": tree.numbering(element)})
        elif element["S"] == "/Table":
            Table(tree, element, mark).relate()
    tree.write_ids(linked)
    tree.make_artifacts({element.number for element in linked})
    metadata = tree.at(pdf.catalog["Metadata"])
    metadata.stream[0] = metadata.stream[0].replace(b"</rdf:RDF>", PDF_UA + b"</rdf:RDF>", 1)
    for each in pdf.objects:
        if isinstance(each, pydyf.Stream) and each.extra.get("Subtype") == "/OpenType":
            shorten(each)
    pdf.objects = [each if each.free == "f" else Written(each) for each in pdf.objects]


def shorten(font: Any) -> None:
    """An embedded font keeps its outlines only, which is a third of it."""
    with suppress(glyphs.Unfit):
        font.stream = [glyphs.alone(b"".join(font.stream))]
        font.extra["Subtype"] = "/CIDFontType0C"


class Written(pydyf.Object):  # type: ignore[misc]
    """An object in the bytes that stand in the file.

    The file's identifier is a digest of every object, for which pydyf would write and compress each a second time.
    """

    data = b""
    compressible = False

    def __init__(self, made: Any) -> None:
        super().__init__()
        self.number, self.generation = made.number, made.generation
        self.data, self.compressible = made.data, made.compressible


class Tree:
    """The structure tree of one document."""

    def __init__(self, pdf: Any, boxes: dict[int, Any]) -> None:
        self.pdf = pdf
        self.boxes = boxes
        self.last_page: dict[int, bytes] = {}
        self.root = self.at(pdf.catalog["StructTreeRoot"])
        self.document = self.at(self.root["K"][0])

    def at(self, reference: bytes) -> Any:
        return self.pdf.objects[int(reference.split()[0])]

    def children(self, element: Element) -> list[Element]:
        """The structure elements right below; not the marked content and annotations that it holds itself."""
        kids = [self.at(kid) for kid in element["K"] if isinstance(kid, bytes)]
        return [kid for kid in kids if kid["Type"] == "/StructElem"]

    def walk(self, element: Element) -> Iterator[Element]:
        yield element
        for child in self.children(element):
            yield from self.walk(child)

    def attribute(self, element: Element, name: str) -> str | None:
        """The HTML attribute of what the element was made of."""
        value: str | None = self.boxes[element.number].element.get(name)
        return value

    def numbering(self, element: Element) -> str:
        box = self.boxes[element.number]
        default = "/Decimal" if box.element_tag == "ol" else "/Disc"
        style = box.style["list_style_type"]
        return NUMBERINGS.get(style, default) if isinstance(style, str) else default

    # One structure for the whole document instead of one a page

    def join_pages(self) -> None:
        pages, self.document["K"] = self.children(self.document), pydyf.Array()
        self.adopt(self.document, pages)

    def adopt(self, parent: Element, children: list[Element]) -> None:
        """Append children; one that continues a child from an earlier page gives it its content instead."""
        known = {self.identity(child): child for child in self.children(parent)}
        for child in children:
            identity = self.identity(child)
            earlier = known.get(identity)
            if identity is None:
                self.append(parent, child)
            elif earlier is None or self.last_page[earlier.number] == child["Pg"]:
                known[identity] = self.append(parent, child)
                below, child["K"] = self.children(child), pydyf.Array()
                self.adopt(child, below)
            elif child["S"] == "/TFoot":  # printed on each page: the last one stays
                parent["K"].remove(earlier.reference)
                known[identity] = self.append(parent, child)
            elif child["S"] != "/THead":  # printed on each page: the first one stays
                self.last_page[earlier.number] = child["Pg"]
                self.adopt(earlier, self.children(child))

    def append(self, parent: Element, child: Element) -> Element:
        """As the last child; a head first: a page that a single row fills has none, so it may come late."""
        self.last_page[child.number] = child["Pg"]
        child["P"] = parent.reference
        parent["K"].insert(0 if child["S"] == "/THead" else len(parent["K"]), child.reference)
        return child

    def identity(self, element: Element) -> tuple[int, str, str] | None:
        """Equal for the pieces of one HTML element; None for what is never joined.

        Marked content belongs to the page of its element, so an element that holds some itself stays.
        """
        box = self.boxes.get(element.number)
        if box is None or box.element is None or len(element["K"]) != len(self.children(element)):
            return None
        return id(box.element), box.element_tag, element["S"]

    # Identifiers and artifacts

    def write_ids(self, elements: list[Element]) -> None:
        """Headers name cells by identifier, and the root must list every identifier."""
        found = sorted((element["ID"], element.reference) for element in elements if "ID" in element)
        if found:
            names = [part for identifier, reference in found for part in (pydyf.String(identifier), reference)]
            self.root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})
            for element in elements:
                if "ID" in element:
                    element["ID"] = pydyf.String(element["ID"])

    def make_artifacts(self, linked: set[int]) -> None:
        """What no structure element holds (margins, repeated heads) is an artifact of the page's making."""
        numbers = self.at(self.root["ParentTree"])["Nums"]
        for page, reference in enumerate(self.pdf.page_references):
            parents = numbers[2 * page + 1]
            loose = {mcid for mcid, parent in enumerate(parents) if int(parent.split()[0]) not in linked}
            if not loose:
                continue
            operations = self.at(self.at(reference)["Contents"]).stream
            for position, operation in enumerate(operations):
                if operation == b"BDC" and operations[position - 1].get("MCID") in loose:
                    operations[position - 2] = "/Artifact"
                    operations[position - 1] = pydyf.Dictionary({"Type": "/Pagination"})
            for mcid in loose:
                parents[mcid] = b"null"
            while parents and parents[-1] == b"null":
                parents.pop()
        self.root["ParentTreeNextKey"] = len(numbers) // 2
        for element in self.pdf.objects:
            if (
                isinstance(element, pydyf.Dictionary)
                and element.get("Type") == "/StructElem"
                and element.number not in linked
            ):
                element.clear()


class Table:
    """The cells of one table in their grid."""

    def __init__(self, tree: Tree, table: Element, mark: str) -> None:
        self.tree = tree
        self.table = table
        self.mark = mark

    def rows(self) -> Iterator[tuple[Element, Element]]:
        """Each row with the group (head, body, foot, or the table) that it is in."""
        for part in self.tree.children(self.table):
            if part["S"] == "/TR":
                yield self.table, part
            elif part["S"] in ("/THead", "/TBody", "/TFoot"):
                yield from ((part, row) for row in self.tree.children(part) if row["S"] == "/TR")

    def cells(self) -> Iterator[tuple[int, int, Element, Element]]:
        """Row, first column, group and cell: as HTML places cells that span rows and columns."""
        taken: set[tuple[int, int]] = set()
        for y, (group, row) in enumerate(self.rows()):
            x = 0
            for cell in self.tree.children(row):
                while (y, x) in taken:
                    x += 1
                yield y, x, group, cell
                width, height = spans(cell)
                taken.update((y + down, x + right) for down in range(height) for right in range(width))
                x += width

    def relate(self) -> None:
        """Give each head cell an identifier and a scope, and each cell the heads above it and beside it.

        A head cell's scope is what the HTML says, else the column in the table's head and the row elsewhere.
        Heads lie under other heads too, where those span columns.
        """
        columns: dict[int, list[str]] = {}
        rows: dict[int, list[str]] = {}
        groups: dict[int, list[str]] = {}
        placed = list(self.cells())
        for y, x, group, cell in placed:
            if cell["S"] != "/TH":
                continue
            cell["ID"] = f"{self.mark}-{self.table.number}-{y}-{x}"
            width, height = spans(cell)
            said = self.tree.attribute(cell, "scope") or ""
            scope = SCOPES.get(said, "/Column" if group["S"] == "/THead" else "/Row")
            cell["A"]["Scope"] = scope
            if scope == "/Column":
                self.head(cell, [head for i in range(x, x + width) for head in columns.get(i, [])])
                for i in range(x, x + width):
                    columns.setdefault(i, []).append(cell["ID"])
            elif said == "rowgroup":
                groups.setdefault(group.number, []).append(cell["ID"])
            else:
                for i in range(y, y + height):
                    rows.setdefault(i, []).append(cell["ID"])
        for y, x, group, cell in placed:
            if cell["A"].get("Scope") == "/Column" or group["S"] == "/THead":
                continue
            width, height = spans(cell)
            beside = [head for i in range(y, y + height) for head in rows.get(i, [])]
            above = [head for i in range(x, x + width) for head in columns.get(i, [])]
            heads = dict.fromkeys(groups.get(group.number, []) + beside + above)
            heads.pop(cell.get("ID", ""), None)
            self.head(cell, list(heads))

    def head(self, cell: Element, identifiers: list[str]) -> None:
        cell["A"].pop("Headers", None)
        if identifiers:
            unique = dict.fromkeys(identifiers)
            cell["A"]["Headers"] = pydyf.Array([pydyf.String(identifier) for identifier in unique])


def spans(cell: Element) -> tuple[int, int]:
    """How many columns and rows a cell covers."""
    return cell["A"].get("ColSpan", 1), cell["A"].get("RowSpan", 1)
