"""What people do in Slack, and how Slack tells the app: by HTTP with a signature, or through a socket."""

import hashlib
import hmac
import html
import json
import re
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.slack.gateway import PATIENCE, Gateway
from tests.slack.modals import Modals
from tests.slack.state import BOT
from tests.slack.world import Channel, Delivery, Element, Message, Person, Seen, Team, sleep

Post = Callable[[str, bytes, Mapping[str, str]], tuple[int, Mapping[str, str], bytes]]
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
# Which scope an event needs: https://docs.slack.dev/reference/events (one page each)
EVENT_SCOPES = {
    "app_mention": "app_mentions:read", "message": "im:history", "member_joined_channel": "channels:read",
    "user_change": "users:read",
}  # fmt: skip


def by_http(address: str, patience: float = PATIENCE) -> Post:
    """Post to a server; no answer within three seconds is an error."""

    def post(path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        request = urllib.request.Request(address + path, data=body, headers=dict(headers))
        try:
            with OPENER.open(request, timeout=patience) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    return post


class Hands(Modals):
    """People at their keyboards."""

    gateway: Gateway
    wall: Callable[[], float]
    path = "/slack/events"
    command = "/baton"
    _post: Post | None = None
    _socket = False

    def speaks(self, post: Post) -> None:
        """Tell the app by this function."""
        self._post, self._socket = post, False

    def speaks_http(self, address: str) -> None:
        """Tell the app by HTTP at this address."""
        self.speaks(by_http(address, self.gateway.patience))

    def speaks_socket(self, sockets: int = 1) -> None:
        """Tell the app through its sockets, once so many are open."""
        self._socket = True
        self.gateway.waits(sockets)

    # How the app is told

    def sign(self, body: bytes, *, at: float | None = None, secret: str | None = None) -> dict[str, str]:
        """The two headers of a signed request."""
        # https://docs.slack.dev/authentication/verifying-requests-from-slack
        stamp = str(int(self.wall() if at is None else at))
        base = b"v0:" + stamp.encode() + b":" + body
        digest = hmac.new((secret or self.signing_secret).encode(), base, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": "v0=" + digest}

    def raw(self, body: bytes, headers: Mapping[str, str], path: str | None = None) -> tuple[int, bytes]:
        """Send whatever to the app by HTTP."""
        assert self._post is not None
        status, _, answer = self._post(path or self.path, body, headers)
        return status, answer

    def deliver(self, kind: str, payload: dict[str, Any], *, lost: bool = False) -> Delivery:
        """Tell the app something, once; `lost` on the way it can be repeated later."""
        delivery = Delivery(kind, payload, self._send, lambda seconds: sleep(self.clock, seconds))
        if not lost:
            self._send(delivery, 0, "")
        return delivery

    def _send(self, delivery: Delivery, num: int, reason: str) -> None:
        began = time.monotonic()
        if self._socket:
            sent = self.gateway.send(delivery.kind, delivery.payload, retry=num, reason=reason)
            delivery.status, delivery.body = 200 if sent[0] else None, sent[1]
        else:
            self._send_http(delivery, num, reason)
        delivery.seconds = time.monotonic() - began

    def _send_http(self, delivery: Delivery, num: int, reason: str) -> None:
        assert self._post is not None, "say first how the app is told: speaks_http() or speaks_socket()"
        body, headers = encoded(delivery.kind, delivery.payload)
        if num:
            headers |= {"X-Slack-Retry-Num": str(num), "X-Slack-Retry-Reason": reason}
        try:
            status, found, answer = self._post(self.path, body, headers | self.sign(body))
        except OSError:  # refused, cut, or no answer within three seconds
            return
        delivery.status, delivery.headers = status, {name.lower(): value for name, value in found.items()}
        delivery.body = _read(answer)

    def event(self, team: Team, event: dict[str, Any], *, lost: bool = False, **more: Any) -> Delivery:
        """Tell the app of an event."""
        # https://docs.slack.dev/apis/events-api#callback-field
        needed = EVENT_SCOPES.get(str(event.get("type")))
        assert needed is None or needed in team.scopes, f"Slack sends no {event['type']} without {needed}"
        authorized = {"enterprise_id": team.enterprise, "team_id": team.id, "user_id": BOT, "is_bot": True}
        payload = {
            "token": "verification", "team_id": team.id, "api_app_id": "A0BATON", "event": event,
            "type": "event_callback", "event_id": f"Ev{uuid.uuid4().hex[:9].upper()}", "event_time": int(self.clock()),
            "authorizations": [authorized | {"is_enterprise_install": False}], "is_ext_shared_channel": False,
            "event_context": f"4-{uuid.uuid4().hex}",
        }  # fmt: skip
        return self.deliver("events_api", payload | more, lost=lost)

    # What people write

    def mentions(self, who: Person, channel: Channel, text: str, *, thread: str | None = None, **more: Any) -> Delivery:
        """Write to the app in a channel."""
        message = self._writes(who, channel, f"<@{BOT}> {escaped(text)}", thread)
        event = message.payload(who.team.id) | {"channel": channel.id, "event_ts": message.ts, "client_msg_id": _uuid()}
        if "channels:history" in who.team.scopes:  # then the same message comes as another event as well
            self.event(who.team, event | {"channel_type": "channel"}, **more)
        return self.event(who.team, event | {"type": "app_mention"}, **more)

    def writes(self, who: Person, text: str, *, thread: str | None = None, **more: Any) -> Delivery:
        """Write to the app in a direct message."""
        channel = self.dm(who)
        message = self._writes(who, channel, escaped(text), thread)
        event = message.payload(who.team.id) | {"channel": channel.id, "event_ts": message.ts, "channel_type": "im"}
        return self.event(who.team, event | {"client_msg_id": _uuid()}, **more)

    def _writes(self, who: Person, channel: Channel, text: str, thread: str | None) -> Message:
        assert who.id in channel.members, f"{who.name} is not in {channel.name}"
        message = Message(self.ts(), who.id, text, thread_ts=thread)
        channel.messages[message.ts] = message
        return message

    def commands(self, who: Person, channel: Channel | None, text: str, **more: Any) -> Delivery:
        """Use the slash command; Slack shows the answer, or that there was none."""
        # https://docs.slack.dev/interactivity/implementing-slash-commands
        team, place = who.team, channel or self.dm(who)
        assert "commands" in team.scopes, "without the scope `commands` there is no slash command"
        payload = {
            "token": "verification", "team_id": team.id, "team_domain": team.name.lower(), "channel_id": place.id,
            "channel_name": place.name or "directmessage", "user_id": who.id, "user_name": who.handle,
            "command": self.command, "text": escaped(text), "api_app_id": "A0BATON", "is_enterprise_install": "false",
            "response_url": self.hook(place, who.id), "trigger_id": self.trigger(team, who.id),
        } | ({"enterprise_id": team.enterprise, "enterprise_name": "Grid"} if team.enterprise else {})  # fmt: skip
        delivery = self.deliver("slash_commands", payload, **more)
        self.answered(delivery, who, place)
        return delivery

    def answered(self, delivery: Delivery, who: Person, place: Channel) -> None:
        """Show what came back for a slash command."""
        said = {"text": delivery.body} if isinstance(delivery.body, str) else delivery.body
        if not delivery.ok:
            self.notice(who, f"{self.command} failed with the error: operation_timeout")
        elif said and (said.get("text") or said.get("blocks")):
            only = None if said.get("response_type") == "in_channel" else who.id
            self.says_at_once(place, said, only)

    # What people press

    def presses(
        self, who: Person, seen: Seen, label: str, *, value: str | None = None, lost: bool = False, **more: Any
    ) -> Delivery:
        """Press a button, or choose an option, by its label or action_id; `value` forges what it carries."""
        assert who.id in seen.people, f"{who.name} does not see {seen.title!r}"
        found = [element for element in seen.elements if label in (element.label, element.action_id)]
        assert found, f"no {label!r} among {[element.label for element in seen.elements]}"
        delivery = self.deliver("interactive", self.pressed(who, seen, found[0], value) | more, lost=lost)
        if not (delivery.ok or lost):
            self.notice(who, "The app did not answer")
        return delivery

    chooses = presses

    def pressed(self, who: Person, seen: Seen, element: Element, value: str | None = None) -> dict[str, Any]:
        """The payload of a press."""
        # https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
        chosen, kind = element.json.get("chosen"), element.json["type"]
        action = {"type": kind, "action_id": element.action_id, "block_id": element.block_id, "action_ts": self.ts()}
        if kind == "button":
            carried = element.value if value is None else value
            action |= {"text": element.json["text"]} | ({"value": carried} if carried else {})
        elif chosen is not None:
            option = chosen if value is None else {**chosen, "value": value}
            action |= {"selected_options": [option]} if kind in ("checkboxes",) else {"selected_option": option}
        return self._interaction("block_actions", who) | self._container(who, seen) | {"actions": [action]}

    def _interaction(self, kind: str, who: Person) -> dict[str, Any]:
        team = who.team
        return {
            "type": kind, "token": "verification", "api_app_id": "A0BATON", "trigger_id": self.trigger(team, who.id),
            "team": {"id": team.id, "domain": team.name.lower()}, "is_enterprise_install": False,
            "enterprise": {"id": team.enterprise, "name": "Grid"} if team.enterprise else None,
            "user": {"id": who.id, "username": who.handle, "name": who.handle, "team_id": team.id},
        }  # fmt: skip

    def _container(self, who: Person, seen: Seen) -> dict[str, Any]:
        team = who.team
        if seen.kind == "home":
            view = self.homes[team.id, who.id].payload()
            return {"view": view, "container": {"type": "view", "view_id": view["id"]}}
        if seen.kind == "modal":
            view = next(view for view in self.stacks[team.id, who.id] if seen.id.endswith(view.id)).payload()
            return {"view": view, "container": {"type": "view", "view_id": view["id"]}}
        channel = team.channels[seen.place]
        ephemeral = seen.kind == "ephemeral"
        message = (channel.ephemerals if ephemeral else channel.messages)[str(seen.ts)]
        container = {"type": "message", "message_ts": seen.ts, "channel_id": channel.id, "is_ephemeral": ephemeral}
        container |= {"thread_ts": message.thread_ts} if message.thread_ts else {}
        told: dict[str, Any] = {"channel": {"id": channel.id, "name": channel.name or "directmessage"}}
        told |= {} if ephemeral else {"message": message.payload(team.id)}
        hook = self.hook(channel, who.id, message)
        return told | {"container": container, "response_url": hook, "state": {"values": {}}}

    def shortcut(self, who: Person, callback_id: str, **more: Any) -> Delivery:
        """Use a global shortcut: it knows no channel."""
        # https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
        payload = self._interaction("shortcut", who) | {"callback_id": callback_id, "action_ts": self.ts()}
        return self.deliver("interactive", payload, **more)

    def message_shortcut(self, who: Person, callback_id: str, channel: Channel, ts: str, **more: Any) -> Delivery:
        """Use a message shortcut on a message that stands in a channel."""
        message = channel.messages[ts]
        payload = self._interaction("message_action", who) | {
            "callback_id": callback_id, "action_ts": self.ts(), "message_ts": ts,
            "message": message.payload(who.team.id), "channel": {"id": channel.id, "name": channel.name},
            "response_url": self.hook(channel, who.id),
        }  # fmt: skip
        return self.deliver("interactive", payload, **more)

    # What else happens

    def chats(self, who: Person, channel: Channel, text: str) -> str:
        """Write in a channel, not to the app; return the message's ts."""
        return self._writes(who, channel, escaped(text), None).ts

    def opens_home(self, who: Person, tab: str = "home", **more: Any) -> Delivery:
        """Open the app's home tab."""
        view = self.homes.get((who.team.id, who.id))
        event = {"type": "app_home_opened", "user": who.id, "channel": self.dm(who).id, "tab": tab}
        told = {"view": view.payload()} if view and tab == "home" else {}
        return self.event(who.team, event | told | {"event_ts": self.ts()}, **more)

    def joins(self, who: Person, channel: Channel, *, inviter: Person | None = None, **more: Any) -> Delivery:
        """Join a channel."""
        channel.members.add(who.id)
        event = {"type": "member_joined_channel", "user": who.id, "channel": channel.id, "team": who.team.id}
        event |= {"channel_type": "G" if channel.private else "C", "event_ts": self.ts()}
        return self.event(who.team, event | ({"inviter": inviter.id} if inviter else {}), **more)

    def invites_bot(self, channel: Channel, by: Person | None = None, **more: Any) -> Delivery:
        """Add the app to a channel."""
        return self.joins(channel.team.bot, channel, inviter=by, **more)

    def user_changes(self, who: Person, **changes: Any) -> Delivery:
        """Change something about a person, and tell the app."""
        for name, value in changes.items():
            setattr(who, name, value)
        user = who.profile(email="users:read.email" in who.team.scopes, locale=True)
        return self.event(who.team, {"type": "user_change", "user": user, "event_ts": self.ts()})

    def uninstalls(self, team: Team) -> list[Delivery]:
        """Remove the app from a workspace: its token is no more, and two events say so."""
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT]}, "event_ts": self.ts()}
        team.state = "account_inactive"
        return [self.event(team, revoked), self.event(team, {"type": "app_uninstalled", "event_ts": self.ts()})]

    def approves(self, url: str, who: Person) -> str:
        """Press "Allow" on the page the app sent a person to; return where Slack sends them back to."""
        # https://docs.slack.dev/authentication/installing-with-oauth#asking
        parts = urlsplit(url)
        assert parts.path == "/oauth/v2/authorize", f"not Slack's page: {url}"
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert asked.get("client_id") == self.client_id
        code, back = f"{self.number()}.{uuid.uuid4().hex}", asked.get("redirect_uri", "")
        self.codes[code] = {
            "person": who, "at": self.clock(), "used": False, "redirect_uri": asked.get("redirect_uri"),
            "scopes": frozenset(filter(None, asked.get("scope", "").split(","))),
        }  # fmt: skip
        return f"{back}?{urlencode({'code': code, 'state': asked.get('state', '')})}"


def encoded(kind: str, payload: Mapping[str, Any]) -> tuple[bytes, dict[str, str]]:
    """A payload as Slack sends it: events as JSON, commands as a form, the rest as JSON in a form's field."""
    if kind == "events_api":
        return json.dumps(payload, ensure_ascii=False).encode("utf-8", "surrogatepass"), {
            "Content-Type": "application/json"
        }
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form, errors="surrogatepass").encode(), {"Content-Type": "application/x-www-form-urlencoded"}


def escaped(text: str) -> str:
    """What a person typed as Slack passes it on: escaped, but for the people they mention."""
    return re.sub(r"&lt;(@U\w+|#C\w+\|[^&|]*)&gt;", r"<\1>", html.escape(text, quote=False))


def _read(answer: bytes) -> Any:
    try:
        return json.loads(answer) if answer else None
    except ValueError:
        return answer.decode(errors="replace")


def _uuid() -> str:
    return str(uuid.uuid4())
