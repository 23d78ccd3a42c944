"""Sealed papers: a choice encrypted so that only the closing of its ballot can read it."""

import base64
import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
CHOICE = 8  # bytes: every choice is as long as every other


class Safe(Protocol):
    """What encrypts under the secret that is never in the store."""

    def lock(self, secret: Mapping[str, str]) -> bytes | None: ...

    def unlock(self, kept: bytes | None) -> dict[str, str]: ...


class Seals:
    """Seals choices under a ballot's random key, which itself is kept under the secret."""

    def __init__(self, safe: Safe) -> None:
        self._safe = safe

    def lock(self, key: str) -> bytes:
        """Return a key people gave us, as the store may keep it."""
        kept = self._safe.lock({"key": key})
        assert kept is not None
        return kept

    def new_key(self) -> bytes:
        """Return a fresh key for a ballot, as the store may keep it."""
        kept = self._safe.lock({"key": base64.b64encode(AESGCM.generate_key(bit_length=256)).decode()})
        assert kept is not None
        return kept

    def seal(self, kept: bytes, choice: int, *, ballot: int, member: int) -> bytes:
        """Return a member's paper; two of the same choice have nothing in common, not even with each other's length."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + self._cipher(kept).encrypt(nonce, choice.to_bytes(CHOICE), _whose(ballot, member))

    def open(self, kept: bytes, papers: Sequence[tuple[int, bytes]], *, ballot: int) -> Iterator[int]:
        """Yield what the papers (member, sealed) of a ballot say; one that was tampered with says nothing."""
        cipher = self._cipher(kept)
        for member, sealed in papers:
            try:
                choice = cipher.decrypt(sealed[:NONCE], sealed[NONCE:], _whose(ballot, member))
            except (InvalidTag, ValueError):
                continue
            yield int.from_bytes(choice)

    def _cipher(self, kept: bytes) -> AESGCM:
        return AESGCM(base64.b64decode(self._safe.unlock(kept)["key"]))


def _whose(ballot: int, member: int) -> bytes:
    """What a paper is bound to: moved to another member or ballot it cannot be opened."""
    return f"{ballot}:{member}".encode()
