"""Pages of a PDF as pictures, made in a process of their own: whatever a file does, it does to that process.

    python -m programmes.slides FILE FOLDER

writes 1.jpg, 2.jpg … into the folder and a line of JSON a page to its output. PDFium here has no JavaScript, opens no
form and follows no link; its process may use so much time and memory, and no more.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

MOST_BYTES = 20_000_000
MOST_PAGES = 100
MOST_PIXELS = 50_000_000  # of a picture within a page
WIDTH, HEIGHT = 1920, 1080
SIDES = (36.0, 14_400.0)  # points: the least and the greatest side of a page
MEMORY = 2_000_000_000  # bytes of address space
SECONDS = 20  # for a page
ENCRYPTED, BROKEN, EMPTY, TOO_MANY, BOMB, SIZE, SLOW = (
    "encrypted",
    "broken",
    "empty",
    "too_many",
    "bomb",
    "size",
    "slow",
)


class Refused(Exception):
    """The file can't be used: the pages, counted from 1 (0: all of the file), each with why."""

    def __init__(self, problems: list[tuple[int, str]]) -> None:
        self.problems = problems


def render(file: Path, folder: Path, *, told: Callable[[int, int], None], seconds: float = SECONDS) -> list[str]:
    """Each page's own text, and its picture in the folder. Raises Refused with every page that can't be used."""
    command = [sys.executable, "-m", "programmes.slides", str(file), str(folder)]
    root = Path(__file__).resolve().parent.parent
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={})  # noqa: S603
    try:
        return _follow(process, told, seconds)
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def _follow(process: subprocess.Popen[bytes], told: Callable[[int, int], None], seconds: float) -> list[str]:
    lines: Queue[bytes] = Queue()

    def read() -> None:
        assert process.stdout
        for line in process.stdout:
            lines.put(line)
        lines.put(b"")

    reader = Thread(target=read, daemon=True)
    reader.start()
    texts: list[str] = []
    problems: list[tuple[int, str]] = []
    total = done = 0
    while True:
        try:
            line = lines.get(timeout=seconds)
        except Empty as slow:
            raise Refused([*problems, (done + 1 if total else 0, SLOW)]) from slow
        if not line:
            break
        said: dict[str, Any] = json.loads(line)
        total = said.get("total", total)
        if "page" in said:
            done = said["page"]
        if "problem" in said:
            problems.append((said.get("page", 0), said["problem"]))
        elif "page" in said:
            texts.append(said["text"])
        if total:
            told(done, total)
    reader.join()
    if not problems and (not total or done < total):  # the process died
        problems.append((done + 1 if total else 0, BROKEN))
    if problems:
        raise Refused(problems)
    return texts


def main(file: str, folder: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(file)
        count = len(document)
    except pypdfium2.PdfiumError as problem:
        return say(problem=ENCRYPTED if "password" in str(problem).lower() else BROKEN)
    if not count or count > MOST_PAGES:
        return say(problem=TOO_MANY if count else EMPTY)
    say(total=count)
    for number in range(1, count + 1):
        try:
            say(page=number, text=draw(document, number, Path(folder)))
        except Refused as refused:
            say(page=number, problem=refused.problems[0][1])
        except MemoryError:
            say(page=number, problem=BOMB)
        except Exception:  # whatever is wrong within a page, it is the page that is broken
            say(page=number, problem=BROKEN)
    return None


def say(**what: Any) -> None:
    print(json.dumps(what), flush=True)


def draw(document: Any, number: int, folder: Path) -> str:
    """Draws a page within 1920 × 1080 on white, and gives what it says."""
    import pypdfium2.raw as raw
    from PIL import Image

    page = document[number - 1]
    width, height = page.get_size()
    if not (SIDES[0] <= width <= SIDES[1] and SIDES[0] <= height <= SIDES[1]):
        raise Refused([(number, SIZE)])
    for each in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=5):
        across, down = each.get_px_size()
        if across * down > MOST_PIXELS:
            raise Refused([(number, BOMB)])
    scale = min(WIDTH / width, HEIGHT / height)
    drawn = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    drawn.thumbnail((WIDTH, HEIGHT))
    sheet = Image.new("RGB", (WIDTH, HEIGHT), "white")
    sheet.paste(drawn, ((WIDTH - drawn.width) // 2, (HEIGHT - drawn.height) // 2))
    sheet.save(folder / f"{number}.jpg", "JPEG", quality=85, optimize=True)
    text = page.get_textpage()
    said: str = text.get_text_bounded()[:5000]
    return said


if __name__ == "__main__":
    main(*sys.argv[1:3])
