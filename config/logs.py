"""Log lines without content: what people wrote, and tickets in addresses, stay out of them."""

import copy
import logging
import traceback
from types import TracebackType
from typing import Any


class Line(logging.Formatter):
    """An error is its type and place, never its message, which may quote a row.

    A request is its view's name: an address may hold a ticket or a join code.
    """

    def format(self, record: logging.LogRecord) -> str:
        if record.name.startswith(("django.request", "django.security")):
            record = copy.copy(record)
            match = getattr(getattr(record, "request", None), "resolver_match", None)
            record.msg, record.args = "%s in %s", (getattr(record, "status_code", ""), match.view_name if match else "")
            record.exc_text = None
        return super().format(record)

    def formatException(self, ei: tuple[Any, Any, TracebackType | None] | Any) -> str:
        kind, _error, trace = ei
        frames = traceback.extract_tb(trace)[-4:]
        return "\n".join([kind.__name__, *(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)])
