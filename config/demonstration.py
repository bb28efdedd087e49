"""The demonstration's own settings: a database of its own, and no secrets."""

import os
import socket
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / ".var" / "demo"


def set_up() -> None:
    """Sets the environment for this process and those it starts."""
    for name in [name for name in os.environ if name.startswith("VARDE_") and name != "VARDE_NO_VENV"]:
        del os.environ[name]
    os.environ |= {
        "VARDE_DEMO": "1",
        "VARDE_VAR": str(FOLDER),
        "VARDE_DATABASE": str(FOLDER / "varde.sqlite3"),
        "VARDE_HOSTS": f"localhost,127.0.0.1,[::1],{socket.gethostname()}",
    }
