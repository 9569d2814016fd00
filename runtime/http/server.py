"""The HTTP server of every process: eventlet's, made to survive bad and slow clients.

Improvements over the stock server: an error of one connection does not end the process, and running
out of file descriptors does not end the listening; a head and a body must arrive in time, however
patiently their bytes drip; one address has a share of the connections only; anything that is not
HTTP is refused in the words of the application; stopping waits for requests in flight.
"""

from __future__ import annotations

import contextlib
import io
import re
import socket
from collections import Counter
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import eventlet
from eventlet import wsgi

from runtime import clock, waiting
from runtime.http import streams
from runtime.http.limits import BODY_TIME, Answer, Limits, PlaceOf, Refuse
from runtime.http.streams import STREAMS, Stream, Streams
from runtime.logs import logger
from vocabulary.problems import (
    HeadTooLarge,
    Malformed,
    Problem,
    TargetTooLong,
    TooSlow,
    Unavailable,
    UnknownVersion,
)

log = logger(__name__)

#: After an early answer we listen this long for what the client is still sending.
_LINGER_SECONDS = 2.0
_LINGER_BYTES = 32 * 1024 * 1024
_PIECE_BYTES = 64 * 1024
_RETRY_SECONDS = 5

_METHOD = re.compile(r"[A-Z][A-Z-]*")
#: More digits are too large for anything, and cost time to read.
_LENGTH = re.compile(r"[0-9]{1,19}")
_HOST = re.compile(r"[A-Za-z0-9._~%!$&'()*+,;=:\[\]-]*")
_ABSOLUTE = re.compile(r"https?://(?P<host>[^/?#@\s]+)(?P<rest>.*)", re.IGNORECASE)
#: No blank before the colon, no continued line, no control characters but the tab.
_FIELD_LINE = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\x00-\x08\x0a-\x1f\x7f]*\r?\n")
_HEAD_ENDS = (b"\r\n", b"\n")


def in_plain_words(problem: Problem, _fields: Mapping[str, str]) -> Answer:
    """A refusal for operators and their tools."""
    return Answer([("Content-Type", "text/plain; charset=utf-8")], f"{problem.en}\n".encode())


class HttpServer:
    """Serves one WSGI application on one socket."""

    def __init__(
        self,
        listener: Any,
        application: Any,
        *,
        limits: Limits = Limits(),  # noqa: B008 - frozen
        refuse: Refuse = in_plain_words,
        place_of: PlaceOf = str,
    ) -> None:
        self._listener = listener
        listener.settimeout(None)
        self._limits = limits
        self._place_of = place_of
        self._refuse = refuse
        self._pool = eventlet.GreenPool(limits.at_once)
        self._connections: set[_Connection] = set()
        self._places: Counter[str] = Counter()
        self._is_accepting = True
        self._streams = Streams(limits)
        self._served = _Served(listener, application, limits, refuse, self._enter)

    @property
    def port(self) -> int:
        """Where it listens; of interest when the setting was 0."""
        return int(self._listener.getsockname()[1])

    def run(self) -> None:
        """Accept connections until told to stop."""
        pauses = waiting.growing_pauses(0.05, 1.0)
        while not self._has_stopped():
            try:
                sock, address = self._listener.accept()
            except OSError as trouble:
                if self._has_stopped():
                    return
                # Out of file descriptors, most likely; connections that end give some back.
                log.warning("http_cannot_accept", error=str(trouble))
                waiting.pause(next(pauses))
                continue
            sock.settimeout(self._limits.silent_seconds)
            place = self._place_of(address[0])
            if place is not None and self._places[place] >= self._limits.from_one_place:
                self._turn_away(sock)
                continue
            self._places[place or ""] += 1
            self._pool.spawn_n(self._serve, _Connection(sock, address), place or "")

    def stop(self) -> None:
        """Stop listening, let go of idle connections, wait for requests in flight.

        Streams end, as they would go on for ever; their clients come back.
        """
        self._is_accepting = False
        self._listener.close()
        self._streams.end()
        for connection in list(self._connections):
            connection.end_soon()
        self._pool.waitall()

    def _has_stopped(self) -> bool:
        return not self._is_accepting

    def _enter(self, address: str) -> Stream:
        return self._streams.enter(self._place_of(address))

    def _serve(self, connection: _Connection, place: str) -> None:
        """Serve one connection; its errors do not reach others."""
        self._connections.add(connection)
        try:
            self._served.process_request(connection.state)
        except OSError as gone:
            log.debug("http_connection_lost", error=str(gone))
        except Exception:
            log.exception("http_connection_broke")
        finally:
            self._connections.discard(connection)
            self._places[place] -= 1
            if not self._places[place]:
                del self._places[place]

    def _turn_away(self, sock: Any) -> None:
        # Without a thread of its own and without waiting: there may be many of them.
        with contextlib.suppress(OSError), contextlib.closing(sock):
            sock.setblocking(False)
            sock.send(_written(_too_many(), self._refuse, {}))
            sock.shutdown(socket.SHUT_WR)


class _Connection:
    """A connection with its state as eventlet keeps it: address, socket, state."""

    def __init__(self, sock: Any, address: Any) -> None:
        self.state = [address, sock, wsgi.STATE_IDLE]

    def end_soon(self) -> None:
        """End now if no request is under way, otherwise after its answer."""
        is_idle = self.state[2] == wsgi.STATE_IDLE
        self.state[2] = wsgi.STATE_CLOSE
        if is_idle:
            with contextlib.suppress(OSError):
                self.state[1].shutdown(socket.SHUT_RDWR)


class _Served(wsgi.Server):
    """eventlet's server, as each connection asks it."""

    def __init__(
        self,
        listener: Any,
        application: Any,
        limits: Limits,
        refuse: Refuse,
        enter: Callable[[str], Stream],
    ) -> None:
        super().__init__(
            listener,
            listener.getsockname(),
            application,
            protocol=_Protocol,
            debug=False,
            log_output=False,
            socket_timeout=limits.silent_seconds,
            keepalive=limits.keepalive_seconds,
        )
        self.limits = limits
        self.refuse = refuse
        self.enter = enter


class _Timed(io.RawIOBase):
    """The bytes of a client until a fixed moment, which slow sending cannot move."""

    def __init__(self, connection: Any, silent_seconds: float, late: Callable[[], None]) -> None:
        super().__init__()
        self._connection = connection
        self._silent_seconds = silent_seconds
        self._late = late
        self._until = 0.0

    def allow(self, seconds: float) -> None:
        """Take what arrives within so many seconds from now."""
        self._until = clock.monotonic() + seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            self._connection.settimeout(self._patience())
            return int(self._connection.recv_into(buffer))
        except TimeoutError:
            self._late()
            raise
        finally:
            # Answers are written on the same socket.
            self._connection.settimeout(self._silent_seconds)

    def _patience(self) -> float:
        left = self._until - clock.monotonic()
        if left <= 0:
            raise TimeoutError("too slow")
        return min(left, self._silent_seconds)


class _Lines:
    """The head's lines, kept as they came."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self.read: list[bytes] = []

    def readline(self, size: int = -1) -> bytes:
        line: bytes = self._source.readline(size)
        self.read.append(line)
        return line


class _Protocol(wsgi.HttpProtocol):
    """One connection."""

    server: _Served
    #: Of the current request, as far as they could be read.
    headers: Any
    path: str
    rfile: Any
    _must_linger = False
    _is_new = True

    def setup(self) -> None:
        super().setup()
        self.rfile.close()
        self._timed = _Timed(
            self.connection, self.server.limits.silent_seconds, self.end_after_answer
        )
        self.rfile = io.BufferedReader(self._timed)

    def _read_request_line(self) -> bytes:
        """The first line; empty where the connection is over."""
        limits = self.server.limits
        self.headers = {}
        self._timed.allow(limits.head_seconds if self._is_new else limits.keepalive_seconds)
        self._is_new = False
        try:
            if not self.rfile.peek(1):
                return b""
        except (TimeoutError, ValueError):
            # No request came, so no client waits for an answer.
            self._must_linger = False
            self.close_connection = True
            return b""
        self._timed.allow(limits.head_seconds)
        try:
            line: bytes = self.rfile.readline(self.server.url_length_limit)
        except TimeoutError:
            return self._refuse_line(_head_too_slow())
        if len(line) >= self.server.url_length_limit:
            return self._refuse_line(
                TargetTooLong("请求地址过长。", "The address of the request is too long.")
            )
        return line

    def _refuse_line(self, problem: Problem) -> bytes:
        self._refuse(problem)
        return b""

    def parse_request(self) -> bool:
        """Read the head; False if it was refused and the connection ends."""
        self.rfile = lines = _Lines(self.rfile)
        try:
            if not super().parse_request():
                # Refused already, or an empty line.
                return False
            self._check_head(lines.read)
        except (wsgi.HeaderLineTooLong, wsgi.HeadersTooLarge):
            self._refuse(HeadTooLarge("请求头过大。", "The fields of the request are too large."))
            return False
        except TimeoutError:
            self._refuse(_head_too_slow())
            return False
        except Problem as problem:
            self._refuse(problem)
            return False
        return True

    def send_error(self, code: int, *_: Any, **__: Any) -> None:
        """Refuse requests that the stock parser rejects, in our words and without its version."""
        if code == HTTPStatus.HTTP_VERSION_NOT_SUPPORTED:
            self._refuse(UnknownVersion("只支持 HTTP/1.1。", "Only HTTP/1.1 is spoken here."))
        elif code == HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE:
            self._refuse(HeadTooLarge("请求头过多。", "The request has too many fields."))
        else:
            self._refuse(
                Malformed("请求的第一行无法读取。", "The first line of the request cannot be read.")
            )

    def _check_head(self, lines: list[bytes]) -> None:
        *fields, end = lines or [b""]
        if end not in _HEAD_ENDS:
            raise Malformed("请求头没有完整到达。", "The fields did not arrive whole.")
        for line in fields:
            if _FIELD_LINE.fullmatch(line) is None:
                name = line.partition(b":")[0].strip()[:60].decode("ascii", "replace")
                raise Malformed(
                    f"请求头“{name}”写法有误：名称与冒号之间不能有空格，一行不能续写。",
                    f"The field {name!r} is malformed: no blank before the colon, "
                    "and each field in one line.",
                )
        if _METHOD.fullmatch(self.command) is None:
            raise Malformed(
                "请求方法须用大写字母，如 GET。", "Methods are written in capitals, such as GET."
            )
        self._take_target()
        self._check_host()
        self._check_length()

    def _take_target(self) -> None:
        """A whole address names what its path does; its host is the one that counts (RFC 9112)."""
        if self.path.startswith("/") or (self.path == "*" and self.command == "OPTIONS"):
            return
        whole = _ABSOLUTE.fullmatch(self.path)
        if whole is None:
            raise Malformed(
                "请求地址须以 / 开头，或为完整的 http 地址。",
                "The target begins with /, or is a whole http address.",
            )
        rest = whole["rest"]
        self.path = rest if rest.startswith("/") else f"/{rest}"
        # Two Hosts are refused even then.
        if len(self.headers.get_all("Host", [])) == 1:
            self.headers.replace_header("Host", whole["host"])

    def _check_host(self) -> None:
        hosts = self.headers.get_all("Host", [])
        # HTTP/1.0 has no Host: balancers use it for health checks.
        may_lack = self.request_version == "HTTP/1.0"
        if len(hosts) > 1 or (not hosts and not may_lack):
            raise Malformed("请求须恰有一个 Host 请求头。", "A request must have exactly one Host.")
        if hosts and _HOST.fullmatch(hosts[0].strip()) is None:
            raise Malformed("Host 请求头无法读取。", "The Host cannot be read.")

    def _check_length(self) -> None:
        lengths = self.headers.get_all("Content-Length", [])
        codings = self.headers.get_all("Transfer-Encoding", [])
        # Two servers that read the end of a body differently would each see other requests.
        if len(lengths) + len(codings) > 1:
            raise Malformed(
                "Content-Length 与 Transfer-Encoding 只能有一个。",
                "A request may have one Content-Length or one Transfer-Encoding, not both.",
            )
        if lengths and _LENGTH.fullmatch(lengths[0].strip()) is None:
            raise Malformed("Content-Length 不是数字。", "Content-Length is not a number.")
        if codings and codings[0].strip().lower() != "chunked":
            raise Malformed(
                "Transfer-Encoding 只支持 chunked。", "The only Transfer-Encoding is chunked."
            )

    def _refuse(self, problem: Problem) -> None:
        self.close_connection = True
        self._must_linger = True
        fields = {name.lower(): value for name, value in self.headers.items()}
        log.debug("http_refused", status=problem.status, reason=problem.en)
        with contextlib.suppress(OSError):
            self.wfile.write(_written(problem, self.server.refuse, fields))
            self.wfile.flush()

    def get_environ(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environ()
        limits = self.server.limits
        self._timed.allow(limits.body_seconds)
        environ[BODY_TIME] = self._timed.allow
        environ[STREAMS] = self._enter
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if "HTTP_TRANSFER_ENCODING" in environ or length > limits.unread_bytes:
            self.end_after_answer()
        return environ

    def _enter(self) -> Stream:
        stream = self.server.enter(self.client_address[0])
        streams.watch_over(self.connection)
        return stream

    def end_after_answer(self) -> None:
        """Take no further request: bytes still coming belong to this one."""
        self.close_connection = True
        self._must_linger = True

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


def _written(problem: Problem, refuse: Refuse, fields: Mapping[str, str]) -> bytes:
    headers, body = refuse(problem, fields)
    status = HTTPStatus(problem.status)
    lines = [f"HTTP/1.1 {status.value} {status.phrase}"]
    lines += [f"{name}: {value}" for name, value in headers]
    lines += [f"Content-Length: {len(body)}", "Connection: close", "", ""]
    return "\r\n".join(lines).encode("latin-1", "replace") + body


def _head_too_slow() -> Problem:
    return TooSlow("请求头到达过慢。", "The fields of the request arrived too slowly.")


def _too_many() -> Problem:
    return Unavailable(
        "来自该地址的连接过多，请稍后再试。",
        "There are too many connections from this address; try again shortly.",
        retry_after_seconds=_RETRY_SECONDS,
    )
