"""One open long connection to WeCom: frames out with their acks, and what people do in.

developer.work.weixin.qq.com/document/path/101463
"""

import json
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from websockets.exceptions import ConnectionClosed
from websockets.sync.connection import Connection

RESPOND = {
    "message": "aibot_respond_msg",
    "welcome": "aibot_respond_welcome_msg",
    "click": "aibot_respond_update_msg",
}
HEARD = ("aibot_msg_callback", "aibot_event_callback")
ACK_SECONDS = 5.0

log = structlog.get_logger()


class Unsent(Exception):
    """A frame did not leave: this process has no open connection."""


class Unacked(Exception):
    """A frame left, and nobody said what became of it."""


class Declined(Exception):
    """WeCom did not take a frame; says its code."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(f"{code} {why}")
        self.code = code


@dataclass(slots=True)
class Asked:
    """A frame that left, and its ack once that is here."""

    came: threading.Event = field(default_factory=threading.Event)
    code: int = 0
    why: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)


class Line:
    """One connection; one thread reads it, any thread may call."""

    def __init__(self, socket: Connection, heard: Callable[[str, Mapping[str, Any]], None]) -> None:
        """`heard` is called with the req_id and the body of everything people do; it must not wait."""
        self._socket = socket
        self._heard = heard
        self._asked: dict[str, Asked] = {}
        self._free = threading.Condition()

    def send(self, cmd: str, body: Mapping[str, Any] | None = None, *, req_id: str = "") -> Asked:
        """Send a frame and return where its ack will stand; raises Unsent."""
        req_id = req_id or f"{cmd}_{secrets.token_hex(8)}"
        asked = Asked()
        with self._free:
            # Acks are told apart by req_id alone: answers to one message go one after the other.
            if not self._free.wait_for(lambda: req_id not in self._asked, ACK_SECONDS):
                raise Unsent
            self._asked[req_id] = asked
        frame = {"cmd": cmd, "headers": {"req_id": req_id}} | ({} if body is None else {"body": body})
        try:
            self._socket.send(json.dumps(frame, ensure_ascii=False))
        except (ConnectionClosed, OSError):
            self._forget(req_id)
            raise Unsent from None
        return asked

    def call(
        self, cmd: str, body: Mapping[str, Any], *, req_id: str = "", seconds: float = ACK_SECONDS
    ) -> Mapping[str, Any]:
        """Send a frame and wait for its ack; raises Unsent, Unacked or Declined."""
        req_id = req_id or f"{cmd}_{secrets.token_hex(8)}"
        asked = self.send(cmd, body, req_id=req_id)
        if not asked.came.wait(seconds):
            self._forget(req_id)
            raise Unacked
        if asked.code:
            raise Declined(asked.code, asked.why)
        return asked.body

    def read(self, seconds: float) -> None:
        """Take one frame if one comes in this time; raises ConnectionClosed."""
        try:
            raw = self._socket.recv(seconds)
        except TimeoutError:
            return
        try:
            # Real frames hold raw control characters now and then.
            frame = json.loads(raw, strict=False)
        except (ValueError, RecursionError):
            frame = None
        headers = frame.get("headers") if isinstance(frame, dict) else None
        req_id = headers.get("req_id") if isinstance(headers, dict) else None
        if not isinstance(frame, dict) or not isinstance(req_id, str):
            log.warning("frame unreadable", size=len(raw))
        elif "cmd" not in frame:
            self._acked(req_id, frame)
        elif frame["cmd"] in HEARD and isinstance(frame.get("body"), dict):
            self._heard(req_id, frame["body"])

    def _acked(self, req_id: str, frame: Mapping[str, Any]) -> None:
        asked = self._forget(req_id)
        if asked is None:
            return
        code, body = frame.get("errcode"), frame.get("body")
        asked.code = code if isinstance(code, int) else -1
        asked.why = str(frame.get("errmsg", ""))[:200]
        asked.body = body if isinstance(body, dict) else {}
        asked.came.set()

    def _forget(self, req_id: str) -> Asked | None:
        with self._free:
            asked = self._asked.pop(req_id, None)
            self._free.notify_all()
        return asked


class Wire:
    """The way out over this process's long connection, while it has one."""

    def __init__(self) -> None:
        self._line: Line | None = None
        self.since = time.monotonic()

    @property
    def open(self) -> bool:
        """Whether something can leave just now."""
        return self._line is not None

    def plug(self, line: Line | None) -> None:
        """Use this line from now on, or none."""
        if self.open != (line is not None):
            self.since = time.monotonic()
        self._line = line

    def call(self, cmd: str, body: Mapping[str, Any], *, req_id: str = "") -> Mapping[str, Any]:
        """Send a frame and wait for its ack; raises Unsent, Unacked or Declined."""
        line = self._line
        if line is None:
            raise Unsent
        return line.call(cmd, body, req_id=req_id)
