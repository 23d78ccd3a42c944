"""The HTTP server in front of the API: loopback, a thread per connection, and faults on demand."""

import json
import socket
import threading
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.wecom.api import Api
from tests.wecom.faults import Fault, Faults

PREFIX = "/cgi-bin/"


class Server(ThreadingHTTPServer):
    """Knows the API and its faults."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, api: Api, faults: Faults) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.api = api
        self.faults = faults
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), name="wecom api", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Where the platform is."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A bot that hangs up is no error of ours."""

    def stop(self) -> None:
        """Take nothing more."""
        self.faults.over.set()
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    """One connection, kept open between calls."""

    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # head and body leave together: apart, each answer would wait 40 ms
    server: Server
    timeout = 30

    def do_GET(self) -> None:
        self._take(None)

    def do_POST(self) -> None:
        self._take(self.rfile.read(int(self.headers.get("content-length") or 0)))

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: addresses carry secrets."""

    def _take(self, raw: bytes | None) -> None:
        split = urlsplit(self.path)
        path = split.path.removeprefix(PREFIX)
        fault = self.server.faults.of(path)
        if fault is not None and not fault.after and self._fails(fault):
            return
        query = dict(parse_qsl(split.query, keep_blank_values=True))
        body = self._body(raw)
        if not split.path.startswith(PREFIX) or body is _NONSENSE:
            answer = {"errcode": 47001, "errmsg": "data format error"}
        else:
            code = int(fault.number) if fault is not None and fault.kind == "errcode" else None
            answer = self.server.api.call(path, query, body, fault=code)
        if fault is not None and fault.after and self._fails(fault):
            return
        self._answer(200, json.dumps(answer, ensure_ascii=False).encode(), "application/json; charset=UTF-8")

    def _body(self, raw: bytes | None) -> Any:
        if raw is None:
            return {}
        kind = self.headers.get("content-type", "")
        if kind.startswith("multipart/form-data"):
            return _medium(kind, raw)
        try:
            found = json.loads(raw)
        except ValueError:
            return _NONSENSE
        return found if isinstance(found, dict) else _NONSENSE

    def _fails(self, fault: Fault) -> bool:
        """Fail as told; False where the call goes on after all."""
        match fault.kind:
            case "reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                self.close_connection = True
                self.connection.close()
            case "status":
                self._answer(int(fault.number), b"<html>bad gateway</html>", "text/html")
            case "odd":
                self._answer(200, fault.body.encode(errors="surrogatepass"), "application/json; charset=UTF-8")
            case "html":
                self._answer(200, b"<html>please log in</html>", "text/html")
            case "hang":
                self.server.faults.over.wait(fault.number)
                return False
            case _:
                return False
        return True

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


_NONSENSE = object()


def _medium(kind: str, raw: bytes) -> bytes:
    """Return the file in a multipart body: its part must be called `media` and have a file name (doc 90253)."""
    message = BytesParser(policy=HTTP).parsebytes(b"content-type: " + kind.encode() + b"\r\n\r\n" + raw)
    for part in message.iter_parts():
        if part.get_param("name", header="content-disposition") == "media" and part.get_filename():
            return bytes(part.get_payload(decode=True) or b"")
    return b""
