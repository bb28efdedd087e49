"""What WeasyPrint itself takes for the same documents, untagged: the measure of `manage.py bench_pdf`.

Run as `python -m config.pdf.yardstick`: documents in (JSON), seconds of processor time out, WeasyPrint's and ours.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from config import memory
from config.pdf import engine
from config.pdf.merger import ROOT


def seconds(documents: list[tuple[str, tuple[str, ...]]]) -> tuple[float, float]:
    """Processor seconds for all of them, by WeasyPrint itself and by our engine.

    In a process of its own, warm, with the styles read once: as favourable to WeasyPrint as to us. The two take turns,
    since a machine's speed may change by a third from one second to the next.
    """
    command = [sys.executable, "-m", "config.pdf.yardstick"]
    job = json.dumps(documents).encode()
    answer = subprocess.run(command, cwd=ROOT, input=job, capture_output=True, check=True)  # noqa: S603
    theirs, ours = map(float, answer.stdout.split())
    return theirs, ours


def main() -> None:
    documents: list[Any] = json.load(sys.stdin.buffer)
    engine.warm()
    plain(*documents[0])
    memory.settle()
    engines: tuple[Callable[[str, tuple[str, ...]], object], ...] = (plain, engine.render)
    spent = [0.0, 0.0]
    for html, styles in documents:
        for which, make in enumerate(engines):
            begun = time.process_time()
            make(html, tuple(styles))
            spent[which] += time.process_time() - begun
    sys.stdout.write(f"{spent[0]} {spent[1]}")


def plain(html: str, styles: tuple[str, ...]) -> None:
    from weasyprint import HTML

    fonts = engine._fonts()
    HTML(string=html, url_fetcher=engine._fetcher()).write_pdf(
        font_config=fonts, stylesheets=[engine._style(text) for text in styles]
    )


if __name__ == "__main__":
    main()
