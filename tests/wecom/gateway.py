"""The long connection: one valid connection per bot, text frames of JSON (doc 101463)."""

import base64
import contextlib
import hashlib
import json
import secrets
import socket
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

from tests.wecom.corp import MINUTE, Corp, Wrong
from tests.wecom.delivering import Delivery
from tests.wecom.talking import Talk

CALLBACK, EVENT = "aibot_msg_callback", "aibot_event_callback"
SUBSCRIPTIONS = 20  # a minute; the platform protects itself here too, with a number it does not tell


@dataclass
class Line:
    """One connection of a bot, and what came over it."""

    connection: ServerConnection
    at: datetime
    subscribed: bool = False
    pings: int = 0
    frames: list[Any] = field(default_factory=list)
    code: int | None = None


@dataclass
class Upload:
    """A file that comes in pieces."""

    total: int
    chunks: int
    md5: str
    pieces: dict[int, bytes] = field(default_factory=dict)


class Gateway:
    """Takes connections, hands out what people said, and takes the bot's answers."""

    def __init__(self, corp: Corp, talk: Talk, *, bot_id: str, secret: str) -> None:
        self.corp = corp
        self.talk = talk
        self.bot_id = bot_id
        self.secret = secret
        self.lines: list[Line] = []
        self.holder: Line | None = None
        self.deliveries: dict[str, Delivery] = {}
        self.uploads: dict[str, Upload] = {}
        self.lost: list[Any] = []
        self.silent = False  # half dead: takes everything, answers nothing
        self.lose_acks = 0
        self.ack_seconds = 0.0
        self._server: Server = serve(self._serve, "127.0.0.1", 0, ping_interval=None, max_size=2 << 20)
        self._thread = threading.Thread(target=self._server.serve_forever, name="wecom gateway", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Where the bot dials."""
        return f"ws://127.0.0.1:{self._server.socket.getsockname()[1]}"

    def stop(self) -> None:
        """Hang up on everybody."""
        self._server.shutdown()
        for line in self.lines:
            self._hang_up(line)

    def connected(self, seconds: float = 5) -> bool:
        """Wait until a bot has subscribed."""
        return self.corp.wait(lambda: self.holder is not None, seconds)

    def close(self, code: int = 1000) -> None:
        """Close the bot's connection; 1006 tears it without a word."""
        line = self.holder
        assert line is not None, "no bot is connected"
        with self.corp.news:
            self.holder = None
        if code == 1006:
            self._hang_up(line)
        else:
            line.connection.close(code)

    def raw(self, frame: str | bytes) -> None:
        """Send a frame as it is, however strange."""
        assert self.holder is not None, "no bot is connected"
        self.holder.connection.send(frame)

    def deliver(self, delivery: Delivery, *, event: bool) -> Delivery:
        """Send a callback to the bot; without a connection it is lost for good: nothing is replayed."""
        with self.corp.news:
            line = self.holder
            delivery.req_id = secrets.token_hex(12)
            self.deliveries[delivery.req_id] = delivery
        frame = {
            "cmd": EVENT if event else CALLBACK,
            "headers": {"req_id": delivery.req_id},
            "body": delivery.body,
        }
        try:
            if line is None:
                raise ConnectionError
            line.connection.send(json.dumps(frame, ensure_ascii=False))
        except (ConnectionClosed, OSError):
            self.lost.append(delivery.body)
        return delivery

    def _serve(self, connection: ServerConnection) -> None:
        line = Line(connection, self.corp.clock())
        with self.corp.news:
            self.lines.append(line)
        with contextlib.suppress(ConnectionClosed, OSError):
            for raw in connection:
                self._frame(line, raw)
        with self.corp.news:
            line.code = connection.close_code or 1006
            if self.holder is line:
                self.holder = None
            self.corp.news.notify_all()

    def _frame(self, line: Line, raw: str | bytes) -> None:
        try:
            frame = json.loads(raw)
            cmd, req_id, body = frame["cmd"], frame["headers"]["req_id"], frame.get("body") or {}
        except (ValueError, KeyError, TypeError):
            self.corp.refuse("frame", -1, "no frame of the protocol")
            line.connection.close(1007)
            return
        with self.corp.news:
            line.frames.append(frame)
            self.corp.news.notify_all()
        if self.silent:
            return
        try:
            answer = self._do(line, cmd, req_id, body)
            code, why = 0, "ok"
        except Wrong as wrong:
            answer, (code, why) = {}, self.corp.refuse(cmd, wrong.code, wrong.why)
        if cmd not in ("ping", "aibot_subscribe") and req_id in self.deliveries:
            with self.corp.news:
                self.deliveries[req_id].answers.append((cmd, code))
                self.corp.news.notify_all()
        self._ack(line, cmd, {"headers": {"req_id": req_id}, "errcode": code, "errmsg": why} | answer)

    def _ack(self, line: Line, cmd: str, ack: dict[str, Any]) -> None:
        if cmd not in ("ping", "aibot_subscribe"):
            if self.lose_acks > 0:
                self.lose_acks -= 1
                return
            time.sleep(self.ack_seconds)
        line.connection.send(json.dumps(ack, ensure_ascii=False))

    def _do(self, line: Line, cmd: str, req_id: str, body: dict[str, Any]) -> dict[str, Any]:
        if cmd == "aibot_subscribe":
            self._subscribe(line, body)
            return {}
        if not line.subscribed:
            raise Wrong(846605, "subscribe first")
        with self.corp.guard:
            match cmd:
                case "ping":
                    line.pings += 1
                case "aibot_respond_msg":
                    self.talk.respond(self._trigger(req_id), body)
                case "aibot_respond_welcome_msg":
                    self.talk.welcome(self._trigger(req_id), body)
                case "aibot_respond_update_msg":
                    self.talk.update(self._trigger(req_id), body)
                case "aibot_send_msg":
                    self.talk.push(body)
                case "aibot_upload_media_init" | "aibot_upload_media_chunk" | "aibot_upload_media_finish":
                    return {"body": self._upload(cmd.rpartition("_")[2], body)}
                case _:
                    raise Wrong(40008, f"unknown cmd {cmd!r}")
        return {}

    def _trigger(self, req_id: str) -> Any:
        if req_id not in self.deliveries:
            raise Wrong(846605, "invalid req_id")
        return self.deliveries[req_id].trigger

    def _subscribe(self, line: Line, body: dict[str, Any]) -> None:
        if not self.corp.windows.take("subscribe", self.corp.clock(), (SUBSCRIPTIONS, MINUTE)):
            raise Wrong(45009, "api freq out of limit")
        if body.get("bot_id") != self.bot_id:
            raise Wrong(93019, "invalid bot_id")
        if body.get("secret") != self.secret:
            raise Wrong(853000, "invalid secret")
        with self.corp.news:
            before, self.holder, line.subscribed = self.holder, line, True
            self.corp.news.notify_all()
        if before is not None and before is not line:
            self._kick(before)

    def _kick(self, line: Line) -> None:
        """Tell the older connection that another one took its place, then close it."""
        body = {"msgid": self.corp.next("msg"), "msgtype": "event", "event": {"eventtype": "disconnected_event"}}
        frame = {"cmd": EVENT, "headers": {"req_id": secrets.token_hex(12)}, "body": body}
        with contextlib.suppress(ConnectionClosed, OSError):
            line.connection.send(json.dumps(frame))
        threading.Thread(target=line.connection.close, daemon=True).start()

    def kick(self) -> None:
        """Take the bot's place as another program with its secret would."""
        with self.corp.news:
            line, self.holder = self.holder, None
        assert line is not None, "no bot is connected"
        self._kick(line)

    def _upload(self, step: str, body: dict[str, Any]) -> dict[str, Any]:
        if step == "init":
            total, chunks = int(body.get("total_size") or 0), int(body.get("total_chunks") or 0)
            if total < 5 or not 1 <= chunks <= 100 or not 1 <= len(str(body.get("filename")).encode()) <= 256:
                raise Wrong(40058, "total_size from 5, total_chunks up to 100, filename up to 256 bytes")
            id = self.corp.next("UP")
            self.uploads[id] = Upload(total, chunks, str(body.get("md5") or ""))
            return {"upload_id": id}
        upload = self.uploads.get(str(body.get("upload_id")))
        if upload is None:
            raise Wrong(40058, "upload_id unknown")
        if step == "chunk":
            data = base64.b64decode(str(body.get("base64_data") or ""))
            index = int(body.get("chunk_index", -1))
            if not 0 <= index < upload.chunks or len(data) > 512 << 10:
                raise Wrong(40058, "chunk_index from 0, pieces of at most 512 KB")
            upload.pieces[index] = data
            return {}
        data = b"".join(upload.pieces[index] for index in sorted(upload.pieces))
        if len(data) != upload.total or (upload.md5 and hashlib.md5(data).hexdigest() != upload.md5):
            raise Wrong(301019, "the pieces are not the file that was announced")
        return {"type": "file", "media_id": self.corp.next("MEDIA"), "created_at": int(self.corp.clock().timestamp())}

    @staticmethod
    def _hang_up(line: Line) -> None:
        with contextlib.suppress(OSError):
            line.connection.socket.shutdown(socket.SHUT_RDWR)
