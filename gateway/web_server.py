"""The HTTP server: nameko's, on eventlet, made to stop in order and to survive bad clients.

What the stock server lacks: an error of one connection does not end the
process; the number of connections has a limit; a client that stalls is let go;
a body larger than we take is not read to its end; stopping waits for requests
in flight.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from typing import Any, TypeVar

import eventlet
from eventlet import wsgi
from nameko.extensions import Entrypoint, register_entrypoint
from nameko.web import server as stock

from bus.client import ServiceClient
from bus.listening import listen
from bus.process import Process
from gateway.incoming import BODY_LARGEST_BYTES
from runtime import clock, waiting
from runtime.logs import logger

log = logger(__name__)

#: Connections served at once; each has its own green thread. More wait in the kernel's queue.
AT_ONCE = 1000
_BACKLOG = 1024
#: A client that neither sends nor takes for this long is let go.
_SILENT_SECONDS = 30
#: After an early answer we listen this long for what the client is still sending.
_LINGER_SECONDS = 2.0
_LINGER_BYTES = 32 * 1024 * 1024
_PIECE_BYTES = 64 * 1024

F = TypeVar("F", bound=Callable[..., Any])


class _Protocol(stock.HttpOnlyProtocol):
    """One connection."""

    _must_linger = False

    def get_environ(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environ()
        length = environ.get("CONTENT_LENGTH") or "0"
        # To use the connection again, the server would read to the end whatever was sent.
        if "HTTP_TRANSFER_ENCODING" in environ or int(length) > BODY_LARGEST_BYTES:
            self.close_connection = True
            self._must_linger = True
        return environ

    def finish(self) -> None:
        if self._must_linger:
            self._linger()
        super().finish()

    def _linger(self) -> None:
        # Closing while bytes still arrive would reset the connection, and the client
        # would lose the answer that it has not read yet.
        with contextlib.suppress(OSError):
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(_LINGER_SECONDS)
            until, heard = clock.monotonic() + _LINGER_SECONDS, 0
            while heard < _LINGER_BYTES and clock.monotonic() < until:
                piece = self.connection.recv(_PIECE_BYTES)
                if not piece:
                    return
                heard += len(piece)


class WebServer(stock.WebServer):
    """Serves one WSGI application at WEB_SERVER_ADDRESS."""

    def __init__(self) -> None:
        super().__init__()
        self._is_accepting: bool = True
        self._application: Any = None
        self._connections: set[_Connection] = set()

    def host(self, application: Any) -> None:
        """Serve this application from now on."""
        self._application = application
        self._pool = eventlet.GreenPool(AT_ONCE)
        self._sock = listen(self.bind_addr, backlog=_BACKLOG)
        self._sock.settimeout(None)
        self._serv = self.get_wsgi_server(self._sock, self.get_wsgi_app())
        self._gt = self.container.spawn_managed_thread(self.run)
        log.info("http_listens", address=self._sock.getsockname()[0], port=self.port)

    def _has_stopped(self) -> bool:
        return not self._is_accepting

    @property
    def port(self) -> int:
        """Where it listens; of interest when the setting was 0."""
        return int(self._sock.getsockname()[1])

    def start(self) -> None:
        """Nothing yet; `host` starts it."""

    def get_wsgi_app(self) -> Any:
        return self._application

    def get_wsgi_server(
        self,
        sock: Any,
        wsgi_app: Any,
        protocol: Any = _Protocol,
        debug: bool = False,  # noqa: FBT001, FBT002 - the signature is nameko's
    ) -> wsgi.Server:
        return wsgi.Server(
            sock,
            sock.getsockname(),
            wsgi_app,
            protocol=protocol,
            debug=debug,
            log_output=False,
            socket_timeout=_SILENT_SECONDS,
            keepalive=_SILENT_SECONDS,
        )

    def run(self) -> None:
        """Accept connections until told to stop."""
        pauses = waiting.growing_pauses(0.05, 1.0)
        while not self._has_stopped():
            try:
                sock, address = self._sock.accept()
            except OSError as trouble:
                if self._has_stopped():
                    return
                # Out of file descriptors, most likely; connections that end give some back.
                log.warning("http_cannot_accept", error=str(trouble))
                waiting.pause(next(pauses))
                continue
            sock.settimeout(_SILENT_SECONDS)
            self._pool.spawn_n(self.process_request, sock, address)

    def process_request(self, sock: Any, address: Any) -> None:
        """Serve one connection; whatever goes wrong with it stays with it."""
        connection = _Connection(sock, address)
        self._connections.add(connection)
        try:
            self._serv.process_request(connection.state)
        except OSError as gone:
            log.debug("http_connection_lost", error=str(gone))
        except Exception:
            log.exception("http_connection_broke")
        finally:
            self._connections.discard(connection)

    def stop(self) -> None:
        """Stop listening, let go of idle connections, wait for requests in flight."""
        if not self._is_accepting:
            return
        self._is_accepting = False
        if self._gt is not None:
            self._gt.kill()
            self._sock.close()
            for connection in list(self._connections):
                connection.end_soon()
            self._pool.waitall()


class _Connection:
    """A connection with its state as eventlet keeps it: address, socket, state."""

    def __init__(self, sock: Any, address: Any) -> None:
        self.state = [address, sock, wsgi.STATE_IDLE]

    def end_soon(self) -> None:
        """End now if no request is under way, else after its answer."""
        is_idle = self.state[2] == wsgi.STATE_IDLE
        self.state[2] = wsgi.STATE_CLOSE
        if is_idle:
            with contextlib.suppress(OSError):
                self.state[1].shutdown(socket.SHUT_RDWR)


class Hosted(Entrypoint):
    """Serves what its method makes: `(service, process, client) -> WSGI application`."""

    server = WebServer()

    def start(self) -> None:
        """Make the application and listen."""
        process: Process = self.container.config["process"]
        make = getattr(self.container.service_cls(), self.method_name)
        self.server.host(make(process, self._client()))

    def stop(self) -> None:
        """First of all, so that requests in flight still have everything they need."""
        self.server.stop()

    def _client(self) -> ServiceClient:
        """The service's own, as nameko set it up."""
        return next(
            provider
            for provider in self.container.dependencies
            if isinstance(provider, ServiceClient)
        )


def hosted(method: F) -> F:
    """Serve the WSGI application that this method makes."""
    register_entrypoint(method, Hosted())
    return method
