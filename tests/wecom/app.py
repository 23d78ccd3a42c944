"""The self-built app: its token, its codes, and what it may say to whom (docs 90236, 94888)."""

import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.wecom import templatecards
from tests.wecom.checks import MOST_TEXT, SPENT, Answer, Query, check, filled, within
from tests.wecom.corp import DAY, HOUR, MINUTE, Corp, Person, Place, Post, Wrong

CODE_HOURS = 72


@dataclass
class Token:
    """An access token and when it ends."""

    value: str
    until: datetime


@dataclass
class ResponseCode:
    """A right to change cards: 72 h, once (doc 94888)."""

    post: list[Post]
    until: datetime
    used: bool = False


@dataclass
class App:
    """The self-built app: its credentials, its visible range is each person's `in_range`."""

    corp: Corp
    agent_id: int
    secret: str
    trusted: bool = True
    token: Token | None = None
    gone: dict[str, int] = field(default_factory=dict)
    codes: dict[str, ResponseCode] = field(default_factory=dict)
    tasks: set[str] = field(default_factory=set)
    media: dict[str, tuple[str, bytes, datetime]] = field(default_factory=dict)
    sent: dict[str, list[Post]] = field(default_factory=dict)
    repeats: dict[tuple[str, str], datetime] = field(default_factory=dict)
    menu: Any = None

    def expire(self, code: int = 42001) -> None:
        """Let the token die before its time."""
        with self.corp.guard:
            if self.token is not None:
                self.gone[self.token.value] = code
                self.token = None

    def together(self, post: Post) -> list[Post]:
        """Everybody's copy of the message this post is one copy of."""
        return next((posts for posts in self.sent.values() if any(one is post for one in posts)), [post])

    def code_for(self, *posts: Post) -> str:
        """Make a code that may change these cards."""
        code = self.corp.next("RC-") + secrets.token_hex(12)
        self.codes[code] = ResponseCode(list(posts), self.corp.clock() + timedelta(hours=CODE_HOURS))
        return code


class Messages:
    """What the app says: sent, changed, taken back."""

    def __init__(self, corp: Corp, app: App) -> None:
        self.corp = corp
        self.app = app

    def send(self, _query: Query, body: Any) -> Answer:
        """Say something to persons in the app's chat (doc 90236)."""
        if body.get("agentid") != self.app.agent_id:
            raise Wrong(40056, "invalid agentid")
        people, answer = self._recipients(body)
        kind = body.get("msgtype")
        what = self._content(kind, body)
        if body.get("enable_duplicate_check") and self._just_said(body):
            return answer | {"msgid": self.corp.next("MSG")}
        if not self.corp.windows.take(
            "account", self.corp.clock(), (self.corp.accounts * 200, DAY), number=len(people)
        ):
            raise Wrong(45009, "api freq out of limit: 200 person-times a day and account")
        if kind == "template_card" and body["template_card"].get("task_id"):
            self._new_task(body["template_card"]["task_id"])
        posts = [post for person in people if (post := self._show(person, **what)) is not None]
        msgid = self.corp.next("MSG")
        self.app.sent[msgid] = posts
        answer["msgid"] = msgid
        card = what.get("card")
        if card and (card["card_type"] in templatecards.INTERACTIVE or card.get("action_menu")):
            answer["response_code"] = self.app.code_for(*posts)
        return answer

    def _recipients(self, body: Any) -> tuple[list[Person], Answer]:
        told = str(body.get("touser") or "")
        if not told:
            raise Wrong(82001, "all touser & toparty & totag empty")
        ids = list(self.corp.people) if told == "@all" else [id for id in told.split("|") if id]
        if len(ids) > 1000:
            raise Wrong(40032, "at most 1000 persons")
        people, invalid, unlicensed = self.corp.resolve(ids)
        if told == "@all":
            return people, {}
        if not people:
            raise Wrong(81013, "user & party & tag all invalid")
        lists = {"invaliduser": invalid, "unlicenseduser": unlicensed}
        return people, {name: "|".join(found) for name, found in lists.items() if found}

    def _content(self, kind: Any, body: Any) -> dict[str, Any]:
        part = body.get(kind) if isinstance(kind, str) else None
        if not isinstance(part, dict):
            raise Wrong(40008, f"invalid message type {kind!r}")
        match kind:
            case "text":
                content = filled(part).encode()[:MOST_TEXT].decode(errors="ignore")  # what is over is cut
                return {"text": content, "client": "text"}
            case "markdown":
                return {"text": within(part, MOST_TEXT), "client": "app"}
            case "template_card":
                check(templatecards.problem(part))
                return {"card": part, "client": "app"}
            case "image":
                return {"picture": self._picture(part), "client": "app"}
        raise Wrong(40008, f"invalid message type {kind!r}")

    def _just_said(self, body: Any) -> bool:
        """Whether the same was said within the interval: then nobody gets it again (doc 90236)."""
        interval = timedelta(seconds=min(int(body.get("duplicate_check_interval", 1800)), 14400))
        key = (str(body["touser"]), json.dumps(body[body["msgtype"]], sort_keys=True))
        now, before = self.corp.clock(), self.app.repeats.get(key)
        self.app.repeats[key] = now
        if before is None or before <= now - interval:
            return False
        self.corp.drop(str(body["touser"]), "duplicate", key[1])
        return True

    def _new_task(self, task: str) -> None:
        if task in self.app.tasks:
            raise Wrong(40058, f"task_id {task!r} was used before")
        self.app.tasks.add(task)

    def _show(self, person: Person, **what: Any) -> Post | None:
        """Show it unless the member has had 30 in a minute or 1000 in an hour: then it vanishes (doc 90236)."""
        if not self.corp.windows.take(("member", person.id), self.corp.clock(), (30, MINUTE), (1000, HOUR)):
            self.corp.drop(person.id, "member limit", str(what.get("text") or what.get("card") or ""))
            return None
        return self.corp.say(Place("app", person.id), "app", **what)

    def update(self, _query: Query, body: Any) -> Answer:
        """Change cards by a response_code (doc 94888)."""
        if body.get("agentid") != self.app.agent_id:
            raise Wrong(40056, "invalid agentid")
        code = self.app.codes.get(str(body.get("response_code")))
        if code is None or code.used or code.until <= self.corp.clock():
            raise Wrong(SPENT, "response_code unknown, used, or older than 72 hours")
        ids = [post.place.id for post in code.post] if body.get("atall") else body.get("userids")
        if not isinstance(ids, list) or not ids:
            raise Wrong(82001, "nobody to change a card for")
        card, button = body.get("template_card"), body.get("button")
        if isinstance(card, dict):
            check(templatecards.problem({"task_id": "t"} | card))
        elif not isinstance(button, dict) or not button.get("replace_name"):
            raise Wrong(40058, "neither template_card nor button.replace_name")
        code.used = True
        people, invalid, _ = self.corp.resolve(ids)
        for post in code.post:
            if post.place.id in {person.id for person in people}:
                self.change(post, card, None if card else button["replace_name"])
        return {"invaliduser": invalid} if invalid else {}

    def change(self, post: Post, card: Any, name: str | None) -> None:
        """Show another card, or a grey button, to the one who has this post."""
        viewer = post.place.id
        if card is not None:
            old = post.card_of(viewer) or {}
            post.faces[viewer] = {"task_id": old.get("task_id")} | card
            post.replaced.pop(viewer, None)
        elif name is not None:
            post.replaced[viewer] = name
        self.corp.touch(post)

    def recall(self, _query: Query, body: Any) -> Answer:
        posts = self.app.sent.get(str(body.get("msgid")))
        if posts is None:
            raise Wrong(42052, "msgid unknown")
        for post in posts:
            if post.at <= self.corp.clock() - DAY:
                raise Wrong(42052, "older than 24 hours")
            post.recalled = True
        return {}

    def _picture(self, part: Any) -> bytes:
        known = self.app.media.get(str(part.get("media_id")))
        if known is None or known[0] != "image" or known[2] <= self.corp.clock():
            raise Wrong(40007, "invalid media_id")
        return known[1]
