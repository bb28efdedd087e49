"""What a browser sends, taken in as a whole before anything is done with it.

Half a form is no form: a phone that loses its line in the middle has sent nothing. And a thread gets only what has come,
so that a slow line holds up nobody but itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any

MOST = 100_000_000  # bytes; far above the largest file that a form takes, so that the form itself can refuse
IN_MEMORY = 256_000  # bytes, above which it goes by a file
PATIENCE = 30.0  # seconds without a piece

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]


class NotWhole(Exception):
    """The body did not come as a whole. `status` is what to say; 0 where nobody is there to be told."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


async def body(receive: Receive) -> IO[bytes]:
    """The whole body, from its beginning. Raises NotWhole."""
    first = await piece(receive)
    if not first.get("more_body"):
        return BytesIO(first.get("body", b""))
    whole: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
    try:
        await gathered(first, receive, whole)
    except BaseException:
        whole.close()
        raise
    return whole


async def gathered(first: Message, receive: Receive, whole: IO[bytes]) -> None:
    message, size = first, 0
    while True:
        came = message.get("body", b"")
        size += len(came)
        if size > MOST:
            raise NotWhole(413)
        whole.write(came)
        if not message.get("more_body"):
            whole.seek(0)
            return
        message = await piece(receive)


async def piece(receive: Receive) -> Message:
    try:
        async with asyncio.timeout(PATIENCE):
            message = await receive()
    except TimeoutError:
        raise NotWhole(408) from None
    if message["type"] == "http.disconnect":
        raise NotWhole(0)
    return message
