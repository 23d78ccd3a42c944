"""What there is in Slack: workspaces, people, channels, messages, views; and what a person sees of it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

SCOPES = frozenset(
    {
        "app_mentions:read", "channels:read", "chat:write", "commands", "files:write", "groups:read", "im:history",
        "users:read", "users:read.email",
    }
)  # fmt: skip


class Clock:
    """A clock that goes on when told."""

    def __init__(self, at: datetime = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)) -> None:
        self.now = at

    def __call__(self) -> float:
        return self.now.timestamp()

    def passes(self, **span: float) -> None:
        """Let so much time pass."""
        self.now += timedelta(**span)


def sleep(clock: Callable[[], float], seconds: float) -> None:
    """Wait by this clock."""
    if isinstance(clock, Clock):
        clock.passes(seconds=seconds)
    else:
        time.sleep(seconds)


class Problem(Exception):
    """Slack answers `ok: false` with this error."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.answer = {"ok": False, "error": error, **more}


class Busy(Exception):
    """Slack answers 429 with Retry-After."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = max(1, int(-(-seconds // 1)))


@dataclass
class Person:
    """Somebody of a workspace; `present` says whether their client is open."""

    id: str
    team: "Team"
    handle: str
    name: str
    email: str | None = None
    locale: str = "en-US"
    tz: str = "Asia/Shanghai"
    deleted: bool = False
    is_bot: bool = False
    guest: bool = False
    stranger: bool = False
    present: bool = True

    def profile(self, *, email: bool, locale: bool) -> dict[str, Any]:
        """What users.info tells: the address only with users:read.email, the locale only when asked for."""
        # https://docs.slack.dev/reference/methods/users.info
        profile = {"real_name": self.name, "display_name": self.handle, "team": self.team.id}
        if email and self.email:
            profile["email"] = self.email
        offset = datetime.now(UTC).astimezone(_zone(self.tz)).utcoffset()
        found = {
            "id": self.id, "team_id": self.team.id, "name": self.handle, "real_name": self.name, "deleted": self.deleted,
            "tz": self.tz, "tz_label": self.tz, "tz_offset": int(offset.total_seconds()) if offset else 0,
            "profile": profile, "is_bot": self.is_bot, "is_app_user": False, "is_admin": False, "is_owner": False,
            "is_restricted": self.guest, "is_ultra_restricted": False, "updated": 1,
        }  # fmt: skip
        if self.stranger:
            found |= {"is_stranger": True, "team_id": "T0ELSEWHERE"}
        return found | ({"locale": self.locale} if locale else {})


def _zone(name: str) -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


@dataclass
class Message:
    """What stands in a channel; `only_for` makes it ephemeral."""

    ts: str
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: dict[str, Any] | None = None
    only_for: str | None = None
    broadcast: bool = False
    rev: int = 1
    deleted: bool = False
    bot_id: str | None = None
    files: list[dict[str, Any]] = field(default_factory=list)

    def payload(self, team: str) -> dict[str, Any]:
        """The message as Slack tells it."""
        told: dict[str, Any] = {
            "type": "message", "user": self.user, "ts": self.ts, "text": self.text, "team": team, "blocks": self.blocks,
        }  # fmt: skip
        told |= {"bot_id": self.bot_id} if self.bot_id else {}
        told |= {"thread_ts": self.thread_ts} if self.thread_ts else {}
        return told | ({"files": self.files} if self.files else {})


@dataclass
class Channel:
    """A channel or a direct message (`peer`)."""

    id: str
    team: "Team"
    name: str
    members: set[str] = field(default_factory=set)
    private: bool = False
    archived: bool = False
    peer: str | None = None
    messages: dict[str, Message] = field(default_factory=dict)
    ephemerals: dict[str, Message] = field(default_factory=dict)

    def payload(self, locale: bool = False) -> dict[str, Any]:
        """The channel as conversations.info tells it."""
        kinds = {"is_channel": self.peer is None, "is_im": self.peer is not None, "is_private": self.private}
        told = {"id": self.id, "name": self.name, "is_archived": self.archived, "is_mpim": False} | kinds
        told |= {
            "is_group": self.private and self.peer is None,
            "is_ext_shared": False,
            "context_team_id": self.team.id,
        }
        told |= {"is_member": self.team.bot.id in self.members} if self.peer is None else {"user": self.peer}
        return told | ({"locale": "en-US"} if locale else {})


@dataclass
class Team:
    """A workspace in which the app is installed."""

    id: str
    name: str
    token: str
    scopes: frozenset[str]
    enterprise: str | None = None
    bot_id: str = "B0BATON"
    state: str = "active"  # or token_revoked, account_inactive
    home: bool = True
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)

    @property
    def bot(self) -> Person:
        return next(person for person in self.people.values() if person.is_bot and person.handle == "baton")


@dataclass
class View:
    """A modal or a home tab as one person has it before them, with what they typed."""

    id: str
    hash: str
    team: Team
    user: str
    view: dict[str, Any]
    root: str
    previous: str | None = None
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    rev: int = 1

    def payload(self) -> dict[str, Any]:
        """The view as Slack tells it."""
        known = ("type", "title", "submit", "close", "blocks", "private_metadata", "callback_id", "external_id")
        told = {name: self.view.get(name, "") for name in known if name in self.view or name.endswith("_id")}
        return told | {
            "id": self.id, "hash": self.hash, "team_id": self.team.id, "bot_id": self.team.bot_id, "app_id": "A0BATON",
            "private_metadata": self.view.get("private_metadata", ""), "state": {"values": self.values},
            "root_view_id": self.root, "previous_view_id": self.previous, "app_installed_team_id": self.team.id,
            "notify_on_close": self.view.get("notify_on_close", False),
            "clear_on_close": self.view.get("clear_on_close", False),
        }  # fmt: skip


@dataclass(frozen=True)
class Element:
    """Something in a card or a modal that a person can press or choose from."""

    label: str
    value: str
    action_id: str
    block_id: str
    json: Mapping[str, Any]


@dataclass(frozen=True)
class Seen:
    """One thing on people's screens: a post, an ephemeral one, a modal, a home tab, or Slack's own notice of a failure."""

    id: str
    seq: int
    rev: int
    kind: str  # post, ephemeral, modal, home, notice
    place: str  # the channel's id, "modal", "home"
    people: frozenset[str]
    title: str
    text: str
    elements: tuple[Element, ...] = ()
    ts: str | None = None
    thread: str | None = None
    broadcast: bool = False
    pings: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    alone: str = ""  # the top-level text: what a screen reader reads
    errors: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)  # a modal's inputs: label -> what stands in it

    @property
    def buttons(self) -> dict[str, str]:
        """Label and value of what can be pressed."""
        return {element.label: element.value for element in self.elements}


@dataclass
class Delivery:
    """One request of Slack to the app and what came back; `status` is None when nothing did within three seconds."""

    kind: str  # events_api, slash_commands, interactive
    payload: dict[str, Any]
    send: Callable[["Delivery", int, str], None]
    sleep: Callable[[float], None]
    status: int | None = None
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def ts(self) -> str:
        """The ts of the message an event speaks of."""
        return str(self.payload["event"]["ts"])

    def repeat(self, num: int = 1, reason: str = "http_timeout") -> "Delivery":
        """Send the same again, as Slack does when it believes that it failed."""
        again = Delivery(self.kind, self.payload, self.send, self.sleep)
        self.send(again, num, reason)
        return again

    def insist(self, delays: tuple[float, ...] = (0, 60, 300), reason: str = "connection_failed") -> "Delivery":
        """Retry an event after these delays until it is acknowledged."""
        # https://docs.slack.dev/apis/events-api#error-handling: three retries, at once, after 1 min, after 5 min
        last = self
        for num, delay in enumerate(delays, 1):
            if last.ok or (last.status and last.headers.get("x-slack-no-retry") == "1"):
                break
            self.sleep(delay)
            last = self.repeat(num, reason)
        return last
