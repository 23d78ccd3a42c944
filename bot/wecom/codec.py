"""WeCom's envelope: a signature over an AES-256-CBC cipher, in JSON for the AI bot and in XML for the app.

Written out here and not taken from wechatpy.enterprise.crypto, which compares signatures in variable time, knows no
time window and does not look at the padding; developer.work.weixin.qq.com/document/path/90968 and 101033.
"""

import base64
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any

import xmltodict
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

KEY_LENGTH = 43
BLOCK = 32
RANDOM = 16
WINDOW_SECONDS = 600
# Of the envelope only the cipher is of interest; an expression finds it in one pass, whatever else somebody sends.
ENCRYPT = re.compile(rb"<Encrypt>\s*(?:<!\[CDATA\[)?([A-Za-z0-9+/=]+)(?:\]\]>)?\s*</Encrypt>")

Query = Mapping[str, str]


class Rejected(Exception):
    """A request that WeCom did not make, or not just now."""


class Malformed(Exception):
    """WeCom's own request lacks what it should hold."""


class Codec:
    """Opens what WeCom sends to one address of ours, and seals what it is answered."""

    def __init__(self, token: str, aes_key: str, receiver: str, clock: Callable[[], float]) -> None:
        """`receiver` is the corp id for an app, and empty for a bot of the own company."""
        if len(aes_key) != KEY_LENGTH:
            raise ValueError(f"an EncodingAESKey has {KEY_LENGTH} characters")
        self._token = token
        self._key = base64.b64decode(aes_key + "=")
        self._receiver = receiver.encode()
        self._clock = clock

    def verify(self, query: Query) -> str:
        """Return the text WeCom wants to read back when the address is entered in its console."""
        return self._open(query, query.get("echostr", "")).decode(errors="replace")

    def open_json(self, query: Query, raw: bytes) -> dict[str, Any]:
        """Return the body of an AI bot's callback; raises Rejected or Malformed."""
        try:
            cipher = json.loads(raw)["encrypt"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise Rejected("no envelope") from error
        if not isinstance(cipher, str) or not cipher.isascii():
            raise Rejected("no envelope")
        try:
            body = json.loads(self._open(query, cipher), strict=False)
        except (ValueError, RecursionError) as error:
            raise Malformed("no JSON") from error
        if not isinstance(body, dict):
            raise Malformed("no object")
        return body

    def open_xml(self, query: Query, raw: bytes) -> tuple[dict[str, Any], bytes]:
        """Return the fields of an app's callback, and the XML they stood in; raises Rejected or Malformed."""
        found = ENCRYPT.search(raw)
        if found is None:
            raise Rejected("no envelope")
        opened = self._open(query, found[1].decode())
        try:
            fields = xmltodict.parse(opened, disable_entities=True)["xml"]
        except Exception as error:  # expat, xmltodict and codecs each have errors of their own
            raise Malformed("no XML") from error
        if not isinstance(fields, dict):
            raise Malformed("no fields")
        return fields, opened

    def seal_json(self, reply: Mapping[str, object], nonce: str) -> bytes:
        """Return the answer to an AI bot's callback."""
        cipher, signature, at = self._seal(json.dumps(reply, ensure_ascii=False), nonce)
        sealed = {"encrypt": cipher, "msgsignature": signature, "timestamp": at, "nonce": nonce}
        return json.dumps(sealed).encode()

    def _open(self, query: Query, cipher: str) -> bytes:
        at, nonce, signature = (query.get(name, "") for name in ("timestamp", "nonce", "msg_signature"))
        if not hmac.compare_digest(self._signed(at, nonce, cipher).encode(), signature.encode()):
            raise Rejected("signature")
        if not re.fullmatch("[0-9]{1,12}", at) or abs(self._clock() - int(at)) > WINDOW_SECONDS:
            raise Rejected("stale")
        try:
            return self._decrypted(base64.b64decode(cipher, validate=True))
        except ValueError as error:
            raise Rejected("cipher") from error

    def _seal(self, text: str, nonce: str) -> tuple[str, str, int]:
        at = int(self._clock())
        message = text.encode()
        plain = secrets.token_bytes(RANDOM) + len(message).to_bytes(4, "big") + message + self._receiver
        padding = BLOCK - len(plain) % BLOCK
        encryptor = self._cipher().encryptor()
        cipher = base64.b64encode(encryptor.update(plain + bytes([padding]) * padding) + encryptor.finalize()).decode()
        return cipher, self._signed(str(at), nonce, cipher), at

    def _decrypted(self, cipher: bytes) -> bytes:
        decryptor = self._cipher().decryptor()
        plain = decryptor.update(cipher) + decryptor.finalize()
        padding = plain[-1] if plain else 0
        if not 1 <= padding <= BLOCK or plain[-padding:] != bytes([padding]) * padding:
            raise Rejected("padding")
        length = int.from_bytes(plain[RANDOM : RANDOM + 4], "big")
        body = plain[RANDOM + 4 : -padding]
        if length > len(body) or body[length:] != self._receiver:
            raise Rejected("receiver")
        return body[:length]

    def _cipher(self) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16]))

    def _signed(self, *parts: str) -> str:
        # WeCom's signature is SHA-1; it stands beside a cipher, under a token nobody else knows.
        return hashlib.sha1("".join(sorted((self._token, *parts))).encode()).hexdigest()  # noqa: S324
