"""The doctor's look at Slack: the token, its scopes, the way in, and the channels we are not in."""

from collections.abc import Iterator
from datetime import datetime

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.check import Check
from bot.settings import Settings
from bot.slack import api
from bot.slack.manifest import OPTIONAL, SCOPES
from bot.slack.reading import DOOR
from sales.values import Room
from storage import workspaces
from storage.store import Store

SECONDS = 5
PAGE = 200
MOST_PAGES = 10
MOST_NAMED = 10
WITHOUT = {
    "users:read.email": "people are not matched by their address: a manager admits each",
    "files:write": "pictures are not uploaded",
    "groups:read": "private channels have no names",
}
CURES = {
    "invalid_auth": "Copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions into BATON_SLACK_BOT_TOKEN.",
    "not_authed": "Copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions into BATON_SLACK_BOT_TOKEN.",
    "token_revoked": "Install the app again (OAuth & Permissions, Reinstall) and set the new BATON_SLACK_BOT_TOKEN.",
    "account_inactive": "The app was removed: install it again and set the new BATON_SLACK_BOT_TOKEN.",
}
NETWORK = "See that this server reaches Slack: firewall, proxy, DNS."
SOCKET_CURE = "Basic Information, App-Level Tokens: make one with connections:write, set it as BATON_SLACK_APP_TOKEN."


def checks(settings: Settings, _now: datetime) -> Iterator[Check]:
    """Look at everything Slack needs of us; nothing is changed and nobody hears of it."""
    if settings.slack_bot_token is None and settings.slack_client_id is None:
        yield Check("slack", "ok", "off: set BATON_SLACK_BOT_TOKEN; docs/slack.md leads there")
        return
    if settings.slack_bot_token is not None:
        yield from _token(settings, settings.slack_bot_token.get_secret_value())
    else:
        yield _oauth(settings)
    yield from _ways_in(settings)


def _token(settings: Settings, token: str) -> Iterator[Check]:
    web = api.client(settings.slack_api_url, token, seconds=SECONDS)
    try:
        told = web.auth_test()
    except SlackApiError as error:
        code = str(error.response.get("error"))
        yield Check("slack", "bad", f"Slack refuses the token: {code}", CURES.get(code, CURES["invalid_auth"]))
        return
    except Exception as error:  # what the network raises differs by platform and proxy
        yield Check("slack", "bad", f"{settings.slack_api_url} does not answer: {type(error).__name__}", NETWORK)
        return
    yield Check("slack", "ok", f"{told.get('user')} in {told.get('team')}")
    yield from _scopes(told)
    try:
        yield _channels(settings, token)
    except Exception as error:  # a scope, a limit, the network: the token's own check said what matters
        yield Check("slack", "warn", f"channels could not be listed: {_why(error)}", "Grant channels:read.")


def _scopes(told: SlackResponse) -> Iterator[Check]:
    """What the token may do stands in a header of every answer."""
    header = next((value for name, value in told.headers.items() if name.lower() == "x-oauth-scopes"), None)
    if header is None:
        return
    granted = {scope.strip() for scope in header.split(",")}
    missing = [scope for scope in SCOPES if scope not in granted]
    needed = [scope for scope in missing if scope not in OPTIONAL]
    if needed:
        cure = "Paste slack-manifest.yaml into App Manifest, save, and reinstall the app."
        yield Check("slack", "bad", f"scopes are missing: {', '.join(needed)}", cure)
    for scope in missing:
        if scope in WITHOUT:
            yield Check("slack", "warn", f"without {scope} {WITHOUT[scope]}", "Add it and reinstall, if you want that.")
    if not missing:
        yield Check("slack", "ok", "all scopes are granted")


def _channels(settings: Settings, token: str) -> Check:
    """Rooms that belong to a team and that the bot is not in: nothing can be posted there."""
    inside = _joined(settings, token)
    away = [room.name for room in _ours(settings) if room.channel not in inside]
    if away:
        named = ", ".join(away[:MOST_NAMED])
        return Check("slack", "bad", f"the bot is not in {named}", "In each of them type /invite @Baton.")
    if not inside:
        return Check("slack", "warn", "the bot is in no channel", "In your team's channel type /invite @Baton.")
    return Check("slack", "ok", f"in {len(inside)} channels")


def _ours(settings: Settings) -> list[Room]:
    file = settings.file()
    if file is not None and not file.exists():
        return []
    store = Store(settings.database_url, connections=1)
    try:
        with store.read() as db:
            return [room for room in workspaces.rooms_behind(db, door=DOOR) if room.team is not None]
    finally:
        store.close()


def _joined(settings: Settings, token: str) -> set[str]:
    web, cursor, found = api.client(settings.slack_api_url, token, seconds=SECONDS), "", set[str]()
    for _ in range(MOST_PAGES):
        told = web.users_conversations(limit=PAGE, cursor=cursor, exclude_archived=True)
        found |= {str(channel["id"]) for channel in told["channels"]}
        cursor = str((told.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            break
    return found


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
        api.client(settings.slack_api_url, seconds=SECONDS).apps_connections_open(app_token=token)
    except SlackApiError as error:
        return Check("slack", "bad", f"Slack opens no socket: {error.response.get('error')}", SOCKET_CURE)
    except Exception as error:  # what the network raises differs by platform and proxy
        return Check("slack", "bad", f"Slack opens no socket: {type(error).__name__}", NETWORK)
    return Check("slack", "ok", "a socket can be opened")


def _oauth(settings: Settings) -> Check:
    if settings.slack_client_secret is None:
        return Check("slack", "bad", "a client id without its secret", "Set BATON_SLACK_CLIENT_SECRET as well.")
    return Check("slack", "ok", "workspaces install Baton at /slack/install")


def _why(error: Exception) -> str:
    return str(error.response.get("error")) if isinstance(error, SlackApiError) else type(error).__name__
