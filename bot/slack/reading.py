"""Reads what Slack sends, by HTTP and by socket alike; knows Slack's names and nothing of ours."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.slack.texts import plain
from handlers.message import Message, Route

DOOR = "slack"
# What a bot does, and what is about a message instead of one, is not for us.
SUBTYPES = ("", "file_share", "thread_broadcast")
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,254}", re.ASCII)
SLACKBOT = "USLACKBOT"
LONGEST_TYPED = 2_900
LEAD, PROGRESS = "make_lead", "log_progress"
FORM = "form"

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in Slack which nobody said to us: home, person, joined or gone."""

    kind: str
    tenant: str = ""
    delivery: str = ""
    user: str = ""
    channel: str = ""
    about: Body = field(default_factory=dict)


def tenant_of(enterprise: str, team: str) -> str:
    """Return what a workspace is called in our store; one of an enterprise carries its id."""
    return f"{enterprise}:{team}" if enterprise else team


def read(body: Body) -> Message | Event | None:
    """Return what a person said or did, or what happened; None for everything that is not for us."""
    kind = _text(body, "type")
    if kind in READERS:
        return READERS[kind](body)
    return _command(body) if _text(body, "command") else None


def outside(body: Body) -> bool:
    """Whether who speaks belongs to another organisation than the workspace the payload is for."""
    event = _map(body, "event")
    theirs = _text(event, "user_team") or _text(_map(body, "user"), "team_id") or _text(event, "team")
    return bool(theirs) and theirs not in (_team(body), _enterprise(body))


def _event(body: Body) -> Message | Event | None:
    event, delivery = _map(body, "event"), _text(body, "event_id")
    kind = _text(event, "type")
    if kind in ("message", "app_mention"):
        return _said(body, event)
    if kind not in EVENTS or not ID.fullmatch(delivery) or not ID.fullmatch(_team(body)):
        return None
    found = EVENTS[kind](body, event)
    if found is None or not all(ID.fullmatch(id) for id in (found.user, found.channel) if id):
        return None
    return replace(found, tenant=_tenant(body), delivery=delivery)


def _home(_body: Body, event: Body) -> Event | None:
    user = _text(event, "user")
    return Event("home", user=user) if user and _text(event, "tab") == "home" else None


def _person(_body: Body, event: Body) -> Event | None:
    person = _map(event, "user")
    return Event("person", user=_text(person, "id"), about=person) if _text(person, "id") else None


def _joined(body: Body, event: Body) -> Event | None:
    """We were added to a channel; who else comes there is no matter of ours."""
    if _text(event, "user") != _bot(body):
        return None
    return Event("joined", user=_text(event, "inviter"), channel=_text(event, "channel"))


def _uninstalled(_body: Body, _event: Body) -> Event | None:
    return Event("gone")


def _revoked(_body: Body, event: Body) -> Event | None:
    return Event("gone") if _map(event, "tokens").get("bot") else None


EVENTS: Mapping[str, Callable[[Body, Body], Event | None]] = {
    "app_home_opened": _home,
    "user_change": _person,
    "member_joined_channel": _joined,
    "app_uninstalled": _uninstalled,
    "tokens_revoked": _revoked,
}


def _said(body: Body, event: Body) -> Message | None:
    """A message to us: in private, or in a channel where it names us. What is edited later is not read again."""
    user, channel, ts = _text(event, "user"), _text(event, "channel"), _text(event, "ts")
    if _text(event, "subtype") not in SUBTYPES or event.get("bot_id") or event.get("edited"):
        return None
    private, text, bot = _private(channel, _text(event, "channel_type")), _text(event, "text"), _bot(body)
    named = _text(event, "type") == "app_mention" or (bool(bot) and f"<@{bot}>" in text)
    if user in (SLACKBOT, bot) or not (private or named):
        return None
    thread = _text(event, "thread_ts")
    return _message(
        body,
        sender=user,
        channel="" if private else channel,
        delivery=f"{channel}.{ts}" if channel and ts else "",
        text=_addressed(text, bot, mentioned=not private),
        thread=thread if thread != ts else "",
    )


def _command(body: Body) -> Message | None:
    """A slash command; its answer is the body of the acknowledgement."""
    channel = _text(body, "channel_id")
    return _message(
        body,
        sender=_text(body, "user_id"),
        channel="" if _private(channel, _text(body, "channel_name")) else channel,
        delivery=_text(body, "trigger_id"),
        text=plain(_text(body, "text")).strip() or "help",
        route=Route(carries=True, form=True, repeats=True, data=_route(body)),
    )


def _pressed(body: Body) -> Message | None:
    """A button that was pressed, or something chosen from a menu."""
    actions = body.get("actions")
    action = actions[0] if isinstance(actions, list) and actions and isinstance(actions[0], Mapping) else {}
    line = _value(action)
    if not line or _text(action, "url"):
        return None
    box, message = _map(body, "container"), _map(body, "message")
    channel = _text(_map(body, "channel"), "id") or _text(box, "channel_id")
    private = _private(channel, _text(_map(body, "channel"), "name"))
    ephemeral = box.get("is_ephemeral") is True
    thread = _text(box, "thread_ts") or _text(message, "thread_ts")
    return _message(
        body,
        sender=_text(_map(body, "user"), "id"),
        channel="" if private else channel,
        delivery=_text(body, "trigger_id"),
        text=line,
        # What is pressed on a card goes on in the thread the card begins.
        thread=thread or ("" if ephemeral else _text(box, "message_ts") or _text(message, "ts")),
        pressed=True,
        route=Route(form=True, data=_route(body)),
    )


def _submitted(body: Body) -> Message | None:
    """A form that was filled in; where it was asked for stands in what it carries along."""
    view = _map(body, "view")
    carried = carried_by(view)
    line, id = _text(carried, "command"), _text(view, "id")
    if not line or not id:
        return None
    return _message(
        body,
        sender=_text(_map(body, "user"), "id"),
        channel=_text(carried, "room"),
        delivery=f"{id}.{_text(view, 'hash')}",
        text=line,
        fields=_fields(view),
        thread=_text(carried, "thread"),
        pressed=True,
        route=Route(form=True, refuses=True),
        permalink=_text(carried, "permalink"),
    )


def _shortcut(body: Body) -> Message | None:
    """A shortcut opens a form; one on a message takes the message along."""
    wanted = _text(body, "callback_id")
    if wanted not in (LEAD, PROGRESS):
        return None
    channel = _text(_map(body, "channel"), "id")
    return _message(
        body,
        sender=_text(_map(body, "user"), "id"),
        channel="" if _private(channel, _text(_map(body, "channel"), "name")) else channel,
        delivery=_text(body, "trigger_id"),
        text="form new" if wanted == LEAD else "form progress",
        pressed=True,
        route=Route(form=True, data=_route(body)),
        permalink=_permalink(body, channel),
    )


READERS: Mapping[str, Callable[[Body], Message | Event | None]] = {
    "event_callback": _event,
    "block_actions": _pressed,
    "view_submission": _submitted,
    "shortcut": _shortcut,
    "message_action": _shortcut,
}


def carried_by(view: Body) -> Body:
    """Return what a form carries along: the command it fills in, and where it was asked for."""
    try:
        carried = json.loads(_text(view, "private_metadata") or "{}")
    except (ValueError, RecursionError):
        return {}
    return carried if isinstance(carried, Mapping) else {}


def first_field(body: Body) -> str | None:
    """Return the first field of a submitted form, where anything can be said to who filled it in."""
    view = _map(body, "view")
    blocks = view.get("blocks")
    inputs = [block for block in blocks if isinstance(block, Mapping)] if isinstance(blocks, list) else []
    named = [_text(block, "block_id") for block in inputs if block.get("type") == "input"]
    return next(filter(None, [*named, *_fields(view, empty=True)]), None)


def fields_of(body: Body) -> set[str]:
    """Return the fields a submitted form has."""
    return set(_fields(_map(body, "view"), empty=True))


def message_of(body: Body) -> str:
    """Return the text of the message a shortcut was used on, short enough to be a form's field."""
    return plain(_text(_map(body, "message"), "text"))[:LONGEST_TYPED]


def _message(
    body: Body,
    *,
    sender: str,
    channel: str,
    delivery: str,
    text: str,
    thread: str = "",
    fields: Mapping[str, str] | None = None,
    pressed: bool = False,
    route: Route | None = None,
    permalink: str = "",
) -> Message | None:
    """A message whose names are all of the kind Slack gives, else nothing."""
    needed, more = (sender, delivery, _team(body)), (channel, thread)
    if not all(ID.fullmatch(id) for id in (*needed, *filter(None, more))):
        return None
    return Message(
        door=DOOR,
        tenant=_tenant(body),
        delivery=delivery,
        sender=sender,
        text=text,
        room=channel or None,
        thread=thread if thread and channel else None,
        fields=fields or {},
        pressed=pressed,
        route=route or Route(),
        permalink=permalink,
    )


def _fields(view: Body, *, empty: bool = False) -> dict[str, str]:
    """What was filled in, by the name of its block."""
    values = _map(_map(view, "state"), "values")
    found: dict[str, str] = {}
    for name, elements in values.items():
        for element in elements.values() if isinstance(elements, Mapping) else ():
            said = _value(element) if isinstance(element, Mapping) else ""
            if said or empty:
                found[str(name)] = said
    return found


def _value(element: Body) -> str:
    """What an element of a form or a message stands for now."""
    chosen = element.get("selected_options")
    if isinstance(chosen, list):
        return ", ".join(_text(option, "value") for option in chosen if isinstance(option, Mapping))
    names = ("value", "selected_date", "selected_time", "selected_user", "selected_conversation", "selected_channel")
    said = next(filter(None, (_text(element, name) for name in names)), "")
    return said or _text(_map(element, "selected_option"), "value")


def _addressed(text: str, bot: str, *, mentioned: bool) -> str:
    """What was said to us, without our own name: where it stands does not matter."""
    if bot:
        text = re.sub(rf"\s*<@{bot}(?:\|[^>]*)?>[\s,，:：]*", " ", text)
    elif mentioned:  # which of the names is ours is not told: the first is
        text = re.sub(r"^[^<]*<@[A-Z0-9]+(?:\|[^>]*)?>[\s,，:：]*", "", text, count=1)
    return plain(text).strip() or "help"


def _route(body: Body) -> dict[str, str]:
    """Where this very delivery can be answered besides its response."""
    url = _text(body, "response_url")
    return {"response_url": url} if url else {}


def _permalink(body: Body, channel: str) -> str:
    """The address of the message a shortcut was used on."""
    domain, at = _text(_map(body, "team"), "domain"), _text(_map(body, "message"), "ts")
    known = all(ID.fullmatch(part) for part in (domain, channel, at))
    return f"https://{domain}.slack.com/archives/{channel}/p{at.replace('.', '')}" if known else ""


def _private(channel: str, kind: str) -> bool:
    """Whether nobody but us two is there: a conversation of ours, or one with somebody else that we cannot see."""
    return not channel or channel.startswith("D") or kind in ("im", "app_home", "directmessage")


def _tenant(body: Body) -> str:
    return tenant_of(_enterprise(body), _team(body))


def _team(body: Body) -> str:
    """The workspace a payload is for: in a channel shared with others, the one we are installed in."""
    view, team = _map(body, "view"), _map(body, "team")
    return (
        _text(view, "app_installed_team_id")
        or _text(team, "id")
        or _text(_authorization(body), "team_id")
        or _text(body, "team_id")
        or _text(_map(body, "user"), "team_id")
    )


def _enterprise(body: Body) -> str:
    found = (
        _text(_map(body, "enterprise"), "id")
        or _text(_authorization(body), "enterprise_id")
        or _text(body, "enterprise_id")
        or _text(_map(body, "team"), "enterprise_id")
    )
    return found if ID.fullmatch(found) else ""


def _bot(body: Body) -> str:
    """Our own user in the workspace, where the payload tells."""
    found = _authorization(body)
    id = _text(found, "user_id")
    return id if found.get("is_bot") is True and ID.fullmatch(id) else ""


def _authorization(body: Body) -> Body:
    found = body.get("authorizations")
    return found[0] if isinstance(found, list) and found and isinstance(found[0], Mapping) else {}


def _map(body: Body, name: str) -> Body:
    found = body.get(name)
    return found if isinstance(found, Mapping) else {}


def _text(body: Body, name: str) -> str:
    found = body.get(name)
    return found if isinstance(found, str) else ""
