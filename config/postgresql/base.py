"""The backend that settings name."""

from __future__ import annotations

import select

import psycopg
from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def close_if_health_check_failed(self) -> None:
        """Before each request's first query. A server that has ended has closed its side, which the socket tells.

        Asking it took a round trip for every request.
        """
        if self.connection and is_quiet(self.connection):
            self.health_check_done = True
        super().close_if_health_check_failed()


def is_quiet(connection: psycopg.Connection) -> bool:
    """Whether nothing has come on an idle connection: neither its end, nor the server's last words."""
    try:
        socket = connection.pgconn.socket
    except psycopg.OperationalError:
        return False  # closed already
    watch = select.poll()
    watch.register(socket, select.POLLIN)
    return not watch.poll(0)
