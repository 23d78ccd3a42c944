"""Socket Mode: up to ten sockets, each envelope to exactly one of them, acknowledged within three seconds."""

import json
import random
import threading
import uuid
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

PATIENCE = 3.0
MOST = 10  # https://docs.slack.dev/apis/events-api/using-socket-mode#connections


class Gateway:
    """The far end of the app's WebSockets."""

    def __init__(self) -> None:
        self._server = serve(self._talk, "127.0.0.1", 0)
        self._port = self._server.socket.getsockname()[1]
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self._tickets: set[str] = set()
        self._sockets: list[ServerConnection] = []
        self._waiting: dict[str, tuple[threading.Event, list[Any]]] = {}
        self._takers: dict[str, ServerConnection] = {}
        self._guard = threading.Condition()
        self.sent: list[tuple[int, str]] = []  # which socket got which envelope
        self.chance = random.Random(1)
        self.patience = PATIENCE
        self.picky = False  # whether only the socket an envelope went to may acknowledge it; Slack does not say

    def ticket(self) -> str:
        """What apps.connections.open gives: an address good for one socket."""
        ticket = uuid.uuid4().hex
        self._tickets.add(ticket)
        return f"ws://127.0.0.1:{self._port}/link/?ticket={ticket}&app_id=A0BATON"

    @property
    def open(self) -> int:
        """How many sockets there are."""
        return len(self._sockets)

    def waits(self, number: int = 1, seconds: float = 10) -> None:
        """Wait until so many sockets are open."""
        with self._guard:
            assert self._guard.wait_for(lambda: len(self._sockets) >= number, seconds), "no socket was opened"

    def send(self, kind: str, payload: dict[str, Any], *, retry: int = 0, reason: str = "") -> tuple[bool, Any]:
        """Send one envelope to one socket, whichever; return whether it was acknowledged, and with what."""
        id, done = str(uuid.uuid4()), threading.Event()
        envelope: dict[str, Any] = {"envelope_id": id, "type": kind, "payload": payload}
        envelope["accepts_response_payload"] = kind != "events_api"
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": reason}
        answer: list[Any] = []
        self._waiting[id] = (done, answer)
        with self._guard:
            if not self._sockets:
                return False, None
            socket = self.chance.choice(self._sockets)
            self._takers[id] = socket
            self.sent.append((id_of(socket), id))
        try:
            socket.send(json.dumps(envelope))
        except ConnectionClosed:
            return False, None
        acknowledged = done.wait(self.patience)
        del self._waiting[id]
        return acknowledged, answer[0] if answer else None

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask every socket to be opened anew."""
        # https://docs.slack.dev/apis/events-api/using-socket-mode#disconnect
        for socket in list(self._sockets):
            socket.send(json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "double"}}))

    def hang_up(self) -> None:
        """Close every socket in order, as Slack does some seconds after it asked for a new one."""
        for socket in list(self._sockets):
            threading.Thread(target=socket.close, daemon=True).start()

    def drop(self, number: int | None = None) -> None:
        """Cut sockets without a word."""
        for socket in list(self._sockets)[:number]:
            socket.socket.close()
            socket.close_socket()

    def close(self) -> None:
        """Close everything."""
        self._server.shutdown()
        for socket in list(self._sockets):
            socket.close()

    def _talk(self, socket: ServerConnection) -> None:
        path = socket.request.path if socket.request else ""
        ticket = path.partition("ticket=")[2].partition("&")[0]
        with self._guard:
            welcome = ticket in self._tickets and len(self._sockets) < MOST
            self._tickets.discard(ticket)
            if welcome:
                self._sockets.append(socket)
            number = len(self._sockets)
        if not welcome:
            socket.send(json.dumps({"type": "disconnect", "reason": "too_many_websockets"}))
            return
        hello = {"type": "hello", "num_connections": number, "connection_info": {"app_id": "A0BATON"}}
        hello["debug_info"] = {"host": "double", "approximate_connection_time": 3600}
        try:
            socket.send(json.dumps(hello))
            with self._guard:
                self._guard.notify_all()
            for frame in socket:
                self._take(socket, frame)
        except (ConnectionClosed, OSError):
            pass
        finally:
            with self._guard:
                self._sockets.remove(socket)

    def _take(self, socket: ServerConnection, frame: str | bytes) -> None:
        try:
            said = json.loads(frame)
        except ValueError:
            return
        id = str(said.get("envelope_id")) if isinstance(said, dict) else ""
        found = self._waiting.get(id)
        if found is not None and not (self.picky and self._takers.get(id) is not socket):
            done, answer = found
            answer.append(said.get("payload"))
            done.set()


def id_of(socket: ServerConnection) -> int:
    """A number that stays the same for one socket."""
    return int(socket.socket.fileno())
