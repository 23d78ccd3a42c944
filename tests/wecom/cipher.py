"""The platform's half of the encryption, written from its document alone (doc 90968): none of the bot's code is used."""

import base64
import hashlib
import os
import secrets
import struct

from cryptography.hazmat.primitives.ciphers import Cipher as Aes
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

BLOCK = 32


class Unreadable(Exception):
    """What the bot sent back cannot be opened."""


class Cipher:
    """Signs and encrypts for one callback: token, EncodingAESKey of 43 characters, receiveid."""

    def __init__(self, token: str, aes_key: str, receive_id: str) -> None:
        self.token = token
        self.receive_id = receive_id
        self._key = base64.b64decode(aes_key + "=")

    def signature(self, timestamp: object, nonce: str, encrypted: str) -> str:
        """Return the SHA-1 of the four parts in the order of the alphabet."""
        return hashlib.sha1("".join(sorted((self.token, str(timestamp), nonce, encrypted))).encode()).hexdigest()

    def seal(self, text: str | bytes, receive_id: str | None = None) -> str:
        """Encrypt 16 random bytes, the length, the text and the receiveid."""
        message = text.encode() if isinstance(text, str) else text
        tail = (self.receive_id if receive_id is None else receive_id).encode()
        plain = os.urandom(16) + struct.pack(">I", len(message)) + message + tail
        return base64.b64encode(self.encrypt(plain)).decode()

    def encrypt(self, plain: bytes) -> bytes:
        """Encrypt as it is, filled up to blocks of 32."""
        fill = BLOCK - len(plain) % BLOCK
        box = Aes(AES(self._key), CBC(self._key[:16])).encryptor()
        return box.update(plain + bytes([fill]) * fill) + box.finalize()

    def open(self, encrypted: str) -> str:
        """Decrypt and check the receiveid."""
        try:
            box = Aes(AES(self._key), CBC(self._key[:16])).decryptor()
            padded = box.update(base64.b64decode(encrypted, validate=True)) + box.finalize()
            plain = padded[: -padded[-1]]
            (length,) = struct.unpack(">I", plain[16:20])
            text, tail = plain[20 : 20 + length].decode(), plain[20 + length :].decode()
        except (ValueError, IndexError, struct.error) as error:
            raise Unreadable(type(error).__name__) from error
        if not 1 <= padded[-1] <= BLOCK or tail != self.receive_id:
            raise Unreadable(f"receiveid {tail!r}")
        return text

    def query(self, encrypted: str, *, timestamp: int, nonce: str | None = None) -> dict[str, str]:
        """Return the query a callback carries."""
        nonce = secrets.token_hex(5) if nonce is None else nonce
        return {
            "msg_signature": self.signature(timestamp, nonce, encrypted),
            "timestamp": str(timestamp),
            "nonce": nonce,
        }
