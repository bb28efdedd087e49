"""The floor under a live page: held connections that all get the same bytes, and nothing else.

    python -m config.proving.bare <port> <length of the answer in bytes>

A GET is held until somebody POSTs; then the POST is answered, and everybody who is held gets the same answer.
"""

import asyncio
import sys
from typing import cast

import uvloop

from config.proving.wire import HOST

held: set[asyncio.Transport] = set()


class Bare(asyncio.Protocol):
    answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        held.discard(self.transport)

    def data_received(self, data: bytes) -> None:
        if data.startswith(b"GET"):
            held.add(self.transport)
            return
        self.transport.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        for transport in list(held):
            transport.write(self.answer)
        held.clear()


async def main(port: int, length: int) -> None:
    """Serves until the process is ended."""
    Bare.answer = b"HTTP/1.1 200 OK\r\nx-version: 1\r\ncontent-length: %d\r\n\r\n%b" % (length, b"x" * length)
    server = await asyncio.get_running_loop().create_server(Bare, HOST, port, backlog=4096)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), int(sys.argv[2])))
