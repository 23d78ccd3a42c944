"""Reads what WeCom sends: the AI bot's messages and clicks, the app's messages, menus and clicks."""

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from bot.wecom.codec import Malformed
from bot.wecom.keys import QUESTION, command_of, is_word
from handlers.message import Message, Route
from sales.clean import clean_text

BOT = "wecom-bot"
APP = "wecom-app"
# Who may read along in a group is not who was answered: such answers go to the person, by the app if they have it.
ASIDE = (APP, BOT)
# Said for whoever says nothing; to somebody we do not know it tells the language.
HELLO = "帮助"
DAY_SECONDS = 86_400
# Some clients put a thin or a fixed space after a mention, and people none at all.
SPACES = r"[\s\u2005\u00a0\u3000]"
LINE_START = re.compile(r"^[ \t\u3000]+", re.MULTILINE)
FIRST_MENTION = re.compile(rf"^{SPACES}*[@＠][^\s\u2005@＠]+(?:{SPACES}+|$)")


def without_mentions(text: str, names: Sequence[str]) -> str:
    """Take the bot's names out of a text, wherever they stand: WeCom sends a mention as plain text."""
    found = _mention(tuple(names)).sub(" ", text) if names else text
    return clean_text(LINE_START.sub("", found))


@lru_cache(maxsize=8)
def _mention(names: tuple[str, ...]) -> re.Pattern[str]:
    # Not "Batonic", not the mail of somebody@baton.com; but a Chinese word may follow at once.
    ends = "|".join(re.escape(name) + (r"(?![A-Za-z0-9_])" if name[-1].isascii() else "") for name in names)
    return re.compile(rf"(?<![A-Za-z0-9_.])[@＠](?:{ends}){SPACES}?[,，:：]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BotReader:
    """Reads what people do with the AI bot, by callback and by long connection alike."""

    tenant: str
    names: tuple[str, ...]
    secret: bytes
    api: str

    def read(self, body: Mapping[str, Any], *, req_id: str = "") -> Message | None:
        """Turn a body into a message; None for what needs no answer, Malformed for what lacks a field."""
        kind = _word(body, "msgtype")
        if kind == "event":
            return self._event(body, req_id)
        if kind == "stream":
            return None
        text = "\n".join(self._texts(body))
        said = without_mentions(text, self.names)
        room = _word(body, "chatid") if body.get("chattype") == "group" else None
        if room is not None and said == clean_text(text):
            # It was mentioned, or it would not have been told; by a name that is not configured, then.
            said = clean_text(FIRST_MENTION.sub("", text))
        message = self._message(body, "message", said or HELLO, req_id, delivery=_word(body, "msgid"))
        return replace(message, pressed=not said)

    @staticmethod
    def polled(body: Mapping[str, Any]) -> str:
        """Return the stream a poll asks for."""
        return _word(body, "stream", "id")

    def _event(self, body: Mapping[str, Any], req_id: str) -> Message | None:
        event = _part(body, "event")
        match _word(event, "eventtype"):
            case "enter_chat":
                hello = self._message(body, "welcome", HELLO, req_id, delivery=_word(body, "msgid"))
                return replace(hello, pressed=True)
            case "template_card_event":
                click = event.get("template_card_event")
                return self._click(body, click if isinstance(click, Mapping) else event, req_id)
        return None

    def _click(self, body: Mapping[str, Any], click: Mapping[str, Any], req_id: str) -> Message:
        task, key, user = _word(click, "task_id"), _word(click, "event_key"), _word(body, "from", "userid")
        fields = dict(
            _selected(click.get("selected_items"), "selected_item", "question_key", "option_ids", "option_id")
        )
        # A choice is overwritten by the next one: a second click does no harm, and its key must not give it away.
        delivery = _word(body, "msgid") if fields else _sealed(self.secret, task, user, key)
        text, fields = _chosen(key, fields)
        message = self._message(body, "click", text, req_id, delivery=delivery, task=task)
        return replace(message, fields=fields, pressed=True)

    def _message(self, body: Mapping[str, Any], kind: str, text: str, req_id: str, **more: str) -> Message:
        room = _word(body, "chatid") if body.get("chattype") == "group" else None
        url, user = body.get("response_url"), _word(body, "from", "userid")
        data = {"kind": kind, "req_id": req_id, "task": more.get("task", "")}
        # We post to it later: it must lead to WeCom and nowhere else.
        ours = isinstance(url, str) and url.startswith(f"{self.api.rstrip('/')}/")
        msgid = body.get("msgid")
        data |= {"response_url": str(url) if ours else "", "msgid": msgid if is_word(msgid) else more["delivery"]}
        route = Route(
            carries=True,
            repeats=not req_id,
            cards=True,
            aside=ASIDE if room is not None and kind == "message" else (),
            data={name: value for name, value in data.items() if value},
        )
        return Message(BOT, self.tenant, more["delivery"], user, text, room=room, route=route)

    @staticmethod
    def _texts(body: Mapping[str, Any]) -> Iterable[str]:
        """What was typed or spoken; what was quoted or forwarded along is somebody else's word, and only data."""
        match body["msgtype"]:
            case "text":
                yield _typed(body, "text")
            case "voice":
                yield _typed(body, "voice")
            case "mixed":
                for item in _list(_part(body, "mixed").get("msg_item")):
                    if item.get("msgtype") == "text":
                        yield _typed(item, "text")


@dataclass(frozen=True, slots=True)
class AppReader:
    """Reads what people do with the company's own app, always in private."""

    tenant: str
    secret: bytes

    def read(self, fields: Mapping[str, Any], raw: bytes) -> Message | None:
        """Turn a callback's fields into a message; `raw` is the XML they stood in."""
        user, kind = _word(fields, "FromUserName"), _word(fields, "MsgType")
        if kind == "event":
            return self._event(fields, user, raw)
        if kind not in ("text", "image", "voice", "video", "location", "link"):
            return None
        text = clean_text(_free(fields, "Content")) if kind == "text" else ""
        message = Message(APP, self.tenant, _word(fields, "MsgId"), user, text or HELLO)
        return replace(message, pressed=not text)

    def _event(self, fields: Mapping[str, Any], user: str, raw: bytes) -> Message | None:
        match _word(fields, "Event").lower():
            case "click":
                text, delivery = _word(fields, "EventKey"), hashlib.sha256(raw).hexdigest()
                return Message(APP, self.tenant, delivery, user, command_of(text), pressed=True)
            case "enter_agent" | "subscribe":
                # Opening the app is no question: it greets once a day, as the bot's own enter_chat does.
                day = int(_number(fields, "CreateTime")) // DAY_SECONDS
                return Message(APP, self.tenant, f"enter:{user}:{day}", user, HELLO, pressed=True)
            case "template_card_event":
                return self._click(fields, user, raw)
        return None

    def _click(self, fields: Mapping[str, Any], user: str, raw: bytes) -> Message:
        key, task = _word(fields, "EventKey"), _word(fields, "TaskId")
        chosen = dict(_selected(fields.get("SelectedItems"), "SelectedItem", "QuestionKey", "OptionIds", "OptionId"))
        delivery = _sealed(self.secret, raw.hex()) if chosen else _sealed(self.secret, task, user, key)
        code = fields.get("ResponseCode")
        data = {"kind": "click", "task": task, "response_code": code if is_word(code) else ""}
        route = Route(data={name: value for name, value in data.items() if value})
        text, fields = _chosen(key, chosen)
        return Message(APP, self.tenant, delivery, user, text, fields=fields, pressed=True, route=route)


def _chosen(key: str, fields: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The command line of a click: that of the button, or of the choice where the choices are commands."""
    if command_of(key) == QUESTION and set(fields) == {QUESTION}:
        return command_of(fields[QUESTION]), {}
    return command_of(key), fields


def _selected(items: object, one: str, question: str, options: str, option: str) -> Iterable[tuple[str, str]]:
    """What was chosen, as a form's fields; a single thing is not in a list after XML."""
    for item in _list(items.get(one) if isinstance(items, Mapping) else None):
        chosen = item.get(options)
        ids = chosen.get(option) if isinstance(chosen, Mapping) else None
        listed = [ids] if isinstance(ids, str) else ids or []
        if not isinstance(listed, list) or not all(map(is_word, listed)):
            raise Malformed(option)
        yield _word(item, question), ", ".join(listed)


def _sealed(secret: bytes, *parts: str) -> str:
    """A delivery's key that says nothing of what was pressed, to whoever reads the store or a log."""
    return hmac.new(secret, "\n".join(parts).encode(), hashlib.sha256).hexdigest()


def _part(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = body.get(name)
    if not isinstance(found, Mapping):
        raise Malformed(name)
    return found


def _word(body: Mapping[str, Any], *path: str) -> str:
    """The word at the end of a path, by which people and things are known: it can be stored as it is."""
    for name in path[:-1]:
        body = _part(body, name)
    found = body.get(path[-1])
    if not is_word(found):
        raise Malformed(path[-1])
    return found


def _typed(body: Mapping[str, Any], kind: str) -> str:
    return _free(_part(body, kind), "content")


def _free(body: Mapping[str, Any], name: str) -> str:
    """What somebody typed, and nothing where they typed nothing."""
    found = body.get(name)
    if not isinstance(found, str | None):
        raise Malformed(name)
    return found or ""


def _number(body: Mapping[str, Any], name: str) -> str:
    found = _word(body, name)
    if not re.fullmatch("[0-9]{1,12}", found):
        raise Malformed(name)
    return found


def _list(found: object) -> list[Mapping[str, Any]]:
    items: list[Any] = found if isinstance(found, list) else [] if found is None else [found]
    if not all(isinstance(item, Mapping) for item in items):
        raise Malformed("items")
    return items
