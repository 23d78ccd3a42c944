"""Whether a request came from Slack: the signature over its raw body, and its age."""

import hashlib
import hmac

# https://docs.slack.dev/authentication/verifying-requests-from-slack
OLDEST = 300


def signed(secret: str, *, timestamp: str, signature: str, body: bytes, now: float) -> bool:
    """Whether the body was signed with our secret within five minutes of now; whatever is malformed was not."""
    # Python counts other digits as well, and int() takes spaces and underscores.
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    if abs(now - int(timestamp)) > OLDEST:
        return False
    wanted = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"v0={wanted}".encode(), signature.encode("utf-8", "replace"))
