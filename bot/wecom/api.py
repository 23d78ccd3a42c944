"""Calls to WeCom's HTTP API: the app's token is shared by all processes and fetched by one of them."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import httpx2

from bot.platform import CannotPost
from bot.vault import Vault
from bot.wecom.errors import STALE, cannot, lost
from storage import tokens
from storage.store import Store

# A call and the one that fetches a token fit into a post's lease.
TIMEOUT = httpx2.Timeout(4.0, connect=2.0)
# A token may die in flight; this much before its end it counts as dead.
SPARE = timedelta(minutes=5)
# At most three refreshes a minute, whatever WeCom says of the tokens it gives.
ASK_EVERY = timedelta(seconds=20)
SOON = timedelta(seconds=1)
Json = dict[str, Any]


class Http:
    """Makes calls that name no secret when they fail."""

    def __init__(self, address: str) -> None:
        self._http = httpx2.Client(base_url=f"{address.rstrip('/')}/cgi-bin/", timeout=TIMEOUT)

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
        except (httpx2.HTTPError, ValueError) as error:
            raise lost(error) from None  # the error names the address, and the address names the token
        if not isinstance(answer, dict) or not isinstance(answer.get("errcode", 0), int):
            raise CannotPost("an answer that is not WeCom's", arrived=True, outage=True)
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
        now = self._clock()
        with self._store.read() as db:
            kept = tokens.read(db, self._name)
        value = None if kept is None else self._vault.unlock(kept.sealed).get("token")
        if kept is not None and value is not None and value != dead and now < kept.until <= now + timedelta(hours=3):
            return value
        with self._store.write() as db:
            first = tokens.may_ask(db, self._name, every=ASK_EVERY, now=now)
        if not first:  # another one of us is fetching it
            raise CannotPost("waiting for an access token", arrived=False, outage=True, again_at=now + SOON)
        return self._fetch(now)

    def _fetch(self, now: datetime) -> str:
        answer = self._http.get("gettoken", {"corpid": self._corp, "corpsecret": self._secret})
        if code := answer.get("errcode", 0):
            raise cannot(code, key=self._name, now=now)
        token, seconds = str(answer["access_token"]), int(answer["expires_in"])
        # Asked in its last minutes, WeCom gives the same token once more: that is used up to its end.
        until = now + timedelta(seconds=seconds) - min(SPARE, timedelta(seconds=seconds) / 10)
        with self._store.write() as db:
            tokens.keep(db, self._name, self._vault.lock({"token": token}), until=until)
        return token
