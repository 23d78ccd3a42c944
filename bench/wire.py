"""The least HTTP that works, with nothing but the standard library: doors for bots that bring none of their own."""

import re
import socket
import threading
from collections.abc import Callable

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
DONE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


def whole(got: bytes) -> bytes | None:
    """Return the body of a request or an answer once it is there."""
    head, found, body = got.partition(b"\r\n\r\n")
    if not found:
        return None
    length = LENGTH.search(head)
    return body if length is None or len(body) >= int(length[1]) else None


def request(path: str, body: bytes) -> bytes:
    """Return a POST of JSON on a connection that stays open."""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return head.encode() + b"\r\n\r\n" + body


def listen(port: int, handle: Callable[[bytes], None]) -> None:
    """Hand the body of every request to a function, in a thread for each connection, and answer 200; for ever."""
    with socket.create_server(("127.0.0.1", port)) as server:
        while True:
            connection, _ = server.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=_converse, args=(connection, handle), daemon=True).start()


def _converse(connection: socket.socket, handle: Callable[[bytes], None]) -> None:
    got = b""
    while part := connection.recv(65_536):
        got += part
        if (body := whole(got)) is not None:
            if body:
                handle(body)
            connection.sendall(DONE)
            got = b""


class Post:
    """Posts to a platform on a connection for each thread."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._own = threading.local()

    def __call__(self, body: bytes) -> None:
        """Post and wait for the platform's answer."""
        if not hasattr(self._own, "connection"):
            self._own.connection = socket.create_connection(("127.0.0.1", self._port))
            self._own.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._own.connection.sendall(request("/post", body))
        got = b""
        while whole(got) is None:
            got += self._own.connection.recv(65_536)
