"""Small bots that make one mistake each, to show that the emulator finds it."""

import json
import secrets
import threading
from collections.abc import Callable
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

import httpx2
from websockets.sync.client import ClientConnection, connect

from tests.wecom.cipher import Cipher
from tests.wecom.credentials import AGENT_ID, APP_SECRET, BOT_ID, BOT_SECRET, CORP_ID
from tests.wecom.delivering import from_xml, to_xml
from tests.wecom.emulator import Wecom


class ApiBot:
    """Calls the HTTP API."""

    def __init__(self, wecom: Wecom) -> None:
        self.http = httpx2.Client(base_url=f"{wecom.url}/cgi-bin/", trust_env=False, timeout=5)

    def token(self, *, corp: str = CORP_ID, secret: str = APP_SECRET) -> Any:
        return self.http.get("gettoken", params={"corpid": corp, "corpsecret": secret}).json()

    def posts(self, path: str, body: Any, *, token: str | None = None, **query: Any) -> Any:
        token = self.token().get("access_token") if token is None else token
        return self.http.post(path, params={"access_token": token} | query, json=body).json()

    def sends(self, to: str, kind: str, part: Any, **more: Any) -> Any:
        body = {"touser": to, "agentid": AGENT_ID, "msgtype": kind, kind: part}
        return self.posts("message/send", body | more.pop("body", {}), **more)

    def texts(self, to: str, words: str, **more: Any) -> Any:
        return self.sends(to, "text", {"content": words}, **more)

    def hooks(self, key: str, kind: str, part: Any) -> Any:
        return self.http.post("webhook/send", params={"key": key}, json={"msgtype": kind, kind: part}).json()


class SocketBot:
    """Holds the long connection."""

    def __init__(self, wecom: Wecom, *, bot: str = BOT_ID, secret: str = BOT_SECRET) -> None:
        self._stack = ExitStack()
        self.connection: ClientConnection = self._stack.enter_context(connect(wecom.gateway.url, proxy=None))
        self.subscribed = self.asks("aibot_subscribe", {"bot_id": bot, "secret": secret})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def sends(self, cmd: str, body: Any = None, *, req_id: str | None = None) -> None:
        req_id = req_id or f"{cmd}_{secrets.token_hex(4)}"
        frame = {"cmd": cmd, "headers": {"req_id": req_id}} | ({} if body is None else {"body": body})
        self.connection.send(json.dumps(frame))

    def hears(self, seconds: float = 2) -> Any:
        return json.loads(self.connection.recv(seconds))

    def asks(self, cmd: str, body: Any = None, *, req_id: str | None = None) -> int:
        self.sends(cmd, body, req_id=req_id)
        return int(self.hears()["errcode"])


class CallbackBot:
    """Answers callbacks with what a test tells it: JSON for the bot's address, XML for the app's."""

    def __init__(self, cipher: Cipher, *, xml: bool = False) -> None:
        self.cipher = cipher
        self.xml = xml
        self.seal: Callable[[str], str] = cipher.seal
        self.heard: list[Any] = []
        self.queries: list[dict[str, str]] = []
        self.answer: Callable[[Any], Any] = lambda _message: None
        self.status = 200
        self.envelope: Callable[[dict[str, Any]], dict[str, Any]] = lambda envelope: envelope
        outer = self

        class Handler(BaseHTTPRequestHandler):
            wbufsize = 1 << 16

            def do_GET(self) -> None:
                query = dict(parse_qsl(urlsplit(self.path).query))
                self.reply(outer.echo(outer.cipher.open(query["echostr"])))

            def do_POST(self) -> None:
                query = dict(parse_qsl(urlsplit(self.path).query))
                self.reply(outer.take(query, self.rfile.read(int(self.headers["content-length"]))))

            def reply(self, body: bytes) -> None:
                self.send_response(outer.status)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/wecom"
        self.echo: Callable[[str], bytes] = str.encode

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.server.server_close()

    def take(self, query: dict[str, str], raw: bytes) -> bytes:
        outer = from_xml(raw) if self.xml else json.loads(raw)
        sealed = outer["Encrypt"] if self.xml else outer["encrypt"]
        assert query["msg_signature"] == self.cipher.signature(query["timestamp"], query["nonce"], sealed)
        opened = self.cipher.open(sealed)
        message = from_xml(opened.encode()) if self.xml else json.loads(opened)
        self.queries.append(query)
        self.heard.append(message)
        reply = self.answer(message)
        return b"" if reply is None else self._sealed(reply, int(query["timestamp"]), query["nonce"])

    def _sealed(self, reply: Any, timestamp: int, nonce: str) -> bytes:
        text = to_xml(reply) if self.xml else json.dumps(reply)
        sealed = self.seal(text)
        signature = self.cipher.signature(timestamp, nonce, sealed)
        if self.xml:
            envelope = {"Encrypt": sealed, "MsgSignature": signature, "TimeStamp": timestamp, "Nonce": nonce}
            return to_xml(self.envelope(envelope)).encode()
        envelope = {"encrypt": sealed, "msgsignature": signature, "timestamp": timestamp, "nonce": nonce}
        return json.dumps(self.envelope(envelope)).encode()


def stream(content: str, *, id: str = "s1", finish: bool = True) -> dict[str, Any]:
    """A reply as a stream frame."""
    return {"msgtype": "stream", "stream": {"id": id, "finish": finish, "content": content}}


def buttons(*labels: str, task: str = "t1", title: str = "D-1001 华星科技", **more: Any) -> dict[str, Any]:
    """A card with buttons."""
    return {
        "card_type": "button_interaction",
        "main_title": {"title": title},
        "task_id": task,
        "button_list": [{"text": label, "key": f"do:{label}"} for label in labels],
    } | more


def vote(*names: str, task: str = "v1", **more: Any) -> dict[str, Any]:
    """A card to choose one name from."""
    return {
        "card_type": "vote_interaction",
        "main_title": {"title": "谁帮了你"},
        "task_id": task,
        "checkbox": {"question_key": "who", "option_list": [{"id": str(n), "text": x} for n, x in enumerate(names)]},
        "submit_button": {"text": "投票", "key": "vote"},
    } | more


def notice(title: str = "已认领", **more: Any) -> dict[str, Any]:
    """A card without buttons."""
    action = {"type": 1, "url": "https://example.com/"}
    return {"card_type": "text_notice", "main_title": {"title": title}, "card_action": action} | more
