"""What the AI bot may answer to what: one set of rules for the callback, the long connection and response_url.

Docs 101031 (passive replies), 101027 (events), 101138 (response_url), 101463 (long connection).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.wecom import templatecards
from tests.wecom.checks import SPENT, check
from tests.wecom.corp import HOUR, MINUTE, Corp, Person, Place, Post, Wrong
from tests.wecom.rendering import Client

MOST_CONTENT = 20480
STREAM_TIME = timedelta(minutes=6)  # ten in later copies of the document: a bot has to manage with six
REPLY_TIME = timedelta(hours=24)
EVENT_TIME = timedelta(seconds=5)
URL_TIME = timedelta(hours=1)


@dataclass
class Trigger:
    """What was delivered to the bot and may be answered."""

    kind: str  # message, enter, click, feedback, poll
    person: Person
    place: Place
    at: datetime
    said: str = ""
    post: Post | None = None
    streams: dict[str, Post] = field(default_factory=dict)
    answered: int = 0


@dataclass
class Stream:
    """A reply that is not finished yet."""

    post: Post
    trigger: Trigger


class Talk:
    """The bot's side of every conversation."""

    def __init__(self, corp: Corp) -> None:
        self.corp = corp
        self.known: set[Place] = set()
        self.open: dict[str, Stream] = {}
        self.urls: dict[str, Trigger] = {}

    def url_code(self, trigger: Trigger) -> str:
        """Make the one-time code of a response_url."""
        code = secrets.token_urlsafe(24)
        self.urls[code] = trigger
        return code

    def active(self, code: str, body: Any) -> None:
        """Answer by response_url: once, within the hour, markdown or a card, never encrypted (doc 101138)."""
        trigger = self.urls.pop(code, None)
        if trigger is None or trigger.at <= self.corp.clock() - URL_TIME:
            raise Wrong(SPENT, "response_url unknown, used, or older than an hour")
        if body.get("msgtype") not in ("markdown", "template_card"):
            raise Wrong(40008, f"invalid message type {body.get('msgtype')!r}")
        self._say(trigger.place, body, quotes=trigger.said if trigger.place.kind == "group" else None)

    def passive(self, trigger: Trigger, body: Mapping[str, Any]) -> None:
        """Take the body of an HTTP answer."""
        match trigger.kind:
            case "message":
                self._reply(trigger, body, ("stream", "template_card", "stream_with_template_card"))
            case "poll":
                self._reply(trigger, body, ("stream",))
            case "enter":
                self.welcome(trigger, body)
            case "click":
                self.update(trigger, body)
            case _:
                raise Wrong(846605, f"nothing may be answered to {trigger.kind}")

    def respond(self, trigger: Trigger, body: Mapping[str, Any]) -> None:
        """Take an aibot_respond_msg frame."""
        if trigger.kind != "message":
            raise Wrong(846605, f"aibot_respond_msg does not answer {trigger.kind}")
        if trigger.at <= self.corp.clock() - REPLY_TIME:
            raise Wrong(846604, "req_id expired")
        if body.get("msgtype") == "stream" and _part(body, "stream").get("msg_item"):
            raise Wrong(40008, "msg_item is not possible on the long connection")
        self._reply(trigger, body, ("stream", "template_card", "markdown"))

    def welcome(self, trigger: Trigger, body: Mapping[str, Any]) -> None:
        """Take a welcome: text or card, within five seconds of enter_chat."""
        if trigger.kind != "enter":
            raise Wrong(846605, "a welcome answers enter_chat only")
        if trigger.at < self.corp.clock() - EVENT_TIME:
            raise Wrong(846604, "req_id expired")
        if body.get("msgtype") not in ("text", "template_card"):
            raise Wrong(40008, f"invalid message type {body.get('msgtype')!r}")
        self._say(trigger.place, body)

    def update(self, trigger: Trigger, body: Mapping[str, Any]) -> None:
        """Replace a card, within five seconds of the click, under the same task_id (doc 101027)."""
        if trigger.kind != "click" or trigger.post is None:
            raise Wrong(846605, "only a click on a card can be answered by another card")
        if trigger.at < self.corp.clock() - EVENT_TIME:
            raise Wrong(846604, "req_id expired")
        if body.get("response_type") != "update_template_card":
            raise Wrong(40008, f"invalid response_type {body.get('response_type')!r}")
        card, old = _part(body, "template_card"), trigger.post.card_of(trigger.person.id) or {}
        check(templatecards.problem(card))
        if card.get("task_id") != old.get("task_id"):
            raise Wrong(40058, f"task_id {card.get('task_id')!r} is not that of the card")
        self._replace(trigger, body, card)

    def _replace(self, trigger: Trigger, body: Mapping[str, Any], card: dict[str, Any]) -> None:
        post = trigger.post
        assert post is not None
        told = body.get("userids")
        if told and trigger.place.kind == "group":
            for id in told:
                if (person := self.corp.by_bot_id(str(id))) is not None:
                    post.faces[person.id] = card
        else:
            post.card, post.faces = card, {}
        trigger.answered += 1
        self.corp.touch(post)

    def push(self, body: Mapping[str, Any]) -> None:
        """Take an aibot_send_msg frame: only where somebody spoke to the bot before."""
        id, kind = str(body.get("chatid") or ""), body.get("msgtype")
        person = self.corp.by_bot_id(id)
        place = Place("group", id) if id in self.corp.groups else Place("bot", person.id if person else id)
        if place not in self.known:
            raise Wrong(93006, "invalid chatid")
        if kind not in ("markdown", "template_card", "image", "file", "voice", "video"):
            raise Wrong(40008, f"invalid message type {kind!r}")
        # One copy of the document allows cards in single chats only: a bot cannot count on more.
        if kind == "template_card" and place.kind == "group":
            raise Wrong(40008, "a card cannot be pushed into a group")
        self._count(place)
        self._say(place, body)

    def _reply(self, trigger: Trigger, body: Mapping[str, Any], possible: tuple[str, ...]) -> None:
        kind = body.get("msgtype")
        if kind not in possible:
            raise Wrong(40008, f"invalid message type {kind!r}")
        if kind in ("stream", "stream_with_template_card"):
            self._stream(trigger, _part(body, "stream"))
        if kind != "stream":
            self._count(trigger.place)
            self._say(trigger.place, body)
        trigger.answered += 1

    def _stream(self, trigger: Trigger, stream: Mapping[str, Any]) -> None:
        id, content, finish = stream.get("id"), stream.get("content", ""), stream.get("finish", False)
        if not isinstance(id, str) or not id:
            raise Wrong(40058, "stream.id is missing")
        if not isinstance(content, str) or (finish and not content):
            raise Wrong(44004, "stream.content is empty")
        if len(content.encode()) > MOST_CONTENT:
            raise Wrong(45002, f"content of {len(content.encode())} bytes, at most {MOST_CONTENT}")
        if stream.get("msg_item") and not finish:
            raise Wrong(40058, "msg_item with the last frame only")
        before = self.open.get(id)
        began = trigger if before is None else before.trigger
        if began.at <= self.corp.clock() - STREAM_TIME:
            self.open.pop(id, None)
            raise Wrong(846608, "stream message update expired")
        shown = before.post if before else trigger.streams.get(id)
        if shown is None:
            self._count(began.place)
            quotes = began.said if began.place.kind == "group" else None
            shown = self.corp.say(began.place, "bot", client="bot", text=content, quotes=quotes)
        elif content != shown.text:
            shown.text = content
            self.corp.touch(shown)
        trigger.streams[id] = shown
        if finish:
            self.open.pop(id, None)
        else:
            self.open[id] = Stream(shown, began)

    def _count(self, place: Place) -> None:
        if not self.corp.windows.take(("bot", place), self.corp.clock(), (30, MINUTE), (1000, HOUR)):
            raise Wrong(45009, "api freq out of limit")

    def _say(self, place: Place, body: Mapping[str, Any], *, quotes: str | None = None) -> None:
        kind = "template_card" if body.get("msgtype") == "stream_with_template_card" else str(body.get("msgtype"))
        part = _part(body, kind)
        if kind == "template_card":
            check(templatecards.problem(part))
            self.corp.say(place, "bot", client="bot", card=part, quotes=quotes)
            return
        content = part.get("content")
        if kind in ("text", "markdown"):
            if not isinstance(content, str) or not content:
                raise Wrong(44004, "content is empty")
            if len(content.encode()) > MOST_CONTENT:
                raise Wrong(45002, f"content of {len(content.encode())} bytes, at most {MOST_CONTENT}")
        client: Client = "text" if kind == "text" else "bot"
        self.corp.say(place, "bot", client=client, text=str(content or f"[{kind}]"), quotes=quotes)


def _part(body: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = body.get(name)
    return found if isinstance(found, dict) else {}
