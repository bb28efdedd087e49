"""A system check: are the libraries here that PDFs are made with?"""

import ctypes
import sys
from typing import Any

from django.core.checks import CheckMessage, Warning

from config.pdf.worker import PACKAGES

# Names for the dynamic linker; loading them takes milliseconds, WeasyPrint itself half a second.
LIBRARIES = {
    "darwin": ("libpango-1.0.dylib", "libpangoft2-1.0.dylib", "libharfbuzz-subset.0.dylib"),
    "linux": ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"),
}
HINT = f"Install {PACKAGES}."


def pango(**_: Any) -> list[CheckMessage]:
    """varde.W001: no PDFs, for lack of Pango. varde.W002: slow PDFs, for lack of HarfBuzz's subsetter."""
    *needed, fast = LIBRARIES.get(sys.platform, LIBRARIES["linux"])
    if not all(loads(name) for name in needed):
        return [Warning("PDFs can't be made: Pango is missing.", hint=HINT, id="varde.W001")]
    if not loads(fast):
        return [Warning("PDFs are slow: HarfBuzz's subsetter is missing.", hint=HINT, id="varde.W002")]
    return []


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
