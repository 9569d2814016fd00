"""Where HTTP comes in: the sockets of the gateway and of the small health server."""

from __future__ import annotations

import socket
from typing import Any

import eventlet


def listen(address: tuple[str, int], *, backlog: int = 50) -> Any:
    """A green socket whose connections send each piece of an answer at once.

    A long answer leaves in several pieces. Without TCP_NODELAY, which accepted
    connections inherit, its last one waits up to 40 ms for the client to
    acknowledge what came before.

    Raises:
        OSError: the port is taken.
    """
    listener = eventlet.listen(address, backlog=backlog, reuse_port=False)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
