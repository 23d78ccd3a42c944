"""What Slack sends, made small: payloads as its pages show them, signed as it signs them."""

import hashlib
import hmac
import json
from itertools import count
from urllib.parse import urlencode

TEAM, BOT, ROOM, LI = "T0ACME", "U0BATON", "C0EAST", "U0LI"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # the example of Slack's own page
_numbers = count(1)


def ts() -> str:
    """A message's name in its channel."""
    return f"17322{next(_numbers):05}.000100"


def envelope(event: dict, **more) -> dict:
    """An event with what stands around it."""
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": "A0BATON",
        "event_id": f"Ev{next(_numbers):08}",
        "event_time": 1732200000,
        "authorizations": [{"enterprise_id": None, "team_id": TEAM, "user_id": BOT, "is_bot": True}],
        "event": event,
    } | more


def mention(text: str, *, user: str = LI, channel: str = ROOM, thread: str | None = None, **more) -> dict:
    """Somebody names us in a channel."""
    at = ts()
    event = {"type": "app_mention", "user": user, "channel": channel, "ts": at, "event_ts": at, "team": TEAM}
    return envelope(event | {"text": f"<@{BOT}> {text}"} | ({"thread_ts": thread} if thread else {}) | more)


def direct(text: str, *, user: str = LI, **more) -> dict:
    """Somebody writes to us in private."""
    at = ts()
    event = {"type": "message", "channel_type": "im", "user": user, "channel": "D0LI", "ts": at, "text": text}
    return envelope(event | {"team": TEAM} | more)


def command(text: str, *, user: str = LI, channel: str = ROOM, **more) -> dict:
    """A slash command."""
    return {
        "token": "old",
        "team_id": TEAM,
        "team_domain": "acme",
        "channel_id": channel,
        "channel_name": "directmessage" if channel.startswith("D") else "east",
        "user_id": user,
        "command": "/baton",
        "text": text,
        "api_app_id": "A0BATON",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.com/commands/T0ACME/1/x",
        "trigger_id": f"{next(_numbers)}.474920.8088930838d8",
    } | more


def interaction(kind: str, *, user: str = LI, **more) -> dict:
    """What every interaction has."""
    return {
        "type": kind,
        "team": {"id": TEAM, "domain": "acme"},
        "user": {"id": user, "team_id": TEAM},
        "api_app_id": "A0BATON",
        "trigger_id": f"{next(_numbers)}.474920.8088930838d8",
    } | more


def press(value: str, *, user: str = LI, message: str = "1732200000.000100", thread: str | None = None) -> dict:
    """A button under a message."""
    box = {"type": "message", "message_ts": message, "channel_id": ROOM, "is_ephemeral": False}
    return interaction(
        "block_actions",
        user=user,
        container=box | ({"thread_ts": thread} if thread else {}),
        channel={"id": ROOM, "name": "east"},
        message={"type": "message", "ts": message, "text": "…"},
        response_url="https://hooks.slack.com/actions/T0ACME/1/x",
        actions=[{"type": "button", "block_id": "b", "action_id": "a", "value": value}],
    )


def submission(line: str, fields: dict[str, str], *, user: str = LI, room: str = ROOM, **more) -> dict:
    """A form that was filled in."""
    values = {name: {"value": {"type": "plain_text_input", "value": value or None}} for name, value in fields.items()}
    view = {
        "id": f"V{next(_numbers)}",
        "hash": "1732200000.abcd",
        "type": "modal",
        "callback_id": "form",
        "private_metadata": json.dumps({"command": line, "room": room} | more),
        "state": {"values": values},
        "blocks": [{"type": "section"}, *({"type": "input", "block_id": name} for name in fields)],
    }
    return interaction("view_submission", user=user, view=view)


def shortcut(callback: str, *, user: str = LI) -> dict:
    """A global shortcut."""
    return interaction("shortcut", user=user, callback_id=callback)


def message_shortcut(text: str, *, user: str = LI) -> dict:
    """A shortcut on somebody's message."""
    return interaction(
        "message_action",
        user=user,
        callback_id="make_lead",
        channel={"id": ROOM, "name": "east"},
        message_ts="1732200000.000100",
        message={"type": "message", "user": "U0BOB", "ts": "1732200000.000100", "text": text},
        response_url="https://hooks.slack.com/app/T0ACME/1/x",
    )


def encoded(body: dict) -> tuple[bytes, str]:
    """A payload as it comes by HTTP: its bytes and their kind."""
    if body.get("type") in ("event_callback", "url_verification"):
        return json.dumps(body).encode(), "application/json"
    form = body if "command" in body else {"payload": json.dumps(body)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


def headers(raw: bytes, kind: str, *, at: float, secret: str = SECRET) -> dict[str, str]:
    """The headers of a request Slack signed at a moment."""
    mac = hmac.new(secret.encode(), f"v0:{int(at)}:".encode() + raw, hashlib.sha256).hexdigest()
    return {
        "content-type": kind,
        "x-slack-request-timestamp": str(int(at)),
        "x-slack-signature": f"v0={mac}",
    }
