"""One tagged PDF of many: the pages after one another, one structure tree, and a bookmark for each document.

Merging pages alone would lose the tags. Here each document becomes a part of the first one's structure: its
numbers in the parent tree move up. Its cells' identifiers begin with a mark of its own (finisher.py).

Run as a process of its own (`python -m config.pdf.merger`), since a large merge takes much memory.
"""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 300
OF_THE_FIRST = ("/Metadata", "/ViewerPreferences", "/MarkInfo", "/Lang", "/OutputIntents")

Part = tuple[str, Path]  # the bookmark, and a PDF of ours


class MergeFailed(Exception):
    """The documents were not made into one."""


def merge(parts: list[Part], target: Path) -> None:
    """Write the parts as one. Its title, language and description are the first part's."""
    job = json.dumps({"parts": [(title, str(path)) for title, path in parts], "target": str(target)})
    command = [sys.executable, "-m", "config.pdf.merger"]
    try:
        subprocess.run(  # noqa: S603
            command, cwd=ROOT, input=job.encode(), stderr=subprocess.DEVNULL, timeout=SECONDS, check=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise MergeFailed(type(error).__name__) from None


def identified(tree: Any) -> list[tuple[str, Any]]:
    """The identifiers of a structure tree, with their elements."""
    names = list(tree.IDTree.Names) if "/IDTree" in tree else []
    return [(str(name), element) for name, element in zip(names[::2], names[1::2], strict=True)]


class Merged:
    """The document that grows."""

    def __init__(self) -> None:
        import pikepdf

        self.pike = pikepdf
        self.pdf = pikepdf.new()
        self.root = self.pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        self.document = self.element(pikepdf.Name.Document, self.root)
        self.numbers = pikepdf.Array()
        self.names: list[tuple[str, Any]] = []
        self.known: set[str] = set()
        self.bookmarks: list[tuple[str, int]] = []
        self.count = 0

    def element(self, kind: Any, parent: Any) -> Any:
        pike = self.pike
        return self.pdf.make_indirect(pike.Dictionary(Type=pike.Name.StructElem, S=kind, P=parent, K=pike.Array()))

    def add(self, title: str, path: Path) -> None:
        with self.pike.open(io.BytesIO(path.read_bytes())) as source:
            self.count += 1
            self.loosen(source)
            if not self.known.isdisjoint(name for name, _element in identified(source.Root.StructTreeRoot)):
                self.rename(source, f"{self.count}-")
            self.take(source, title)

    def loosen(self, source: Any) -> None:
        """Read the streams into memory: then the source need not stay open until all is written."""
        for item in source.objects:
            if isinstance(item, self.pike.Stream):
                filters: Any = item.get("/Filter")
                parameters: Any = item.get("/DecodeParms")
                item.write(item.read_raw_bytes(), filter=filters, decode_parms=parameters)

    def take(self, source: Any, title: str) -> None:
        self.bookmarks.append((title, len(self.pdf.pages)))
        self.pdf.pages.extend(source.pages)
        tree = self.pdf.copy_foreign(source.Root.StructTreeRoot)
        self.adopt(tree, source.Root.get("/Lang"), title)
        self.number(tree, len(source.pages))
        names = identified(tree)
        self.names += names
        self.known.update(name for name, _element in names)
        if self.count == 1:
            self.describe(source)

    def rename(self, source: Any, prefix: str) -> None:
        """For a document that is there twice: its identifiers are known already."""
        pike = self.pike
        tree = source.Root.StructTreeRoot
        names = list(tree.IDTree.Names)
        for position in range(0, len(names), 2):
            tree.IDTree.Names[position] = pike.String(prefix + str(names[position]))
        for element in source.objects:
            if isinstance(element, pike.Dictionary) and element.get("/Type") == "/StructElem":
                if "/ID" in element:
                    element.ID = pike.String(prefix + str(element.ID))
                if "/A" in element and "/Headers" in element.A:
                    element.A.Headers = pike.Array([pike.String(prefix + str(head)) for head in element.A.Headers])

    def adopt(self, tree: Any, language: Any, title: str) -> None:
        """The document's elements as a part of ours, in their own language."""
        part = self.element(self.pike.Name.Part, self.document)
        part.T = self.pike.String(title)
        if language is not None:
            part.Lang = self.pike.String(str(language))
        for child in tree.K[0].K:
            child.P = part
            part.K.append(child)
        self.document.K.append(part)

    def number(self, tree: Any, pages: int) -> None:
        """The parent tree's keys continue where the earlier documents' ended."""
        entries = list(tree.ParentTree.Nums)
        base = len(self.numbers) // 2
        moved = {int(key): base + place for place, key in enumerate(entries[::2])}
        for key, parents in zip(entries[::2], entries[1::2], strict=True):
            self.numbers.append(moved[int(key)])
            self.numbers.append(parents)
        for page in self.pdf.pages[-pages:]:
            page.obj.StructParents = moved[int(page.obj.StructParents)]
            for annotation in page.obj.get("/Annots", ()):
                if "/StructParent" in annotation:
                    annotation.StructParent = moved[int(annotation.StructParent)]

    def describe(self, source: Any) -> None:
        for key in OF_THE_FIRST:
            if key in source.Root:
                value = source.Root[key]
                held = value if value.is_indirect else source.make_indirect(value)
                self.pdf.Root[key] = self.pdf.copy_foreign(held)
        self.pdf.trailer.Info = self.pdf.copy_foreign(source.trailer.Info)

    def write(self, target: Path) -> None:
        pike = self.pike
        self.root.K = pike.Array([self.document])
        self.root.ParentTree = self.pdf.make_indirect(pike.Dictionary(Nums=self.numbers))
        self.root.ParentTreeNextKey = len(self.numbers) // 2
        ordered = sorted(self.names, key=lambda pair: pair[0].encode())
        flat = [each for name, element in ordered for each in (pike.String(name), element)]
        if flat:
            self.root.IDTree = self.pdf.make_indirect(pike.Dictionary(Names=pike.Array(flat)))
        self.pdf.Root.StructTreeRoot = self.root
        self.pdf.Root.PageMode = pike.Name.UseOutlines
        with self.pdf.open_outline() as outline:
            outline.root.extend(pike.OutlineItem(title, page) for title, page in self.bookmarks)
        with open(target, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            self.pdf.save(
                file,
                min_version="1.7",
                object_stream_mode=pike.ObjectStreamMode.generate,
                deterministic_id=True,
            )


def main() -> None:
    job = json.loads(sys.stdin.buffer.read())
    merged = Merged()
    for title, path in job["parts"]:
        merged.add(title, Path(path))
    merged.write(Path(job["target"]))


if __name__ == "__main__":
    main()
