"""Calls to Slack's Web API: one client per token, no retries of its own, no proxy where none is meant."""

from functools import lru_cache
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

# Three calls, as of a post that is looked for, said, and said elsewhere instead, fit into its lease.
SECONDS = 3


@lru_cache(maxsize=256)
def client(address: str, token: str | None = None, *, seconds: int = SECONDS) -> WebClient:
    """Return a client for a token; only our sender tries again."""
    made = WebClient(token=token, base_url=address, timeout=seconds, retry_handlers=[])
    # The SDK heeds HTTPS_PROXY even for addresses NO_PROXY names.
    made.proxy = _proxy(address)
    return made


def hook(url: str, *, seconds: int = SECONDS) -> WebhookClient:
    """Return a client for a response_url."""
    made = WebhookClient(url, timeout=seconds, retry_handlers=[])
    made.proxy = _proxy(url)
    return made


def _proxy(address: str) -> str | None:
    parts = urlsplit(address)
    host = parts.hostname or ""
    return None if host in ("127.0.0.1", "localhost", "::1") or proxy_bypass(host) else getproxies().get(parts.scheme)
