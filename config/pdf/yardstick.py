"""What WeasyPrint itself takes for the same documents, untagged: the measure of `manage.py bench_pdf`.

Run as `python -m config.pdf.yardstick`: documents in (JSON), seconds of processor time out.
"""

import gc
import json
import subprocess
import sys
import time
from typing import Any

from config.pdf import engine
from config.pdf.merger import ROOT


def seconds(documents: list[tuple[str, tuple[str, ...]]]) -> float:
    """In a process of its own, warm, with the styles read once: as favourable to WeasyPrint as to us."""
    command = [sys.executable, "-m", "config.pdf.yardstick"]
    job = json.dumps(documents).encode()
    answer = subprocess.run(command, cwd=ROOT, input=job, capture_output=True, check=True)  # noqa: S603
    return float(answer.stdout)


def main() -> None:
    documents: list[Any] = json.load(sys.stdin.buffer)
    engine.warm()
    plain(*documents[0])
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    begun = time.process_time()
    for html, styles in documents:
        plain(html, styles)
    sys.stdout.write(str(time.process_time() - begun))


def plain(html: str, styles: list[str]) -> None:
    from weasyprint import HTML

    fonts = engine._fonts()
    HTML(string=html, url_fetcher=engine._fetcher()).write_pdf(
        font_config=fonts, stylesheets=[engine._style(text) for text in styles]
    )


if __name__ == "__main__":
    main()
