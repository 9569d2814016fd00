from __future__ import annotations

import contextlib
import socket

from runtime.http.listening import listen


def test_a_connection_sends_every_piece_of_an_answer_at_once() -> None:
    """The second piece of a list of 50 waited 40 ms for the first to be acknowledged."""
    with (
        contextlib.closing(listen(("127.0.0.1", 0))) as listener,
        contextlib.closing(socket.create_connection(listener.getsockname(), timeout=10)),
        contextlib.closing(listener.accept()[0]) as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
