"""What is kept encrypted: routes, tokens, keys, under BATON_SECRET_KEY."""

import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, MultiFernet


class Vault:
    """Encrypts with the first of several keys and decrypts with any, so that keys can be rotated."""

    def __init__(self, keys: str) -> None:
        self._fernet = MultiFernet([Fernet(key.strip()) for key in keys.split(",") if key.strip()])

    def lock(self, secret: Mapping[str, str]) -> bytes | None:
        """Return the secret encrypted; nothing stays nothing."""
        return self._fernet.encrypt(json.dumps(dict(secret)).encode()) if secret else None

    def unlock(self, kept: bytes | None) -> dict[str, str]:
        """Return what was encrypted."""
        return {} if kept is None else dict(json.loads(self._fernet.decrypt(kept)))


def new_key() -> str:
    """Return a fresh key."""
    return Fernet.generate_key().decode()
