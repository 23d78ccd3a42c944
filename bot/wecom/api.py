"""Calls to WeCom's HTTP API: the app's token is shared by all processes and fetched by one of them."""

import ssl
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import httpx2
from sqlalchemy import Connection

from bot.platform import CannotPost
from bot.vault import Vault
from bot.wecom.errors import STALE, cannot, lost
from bot.wecom.keys import is_word
from storage import limits, tokens
from storage.store import Conflict, Late, Store

# A call, the one that fetches a token, and the call again fit into a post's lease.
TIMEOUT = httpx2.Timeout(3.0, connect=2.0)
# Two refreshes at once and one every half minute are at most three in any minute, whatever WeCom says of its tokens.
REFRESH_EVERY, REFRESH_BURST = timedelta(seconds=30), 2
# No token of WeCom's lives longer: what is said to end later was kept under a wrong clock.
LONGEST_LIFE = timedelta(hours=3)
PATIENCE_SECONDS = 2.0
LOOK_SECONDS = 0.05
SOON = timedelta(seconds=1)
UNKNOWN = "an answer that is not WeCom's"
Json = dict[str, Any]


@cache
def _trusted() -> ssl.SSLContext:
    """Whom all connections trust; reading the certificates takes long."""
    return httpx2.create_ssl_context()


class Http:
    """Makes calls that name no secret when they fail."""

    def __init__(self, address: str) -> None:
        self._http = httpx2.Client(base_url=f"{address.rstrip('/')}/cgi-bin/", timeout=TIMEOUT, verify=_trusted())

    def get(self, path: str, query: Mapping[str, str]) -> Json:
        """Ask, and return the answer; raise CannotPost when none came."""
        return self._answer("GET", path, query, None)

    def post(self, path: str, query: Mapping[str, str], body: Mapping[str, Any]) -> Json:
        """Hand something over, and return the answer; raise CannotPost when none came."""
        return self._answer("POST", path, query, body)

    def _answer(self, how: str, path: str, query: Mapping[str, str], body: Mapping[str, Any] | None) -> Json:
        try:
            response = self._http.request(how, path, params=dict(query), json=body)
            if response.status_code >= 500:
                raise CannotPost(f"HTTP {response.status_code}", arrived=True, outage=True)
            answer = response.json()
        except (httpx2.HTTPError, ValueError, RecursionError) as error:
            raise lost(error) from None  # the error names the address, and the address names the token
        if not isinstance(answer, dict) or not isinstance(answer.get("errcode", 0), int):
            raise CannotPost(UNKNOWN, arrived=True, outage=True)
        return answer


class Api:
    """Calls in the name of the company's own app."""

    def __init__(
        self,
        http: Http,
        corp: str,
        agent: int,
        secret: str,
        *,
        store: Store,
        vault: Vault,
        clock: Callable[[], datetime],
    ) -> None:
        self._http = http
        self._corp = corp
        self._secret = secret
        self._store = store
        self._vault = vault
        self._clock = clock
        self._name = f"wecom:{corp}:{agent}"
        self._one = threading.Lock()

    def call(self, path: str, body: Mapping[str, Any], *, key: str) -> Json:
        """Return the answer to a call; a token that died is replaced once. Raises CannotPost; 45009 stops `key`."""
        return self._tried(lambda token: self._http.post(path, {"access_token": token}, body), key=key)

    def look(self, path: str, query: Mapping[str, str], *, key: str) -> Json:
        """Return what a question is answered, like `call`."""
        return self._tried(lambda token: self._http.get(path, {**query, "access_token": token}), key=key)

    def _tried(self, ask: Callable[[str], Json], *, key: str) -> Json:
        token = self._token(None)
        answer = ask(token)
        if answer.get("errcode") in STALE:
            answer = ask(self._token(token))
        if code := answer.get("errcode", 0):
            raise cannot(code, key=key, now=self._clock())
        return answer

    def _token(self, dead: str | None) -> str:
        """Return a token that lives, as far as anybody knows; `dead` is one that does not."""
        with self._store.read() as db:
            token = self._kept(tokens.read(db, self._name), dead)
        if token is not None:
            return token
        if not self._one.acquire(timeout=PATIENCE_SECONDS):
            raise self._waiting()
        try:
            return self._renewed(dead)
        except (Late, Conflict):
            raise self._waiting() from None
        finally:
            self._one.release()

    def _kept(self, kept: tokens.Token | None, dead: str | None) -> str | None:
        now = self._clock()
        if kept is None or not now < kept.until <= now + LONGEST_LIFE:
            return None
        value = self._vault.unlock(kept.sealed).get("token")
        return None if value == dead else value

    def _renewed(self, dead: str | None) -> str:
        """Fetch a token, or wait a moment for the process that does."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            with self._store.write() as db:
                ours = tokens.ask(db, self._name, now=self._clock())
                token = self._kept(tokens.read(db, self._name), dead)
                if ours and token is None:
                    self._may_refresh(db)
                elif ours:
                    tokens.give_up(db, self._name)
            if token is not None:
                return token
            if ours:
                return self._fetched()
            time.sleep(LOOK_SECONDS)
        raise self._waiting()

    def _fetched(self) -> str:
        now = self._clock()
        try:
            token, life = self._given()
        except CannotPost:
            with self._store.write() as db:
                tokens.give_up(db, self._name)
            raise
        with self._store.write() as db:
            tokens.keep(db, self._name, self._vault.lock({"token": token}), until=now + life)
        return token

    def _given(self) -> tuple[str, timedelta]:
        answer = self._http.get("gettoken", {"corpid": self._corp, "corpsecret": self._secret})
        if code := answer.get("errcode", 0):
            raise cannot(code, key=self._name, now=self._clock())
        token, seconds = answer.get("access_token"), answer.get("expires_in")
        if not is_word(token) or not isinstance(seconds, int) or seconds <= 0:
            raise CannotPost(UNKNOWN, arrived=False, outage=True)
        return token, timedelta(seconds=min(seconds, LONGEST_LIFE.total_seconds()))

    def _waiting(self, until: datetime | None = None) -> CannotPost:
        again = until or self._clock() + SOON
        return CannotPost("waiting for an access token", arrived=False, outage=True, again_at=again)

    def _may_refresh(self, db: Connection) -> None:
        wait = limits.passes(db, self._name, every=REFRESH_EVERY, burst=REFRESH_BURST, now=self._clock())
        if wait is not None:
            raise self._waiting(wait)
