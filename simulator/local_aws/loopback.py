"""HTTP on loopback: what every double of an AWS service does alike.

Knows how a server listens, how a connection waits, breaks and ends with its server; refuses to know what is asked and
what is answered.
"""

import contextlib
import select
import socket
import struct
import sys
import threading
import time
from abc import abstractmethod
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NoReturn, Self


class Dropped(Exception):
    """The connection is to be closed without another byte."""


class LoopbackServer:
    """A server on 127.0.0.1 with a port of its own; start it, use `url`, stop it.

    `handler` makes the `LoopbackHandler` of a connection.
    """

    def __init__(self, handler: Callable[..., "LoopbackHandler"]) -> None:
        self.stopping = threading.Event()
        self._handler = handler
        self._http: _Http | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The endpoint. Raises: RuntimeError when the server is not started."""
        if self._http is None:
            raise RuntimeError("the server is not started")
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def start(self) -> None:
        """Listen; returns when ready."""
        self.stopping.clear()
        self._http = _Http(self._handler)
        name = type(self).__name__
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), name=name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Close every connection, the stalled ones too, and stop listening."""
        if self._http is None or self._thread is None:
            return
        self.stopping.set()
        self._http.shutdown()
        self._http.hang_up()
        self._http.server_close()
        self._thread.join()
        self._http = self._thread = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class LoopbackHandler(BaseHTTPRequestHandler):
    """A connection. A double says in `respond` what it answers to a POST."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, stopping: threading.Event, *connection: Any) -> None:
        self._stopping = stopping
        super().__init__(*connection)

    @abstractmethod
    def respond(self) -> None:
        """Answer the request that was read. Raises: Dropped."""

    def do_POST(self) -> None:
        try:
            self.respond()
        except (Dropped, ConnectionError):
            self._drop()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the base class
        """Requests carry what callers said: nothing is logged."""

    def head(self, status: int, headers: Iterable[tuple[str, str]]) -> None:
        """Send what comes before a body."""
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def reply(self, status: int, headers: Iterable[tuple[str, str]], content: bytes) -> None:
        """Send a whole answer; `headers` lack its length."""
        self.head(status, [*headers, ("Content-Length", str(len(content)))])
        self.wfile.write(content)

    def wait(self, seconds: float) -> None:
        """Let simulated time pass. Raises: Dropped when meanwhile the server stops or the client leaves."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if self._gone(min(left, 0.1)):
                raise Dropped

    def stall(self) -> NoReturn:
        """Answer nothing for as long as the client waits. Raises: Dropped in the end."""
        while not self._gone(0.1):
            pass
        raise Dropped

    def _gone(self, patience_s: float) -> bool:
        """Whether the client has left or the server is stopping, within this time."""
        if self._stopping.is_set():
            return True
        if patience_s < 0.002:
            time.sleep(patience_s)
            return False
        readable, _, _ = select.select([self.connection], [], [], patience_s)
        if readable and not self.connection.recv(1, socket.MSG_PEEK):
            return True
        if readable:  # the client is early with its next request
            time.sleep(patience_s)
        return self._stopping.is_set()

    def _drop(self) -> None:
        """Reset the connection: the client sees it break."""
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class _Http(ThreadingHTTPServer):
    """A thread for each connection, waited for when the server closes; none keeps the interpreter from ending."""

    request_queue_size = 128

    def __init__(self, handler: Callable[..., LoopbackHandler]) -> None:
        self._open: set[socket.socket] = set()
        self._threads_of_connections: list[threading.Thread] = []
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        thread = threading.Thread(target=self.process_request_thread, args=(request, client_address), daemon=True)
        with self._lock:
            self._open.add(request)
            self._threads_of_connections = [each for each in self._threads_of_connections if each.is_alive()]
            self._threads_of_connections.append(thread)
            thread.start()

    def server_close(self) -> None:
        super().server_close()
        for thread in self._threads_of_connections:
            thread.join()

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Wake every thread that waits for its client."""
        with self._lock:
            connections = tuple(self._open)
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that is gone."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)
