"""Calls the bot's addresses as the platform does, and reads what comes back as strictly.

Docs 101033 and 90968 (envelopes, time limits), 90238 (app), 100719 (bot).
"""

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import httpx2

from tests.wecom.cipher import Cipher, Unreadable
from tests.wecom.corp import Corp
from tests.wecom.talking import Trigger

REPLY_SECONDS = 5.0
VERIFY_SECONDS = 1.0


class Client(Protocol):
    """Whatever can make an HTTP request: a real client, or one that calls an application directly."""

    def request(self, method: str, url: str, **more: Any) -> Any:
        """Make a request."""


@dataclass
class Attempt:
    """One request to the bot and what came back; without a status nobody answered in time."""

    status: int | None
    seconds: float
    raw: bytes = b""
    reply: Any = None
    problem: str = ""


@dataclass
class Delivery:
    """One thing delivered to the bot, and everything the bot made of it."""

    trigger: Trigger
    body: Any
    attempts: list[Attempt] = field(default_factory=list)
    req_id: str | None = None
    answers: list[tuple[str, int]] = field(default_factory=list)

    @property
    def status(self) -> int | None:
        """The last HTTP status."""
        return self.attempts[-1].status if self.attempts else None

    @property
    def reply(self) -> Any:
        """The last decrypted answer."""
        return self.attempts[-1].reply if self.attempts else None

    @property
    def msgid(self) -> str:
        """What the bot shall know it by."""
        return str(self.body.get("msgid") or self.body.get("MsgId") or "")


class Callback:
    """One address of the bot: signs, encrypts, and opens the answer."""

    def __init__(self, corp: Corp, cipher: Cipher, url: str, client: Client | None) -> None:
        self.corp = corp
        self.cipher = cipher
        self.url = url
        self.client = client or httpx2.Client(trust_env=False)
        self._own = client is None
        self.skew = timedelta(0)

    def verify(self) -> Attempt:
        """Ask as the console does when the address is saved: the very echo, within a second."""
        secret = secrets.token_hex(8)
        sealed = self.cipher.seal(secret)
        query = self.cipher.query(sealed, timestamp=self.timestamp()) | {"echostr": sealed}
        attempt = self.request("GET", query, None, seconds=VERIFY_SECONDS)
        if attempt.status == 200 and attempt.raw != secret.encode():
            attempt.problem = "the echo is not exactly what was asked"
        return attempt

    def timestamp(self) -> int:
        """The second a callback carries."""
        return int((self.corp.clock() + self.skew).timestamp())

    def request(self, method: str, query: dict[str, str], content: bytes | None, *, seconds: float) -> Attempt:
        """Make one request; whoever takes longer than allowed has not answered."""
        began = time.monotonic()
        try:
            limit = {"timeout": seconds} if self._own else {}
            answer = self.client.request(method, self.url, params=query, content=content, **limit)
        except httpx2.HTTPError as error:
            return Attempt(None, time.monotonic() - began, problem=type(error).__name__)
        took = time.monotonic() - began
        if took > seconds:
            return Attempt(None, took, problem="too late")
        return Attempt(answer.status_code, took, answer.content)


class BotCallback(Callback):
    """The JSON callback of the AI bot: delivered once, unless a test delivers it again."""

    def deliver(self, delivery: Delivery, accept: Callable[[Trigger, Any], None]) -> Delivery:
        """Deliver, and let the platform accept the answer."""
        sealed = self.cipher.seal(json.dumps(delivery.body, ensure_ascii=False))
        query = self.cipher.query(sealed, timestamp=self.timestamp())
        content = json.dumps({"encrypt": sealed}).encode()
        attempt = self.request("POST", query, content, seconds=REPLY_SECONDS)
        delivery.attempts.append(attempt)
        if attempt.status != 200 or not attempt.raw:
            return delivery
        try:
            attempt.reply = self._open(attempt.raw, query["nonce"])
        except (ValueError, KeyError, TypeError, Unreadable) as error:
            attempt.problem = str(error) or type(error).__name__
            self.corp.refuse("bot callback", -1, attempt.problem)
            return delivery
        accept(delivery.trigger, attempt.reply)
        return delivery

    def _open(self, raw: bytes, nonce: str) -> Any:
        envelope = json.loads(raw)
        if type(envelope["timestamp"]) is not int:
            raise Unreadable("timestamp is not a number")
        if envelope["nonce"] != nonce:
            raise Unreadable("the nonce is not that of the callback")
        expected = self.cipher.signature(envelope["timestamp"], envelope["nonce"], envelope["encrypt"])
        if envelope["msgsignature"] != expected:
            raise Unreadable("msgsignature")
        return json.loads(self.cipher.open(envelope["encrypt"]))


class AppCallback(Callback):
    """The XML callback of the app: tried again up to three times until somebody answers 200 (doc 90238)."""

    tries = 4

    def deliver(self, delivery: Delivery, accept: Callable[[Trigger, Any], None]) -> Delivery:
        """Deliver, as often as it takes, and let the platform accept the answer."""
        for _ in range(self.tries):
            attempt = self._once(delivery)
            if attempt.status == 200:
                if attempt.reply is not None:
                    accept(delivery.trigger, attempt.reply)
                break
        return delivery

    def _once(self, delivery: Delivery) -> Attempt:
        sealed = self.cipher.seal(to_xml(delivery.body))
        query = self.cipher.query(sealed, timestamp=self.timestamp())
        outer = {
            "ToUserName": self.cipher.receive_id,
            "Encrypt": sealed,
            "AgentID": delivery.body.get("AgentID", ""),
        }
        attempt = self.request("POST", query, to_xml(outer).encode(), seconds=REPLY_SECONDS)
        delivery.attempts.append(attempt)
        if attempt.status == 200 and attempt.raw:
            try:
                attempt.reply = self._open(attempt.raw, query["nonce"])
            except (ElementTree.ParseError, Unreadable) as error:
                attempt.problem = str(error) or type(error).__name__
                self.corp.refuse("app callback", -1, attempt.problem)
        return attempt

    def _open(self, raw: bytes, nonce: str) -> Any:
        envelope = from_xml(raw)
        if not isinstance(envelope, dict) or envelope.get("Nonce") != nonce:
            raise Unreadable("the nonce is not that of the callback")
        encrypted = str(envelope.get("Encrypt"))
        if envelope.get("MsgSignature") != self.cipher.signature(envelope.get("TimeStamp"), nonce, encrypted):
            raise Unreadable("MsgSignature")
        return from_xml(self.cipher.open(encrypted).encode())


def to_xml(value: dict[str, Any]) -> str:
    """Write XML as the platform does: numbers bare, text as CDATA, characters XML does not know left out."""
    return "<xml>" + "".join(_element(name, part) for name, part in value.items()) + "</xml>"


def _element(name: str, part: Any) -> str:
    if isinstance(part, list):
        return "".join(_element(name, one) for one in part)
    if isinstance(part, dict):
        return f"<{name}>" + "".join(_element(inner, one) for inner, one in part.items()) + f"</{name}>"
    if isinstance(part, int):
        return f"<{name}>{part}</{name}>"
    text = "".join(
        c for c in str(part) if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
    return f"<{name}>{escape(text)}</{name}>" if "]]>" in text else f"<{name}><![CDATA[{text}]]></{name}>"


def from_xml(raw: bytes) -> Any:
    """Read XML into dicts; an element that comes several times becomes a list."""
    return _read(ElementTree.fromstring(raw))


def _read(element: ElementTree.Element) -> Any:
    if not len(element):
        return element.text or ""
    found: dict[str, Any] = {}
    for child in element:
        value = _read(child)
        if child.tag in found:
            found[child.tag] = [
                *(found[child.tag] if isinstance(found[child.tag], list) else [found[child.tag]]),
                value,
            ]
        else:
            found[child.tag] = value
    return found
