"""The workspaces we are in: the one of the settings' token, and those that installed us."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from slack_sdk import WebClient
from sqlalchemy import Connection

from bot.first import lead_home
from bot.settings import Settings
from bot.slack import api
from bot.slack.payload import DOOR, tenant_of
from bot.vault import Vault
from storage import installs, sending, workspaces
from storage.store import Store

UNNAMED = "Slack"
HASTY_SECONDS = 2


class Tenants:
    """Knows by which token each workspace is spoken to."""

    def __init__(self, settings: Settings, store: Store, vault: Vault, clock: Callable[[], datetime]) -> None:
        self._vault = vault
        self._settings = settings
        self._store = store
        self._clock = clock
        token = settings.slack_bot_token
        self._token = None if token is None else token.get_secret_value()
        self._tenant: str | None = None
        self.begun = self._token is None

    def begin(self) -> None:
        """Find out whose token the settings hold, and let that workspace be ours; raises what Slack or the network says."""
        if self._token is None:
            return
        told = self.web(self._token).auth_test()
        tenant = tenant_of(str(told.get("enterprise_id") or ""), str(told["team_id"]))
        lead_home(
            self._store,
            DOOR,
            tenant,
            zone=self._settings.zone,
            name=str(told.get("team") or UNNAMED),
            language="en",
            now=self._clock(),
        )
        with self._store.write() as db:
            home = workspaces.of_door(db, door=DOOR, tenant=tenant)
            if home is not None:  # what waited for a token that works leaves now
                sending.hurry(db, workspace=home.id, door=DOOR, now=self._clock())
        self._tenant, self.begun = tenant, True

    def client(self, tenant: str) -> WebClient | None:
        """Return a client for a workspace; None where we are not."""
        token = self.token(tenant)
        return None if token is None else self.web(token)

    def gone(self, db: Connection, tenant: str) -> None:
        """Forget the token of a workspace that removed us."""
        installs.revoke(db, tenant=tenant, now=self._clock())

    def hasty(self, tenant: str) -> WebClient | None:
        """Return a client for what a person waits for: Slack gives us three seconds for everything."""
        token = self.token(tenant)
        return None if token is None else api.client(self._settings.slack_api_url, token, seconds=HASTY_SECONDS)

    def token(self, tenant: str) -> str | None:
        """Return by which token a workspace is spoken to: its own where it installed us, else that of the settings."""
        if self._settings.slack_client_id is not None:
            installed, token = self._own(tenant)
            if installed:
                return token
        return self._token if self._tenant in (None, tenant) else None

    def _own(self, tenant: str) -> tuple[bool, str | None]:
        # Not remembered: another process may have been told that a workspace removed us, or came back.
        with self._store.read() as db:
            installed, kept = installs.token(db, tenant=tenant)
        return installed, self._vault.unlock(kept).get("token")

    def web(self, token: str) -> WebClient:
        """Return a client for a token."""
        return api.client(self._settings.slack_api_url, token)

    def ours(self, url: str) -> bool:
        """Whether an address to answer at is Slack's."""
        host, known = urlsplit(url).hostname or "", urlsplit(self._settings.slack_api_url).hostname or ""
        return host in (known, "slack.com") or host.endswith(".slack.com")
