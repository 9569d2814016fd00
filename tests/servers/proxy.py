"""A small TCP proxy that can cut connections, or keep them open and swallow every byte."""

from __future__ import annotations

import contextlib
import socket
import threading

from tests.servers import programs


class Proxy:
    """Stands before a port of this machine."""

    def __init__(self, target_port: int) -> None:
        self.port = programs.free_port()
        self._target_port = target_port
        self._swallows = False
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._is_open = True
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Close every connection at once; new ones pass."""
        for pair in list(self._pairs):
            _close(*pair)

    def swallow(self) -> None:
        """Take bytes and deliver none, on every connection, also on new ones."""
        self._swallows = True

    def heal(self) -> None:
        """Deliver again; what was swallowed stays lost, so those connections are cut."""
        self._swallows = False
        self.cut()

    def remove(self) -> None:
        """Stop listening and cut everything."""
        self._is_open = False
        # Closing alone would leave the port open for as long as the thread waits on it.
        _close(self._listener)
        self.cut()

    def _accept(self) -> None:
        while self._is_open:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._target_port), 5)
            except OSError:
                client.close()
                continue
            server.settimeout(None)
            pair = (client, server)
            self._pairs.add(pair)
            for source, sink in (pair, pair[::-1]):
                threading.Thread(target=self._carry, args=(source, sink, pair), daemon=True).start()

    def _carry(
        self,
        source: socket.socket,
        sink: socket.socket,
        pair: tuple[socket.socket, socket.socket],
    ) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if not self._swallows:
                    sink.sendall(data)
        # While it swallows, the other side must not learn that this one has gone.
        if not self._swallows:
            _close(*pair)
            self._pairs.discard(pair)


def _close(*sockets: socket.socket) -> None:
    for one in sockets:
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
