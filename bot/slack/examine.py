"""The doctor's look at Slack: every workspace we should be in, and the ways in."""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from cryptography.fernet import InvalidToken
from pydantic import SecretStr
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.check import Check
from bot.settings import Settings
from bot.slack import api
from bot.slack.errors import why
from bot.slack.payload import DOOR
from bot.slack.presence import NETWORK, Presence
from bot.vault import Vault
from sales.values import Room
from storage import installs, workspaces
from storage.installs import Install
from storage.store import Store

SECONDS = 5
AT_ONCE = 8
COPY = "Copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions into BATON_SLACK_BOT_TOKEN."
CURES = {
    "invalid_auth": COPY,
    "not_authed": COPY,
    "token_revoked": "Install the app again (OAuth & Permissions, Reinstall) and set the new BATON_SLACK_BOT_TOKEN.",
    "account_inactive": "The app was removed: install it again and set the new BATON_SLACK_BOT_TOKEN.",
}
SCOPES_CURE = "Paste slack-manifest.yaml into App Manifest, save, and reinstall the app."
AGAIN = "Have an admin of theirs install Baton again at /slack/install."
SOCKET_CURE = "Basic Information, App-Level Tokens, make one with connections:write, set it as BATON_SLACK_APP_TOKEN."
CREDENTIALS = "Copy it from Basic Information, App Credentials, without quotes."
SHAPES = {
    "slack_bot_token": (re.compile(r"xoxb-\S+"), COPY),
    "slack_app_token": (re.compile(r"xapp-\S+"), SOCKET_CURE),
    "slack_signing_secret": (re.compile(r"\w{16,}"), CREDENTIALS),
    "slack_client_id": (re.compile(r"[\w.-]*\d[\w.-]*"), CREDENTIALS),
    "slack_client_secret": (re.compile(r"\w{16,}"), CREDENTIALS),
}


def checks(settings: Settings, _now: datetime) -> Iterator[Check]:
    """Look at everything Slack needs of us; nothing is changed and nobody hears of it."""
    yield from _odd(settings)
    if settings.slack_bot_token is None and settings.slack_client_id is None:
        yield _off(settings)
        return
    rooms: Sequence[Room] = ()
    installed: Sequence[Install] = ()
    try:
        rooms, installed = _stored(settings)
    except Exception as error:  # what is wrong with the store is said of the database
        yield Check("slack", "warn", f"rooms and installations cannot be read: {why(error)}", "See database above.")
    if settings.slack_bot_token is not None:
        web = _web(settings, settings.slack_bot_token.get_secret_value())
        yield from Presence(web, rooms, CURES, SCOPES_CURE).checks()
    if settings.slack_client_id is not None:
        yield from _oauth(settings, rooms, installed)
    yield from _ways_in(settings)


def _odd(settings: Settings) -> Iterator[Check]:
    """Settings that are surely not what they are called; what they hold is not repeated."""
    for name, (shape, cure) in SHAPES.items():
        found = getattr(settings, name)
        value = found.get_secret_value() if isinstance(found, SecretStr) else found
        if value is not None and not shape.fullmatch(value):
            yield Check("slack", "bad", f"BATON_{name.upper()} holds something else", cure)


def _off(settings: Settings) -> Check:
    if settings.slack_client_secret is not None:
        return Check("slack", "bad", "a client secret without its id", "Set BATON_SLACK_CLIENT_ID as well.")
    if settings.slack_app_token is not None or settings.slack_signing_secret is not None:
        return Check("slack", "bad", "ways in are set, but no token to speak by", COPY)
    return Check("slack", "ok", "off: set BATON_SLACK_BOT_TOKEN; docs/slack.md leads there")


def _stored(settings: Settings) -> tuple[Sequence[Room], Sequence[Install]]:
    file = settings.file()
    if file is not None and not file.exists():
        return (), ()
    store = Store(settings.database_url, connections=1)
    try:
        with store.read() as db:
            return workspaces.rooms_behind(db, door=DOOR), installs.everywhere(db)
    finally:
        store.close()


def _oauth(settings: Settings, rooms: Sequence[Room], installed: Sequence[Install]) -> Iterator[Check]:
    """What whoever installs us meets, and every workspace that did."""
    if settings.slack_client_secret is None:
        yield Check("slack", "bad", "a client id without its secret", "Set BATON_SLACK_CLIENT_SECRET as well.")
    elif settings.slack_signing_secret is None:
        cure = "Set BATON_SLACK_SIGNING_SECRET as well: without it no address of ours answers Slack."
        yield Check("slack", "bad", "there is no /slack/install yet", cure)
    else:
        yield Check("slack", "ok", "workspaces install Baton at /slack/install")
    if not installed and settings.slack_bot_token is None:
        yield Check("slack", "warn", "no workspace has installed Baton", "Open /slack/install in a browser.")
    with ThreadPoolExecutor(AT_ONCE) as looking:  # one after the other, those that do not answer would take minutes
        for found in looking.map(lambda install: list(_installed(settings, rooms, install)), installed):
            yield from found


def _installed(settings: Settings, rooms: Sequence[Room], install: Install) -> Iterator[Check]:
    called = install.name or install.tenant
    if install.token is None:
        yield Check("slack", "warn", f"{called} removed Baton", f"If that was a mistake: {AGAIN}")
        return
    try:
        token = Vault(settings.known_key() or "").unlock(install.token)["token"]
    except (InvalidToken, ValueError, KeyError):
        cure = f"Add the key it was kept under to BATON_SECRET_KEY, after a comma. {AGAIN}"
        yield Check("slack", "bad", f"{called}: the key does not open its token", cure)
        return
    web, cures = _web(settings, token), dict.fromkeys(CURES, AGAIN)
    yield from Presence(web, rooms, cures, AGAIN, called).checks()


def _web(settings: Settings, token: str | None = None) -> WebClient:
    return api.client(settings.slack_api_url, token, seconds=SECONDS)


def _ways_in(settings: Settings) -> Iterator[Check]:
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        cure = "Set BATON_SLACK_APP_TOKEN for a socket, or BATON_SLACK_SIGNING_SECRET for /slack/events."
        yield Check("slack", "bad", "nothing can come in", cure)
    if settings.slack_app_token is not None:
        yield _socket(settings, settings.slack_app_token.get_secret_value())
    if settings.slack_signing_secret is not None:
        yield Check("slack", "ok", "POST /slack/events takes what is signed with the secret")


def _socket(settings: Settings, token: str) -> Check:
    try:
        _web(settings).apps_connections_open(app_token=token)
    except Exception as error:  # what the network raises differs by platform and proxy
        cure = SOCKET_CURE if isinstance(error, SlackApiError) else NETWORK
        return Check("slack", "bad", f"Slack opens no socket: {why(error)}", cure)
    return Check("slack", "ok", "a socket can be opened")
