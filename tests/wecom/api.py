"""The HTTP API under /cgi-bin/: every answer is JSON with errcode and errmsg (doc 90313), status 200."""

import base64
import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.wecom import templatecards
from tests.wecom.corp import DAY, HOUR, MINUTE, Corp, Group, Person, Place, Post, Wrong

TOKEN_SECONDS = 7200
WRONG_SECRETS = 20  # how many are borne before the caller is shut out is not documented
CODE_HOURS = 72
MOST_TEXT, MOST_WEBHOOK, MOST_BOT = 2048, 4096, 20480
# The number for a used or old response_code is not documented; ours is one no list has.
SPENT = 99999

Answer = dict[str, Any]
Query = Mapping[str, str]


@dataclass
class Token:
    """An access token and when it ends."""

    value: str
    until: datetime
    dead: int = 0


@dataclass
class ResponseCode:
    """A right to change cards: 72 h, once (doc 94888)."""

    post: list[Post]
    until: datetime
    used: bool = False


@dataclass(frozen=True)
class Call:
    """One call as it reached the platform."""

    path: str
    at: datetime
    body: Any
    errcode: int


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

    def code_for(self, *posts: Post) -> str:
        """Make a code that may change these cards."""
        code = self.corp.next("RC-") + secrets.token_hex(12)
        self.codes[code] = ResponseCode(list(posts), self.corp.clock() + timedelta(hours=CODE_HOURS))
        return code


class Api:
    """Answers calls; `calls` keeps each of them in order."""

    def __init__(self, corp: Corp, app: App, active_reply: Callable[[str, Any], None]) -> None:
        self.corp = corp
        self.app = app
        self.calls: list[Call] = []
        self._active_reply = active_reply
        self._wrong_secrets: list[datetime] = []
        self._open: dict[str, Callable[[Query, Any], Answer]] = {
            "gettoken": self._gettoken,
            "webhook/send": self._webhook,
            "webhook/upload_media": self._webhook_upload,
            "aibot/response": self._response,
        }
        self._with_token: dict[str, Callable[[Query, Any], Answer]] = {
            "message/send": self._send,
            "message/update_template_card": self._update,
            "message/recall": self._recall,
            "media/upload": self._upload,
            "user/get": self._user,
            "user/list_id": self._user_ids,
            "agent/get": self._agent,
            "menu/create": self._menu,
            "getcallbackip": lambda _query, _body: {"ip_list": ["127.0.0.1"]},
            "get_api_domain_ip": lambda _query, _body: {"ip_list": ["127.0.0.1"]},
        }

    def call(self, path: str, query: Query, body: Any, *, fault: int | None = None) -> Answer:
        """Answer one call."""
        with self.corp.news:
            try:
                if fault is not None:
                    raise Wrong(fault, "as told")
                answer = {"errcode": 0, "errmsg": "ok"} | self._answer(path, query, body)
            except Wrong as wrong:
                self.corp.refuse(path, wrong.code, wrong.why)
                answer = {"errcode": wrong.code, "errmsg": wrong.why}
            self.calls.append(Call(path, self.corp.clock(), body, answer["errcode"]))
            self.corp.news.notify_all()
            return answer

    def _answer(self, path: str, query: Query, body: Any) -> Answer:
        if path in self._open:
            return self._open[path](query, body)
        if path not in self._with_token:
            raise Wrong(40066, "invalid url")
        self._check_token(query)
        return self._with_token[path](query, body)

    def _gettoken(self, query: Query, _body: Any) -> Answer:
        """One token per app, the same until it ends (doc 91039)."""
        now = self.corp.clock()
        self._wrong_secrets = [at for at in self._wrong_secrets if at > now - HOUR]
        if len(self._wrong_secrets) > WRONG_SECRETS:
            raise Wrong(45009, "api freq out of limit")
        if query.get("corpid") != self.corp.id:
            raise Wrong(40013, "invalid corpid")
        if query.get("corpsecret") != self.app.secret:
            self._wrong_secrets.append(now)
            raise Wrong(40001, "invalid credential")
        token = self.app.token
        if token is None or token.until <= now:
            if token is not None:
                self.app.gone[token.value] = 42001
            value = self.corp.next("token-") + secrets.token_urlsafe(40)
            token = self.app.token = Token(value, now + timedelta(seconds=TOKEN_SECONDS))
        return {"access_token": token.value, "expires_in": int((token.until - now).total_seconds())}

    def _check_token(self, query: Query) -> None:
        value, token = query.get("access_token", ""), self.app.token
        if not value:
            raise Wrong(41001, "access_token missing")
        if value in self.app.gone:
            raise Wrong(self.app.gone[value], "access_token expired")
        if token is None or value != token.value:
            raise Wrong(40014, "invalid access_token")
        if token.until <= self.corp.clock():
            raise Wrong(42001, "access_token expired")
        if not self.app.trusted:
            raise Wrong(60020, "not allow to access from your ip, from ip: 127.0.0.1")

    def _send(self, _query: Query, body: Any) -> Answer:
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
                content = _filled(part).encode()[:MOST_TEXT].decode(errors="ignore")  # what is over is cut
                return {"text": content, "client": "app"}
            case "markdown":
                return {"text": _within(part, MOST_TEXT), "client": "app"}
            case "template_card":
                _check(templatecards.problem(part))
                return {"card": part, "client": "app"}
            case "image":
                return {"picture": self._medium(part, "image"), "client": "app"}
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

    def _update(self, _query: Query, body: Any) -> Answer:
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
            _check(templatecards.problem({"task_id": "t"} | card))
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

    def _recall(self, _query: Query, body: Any) -> Answer:
        posts = self.app.sent.get(str(body.get("msgid")))
        if posts is None:
            raise Wrong(42052, "msgid unknown")
        for post in posts:
            if post.at <= self.corp.clock() - DAY:
                raise Wrong(42052, "older than 24 hours")
            post.recalled = True
        return {}

    def _upload(self, query: Query, body: Any) -> Answer:
        kind, data = query.get("type", ""), body if isinstance(body, bytes) else b""
        most = {"image": 10 << 20, "voice": 2 << 20, "video": 10 << 20, "file": 20 << 20}.get(kind)
        if most is None:
            raise Wrong(40004, f"invalid media type {kind!r}")
        if not 5 < len(data) <= most:
            raise Wrong(40006 if data else 41005, f"{len(data)} bytes, more than 5 and at most {most} are possible")
        if kind == "image":
            _check_picture(data)
        id = self.corp.next("MEDIA")
        self.app.media[id] = (kind, data, self.corp.clock() + timedelta(days=3))
        return {"type": kind, "media_id": id, "created_at": str(int(self.corp.clock().timestamp()))}

    def _medium(self, part: Any, kind: str) -> bytes:
        known = self.app.media.get(str(part.get("media_id")))
        if known is None or known[0] != kind or known[2] <= self.corp.clock():
            raise Wrong(40007, "invalid media_id")
        return known[1]

    def _user(self, query: Query, _body: Any) -> Answer:
        person = self.corp.by_id(query.get("userid", ""))
        if person is None:
            raise Wrong(60111, "userid not found")
        if not person.in_range:
            raise Wrong(60011, "no privilege to access/modify contact/party/agent")
        # Since 2022-06-20 without avatar, gender, mobile, e-mail (doc 90196).
        return {"userid": person.id, "name": person.name, "department": [1], "status": 1}

    def _user_ids(self, _query: Query, _body: Any) -> Answer:
        return {"dept_user": [{"userid": id, "department": 1} for id in self.corp.people]}

    def _agent(self, query: Query, _body: Any) -> Answer:
        if query.get("agentid") != str(self.app.agent_id):
            raise Wrong(40056, "invalid agentid")
        allowed = [{"userid": person.id} for person in self.corp.people.values() if person.in_range]
        return {"agentid": self.app.agent_id, "name": "Baton", "allow_userinfos": {"user": allowed}, "close": 0}

    def _menu(self, query: Query, body: Any) -> Answer:
        if query.get("agentid") != str(self.app.agent_id):
            raise Wrong(40056, "invalid agentid")
        buttons = body.get("button") or []
        if not 1 <= len(buttons) <= 3:
            raise Wrong(40017, "a menu has one to three buttons")
        for button in buttons:
            parts = button.get("sub_button") or [button]
            if len(parts) > 5:
                raise Wrong(40023, "a menu's button has at most five entries")
            if len(str(button.get("name") or "").encode()) > 16 or not button.get("name"):
                raise Wrong(40018, "a button's name has 1 to 16 bytes")
            if any(part.get("type") == "click" and len(str(part.get("key")).encode()) > 128 for part in parts):
                raise Wrong(40019, "a key has at most 128 bytes")
        self.app.menu = body
        return {}

    def _webhook(self, query: Query, body: Any) -> Answer:
        """Say something in the group a key belongs to, 20 times a minute (docs 91770, 99110)."""
        group, name = self._robot(query)
        kind = body.get("msgtype")
        part = body.get(kind) if isinstance(kind, str) else None
        if not isinstance(part, dict):
            raise Wrong(40008, f"invalid message type {kind!r}")
        what: dict[str, Any] = {"client": "webhook"}
        match kind:
            case "text":
                what |= {"text": _within(part, MOST_TEXT), "called": self._called(part, group)}
            case "markdown":
                what["text"] = _within(part, MOST_WEBHOOK)
            case "markdown_v2":
                what |= {"text": _within(part, MOST_WEBHOOK), "client": "webhook_v2"}
            case "image":
                what["picture"] = _picture(part)
            case "news":
                articles = part.get("articles") or []
                if not 1 <= len(articles) <= 8 or not all(a.get("title") and a.get("url") for a in articles):
                    raise Wrong(40058, "news needs one to eight articles with title and url")
                what["text"] = "\n".join(article["title"] for article in articles)
            case "template_card":
                _check(templatecards.problem(part, allowed=templatecards.NOTICES))
                what["card"] = part
            case _:
                raise Wrong(40008, f"invalid message type {kind!r}")
        if not self.corp.windows.take(("webhook", query["key"]), self.corp.clock(), (20, MINUTE)):
            raise Wrong(45009, "api freq out of limit")
        self.corp.say(Place("group", group.id), f"webhook:{name}", **what)
        return {}

    def _robot(self, query: Query) -> tuple[Group, str]:
        key = query.get("key", "")
        for group in self.corp.groups.values():
            for name, known in group.webhooks.items():
                if key and key == known:
                    return group, name
        raise Wrong(93000, "invalid webhook url")

    def _called(self, part: Any, group: Group) -> frozenset[str]:
        """Only the list calls people; an @ in the text is just a character."""
        listed = [str(id).casefold() for id in part.get("mentioned_list") or []]
        return frozenset(id for id in group.members if "@all" in listed or id.casefold() in listed)

    def _webhook_upload(self, query: Query, body: Any) -> Answer:
        self._robot(query)
        if query.get("type") not in ("file", "voice"):
            raise Wrong(40004, "invalid media type")
        return self._upload(query, body)

    def _response(self, query: Query, body: Any) -> Answer:
        self._active_reply(query.get("response_code", ""), body)
        return {}


def _filled(part: Any) -> str:
    content = part.get("content")
    if not isinstance(content, str) or not content:
        raise Wrong(44004, "text content empty")
    return content


def _within(part: Any, most: int) -> str:
    content = _filled(part)
    if len(content.encode()) > most:
        raise Wrong(40058, f"content exceeds max length: {len(content.encode())} bytes, at most {most}")
    return content


def _check(found: tuple[int, str] | None) -> None:
    if found is not None:
        raise Wrong(*found)


def _picture(part: Any) -> bytes:
    try:
        data = base64.b64decode(part.get("base64") or "", validate=True)
    except ValueError as error:
        raise Wrong(40009, "invalid image") from error
    if not data or len(data) > 2 << 20:
        raise Wrong(40009, f"a picture of {len(data)} bytes, at most 2 MB are possible")
    _check_picture(data)
    if hashlib.md5(data).hexdigest() != part.get("md5"):
        raise Wrong(301019, "media md5 not match")
    return data


def _check_picture(data: bytes) -> None:
    if not data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        raise Wrong(40009, "neither PNG nor JPG")
