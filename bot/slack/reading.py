"""Reads what people say and do in Slack, by HTTP and by socket alike; knows Slack's names and nothing of ours."""

import re
from collections.abc import Callable, Mapping

from bot.slack.events import Event, happened
from bot.slack.filled import carried_by, fields, value
from bot.slack.payload import DOOR, ID, Body, Malformed, bot_of, is_private, must_be_ids, part, string, tenant
from bot.slack.texts import plain
from handlers.message import Message, Route

# What a bot does, and what is about a message instead of one, is not for us.
SUBTYPES = ("", "file_share", "thread_broadcast")
SLACKBOT = "USLACKBOT"
LEAD, PROGRESS = "make_lead", "log_progress"
# What our name alone asks for; no word of it was typed, so it is answered in the asker's language.
NOTHING = "help"


def read(body: Body) -> Message | Event | None:
    """Return what a person said or did, or what happened; None for all that is not for us.

    Raises Malformed where it is for us and Slack sends no such thing.
    """
    kind = string(body, "type")
    if kind in READERS:
        return READERS[kind](body)
    return _command(body) if string(body, "command") else None


def _event(body: Body) -> Message | Event | None:
    said = string(part(body, "event"), "type") in ("message", "app_mention")
    return _said(body) if said else happened(body)


def _said(body: Body) -> Message | None:
    """A message to us: in private, or in a channel where it names us. What is edited later is not read again."""
    event = part(body, "event")
    user, channel, ts = string(event, "user"), string(event, "channel"), string(event, "ts")
    if string(event, "subtype") not in SUBTYPES or event.get("bot_id") or event.get("edited"):
        return None
    private, text, bot = is_private(channel, string(event, "channel_type")), string(event, "text"), bot_of(body)
    named = string(event, "type") == "app_mention" or (bool(bot) and f"<@{bot}>" in text)
    if user in (SLACKBOT, bot) or not (private or named):
        return None
    thread, said = string(event, "thread_ts"), _addressed(text, bot, mentioned=not private)
    return _message(
        body,
        sender=user,
        channel="" if private else channel,
        delivery=f"{channel}.{ts}" if channel and ts else "",
        text=said or NOTHING,
        pressed=not said,
        thread=thread if thread != ts else "",
    )


def _command(body: Body) -> Message:
    """A slash command; its answer is the body of the acknowledgement."""
    channel, text = string(body, "channel_id"), plain(string(body, "text")).strip()
    return _message(
        body,
        sender=string(body, "user_id"),
        channel="" if is_private(channel, string(body, "channel_name")) else channel,
        delivery=string(body, "trigger_id"),
        text=text or NOTHING,
        pressed=not text,
        route=Route(carries=True, form=True, repeats=True, data=_route(body)),
    )


def _pressed(body: Body) -> Message | None:
    """A button that was pressed, or something chosen from a menu."""
    actions = body.get("actions")
    action = actions[0] if isinstance(actions, list) and actions and isinstance(actions[0], Mapping) else {}
    line = value(action)
    if not line or string(action, "url"):
        return None
    box, message = part(body, "container"), part(body, "message")
    channel = string(part(body, "channel"), "id") or string(box, "channel_id")
    private = is_private(channel, string(part(body, "channel"), "name"))
    ephemeral = box.get("is_ephemeral") is True
    thread = string(box, "thread_ts") or string(message, "thread_ts")
    return _message(
        body,
        sender=string(part(body, "user"), "id"),
        channel="" if private else channel,
        delivery=string(body, "trigger_id"),
        text=line,
        # What is pressed on a card goes on in the thread the card begins.
        thread=thread or ("" if ephemeral else string(box, "message_ts") or string(message, "ts")),
        pressed=True,
        route=Route(form=True, data=_route(body)),
    )


def _submitted(body: Body) -> Message:
    """A form that was filled in; where it was asked for stands in what it carries along."""
    view = part(body, "view")
    carried = carried_by(view)
    line, id = string(carried, "command"), string(view, "id")
    if not line:
        raise Malformed("a form that completes nothing")
    return _message(
        body,
        sender=string(part(body, "user"), "id"),
        channel=string(carried, "room"),
        delivery=f"{id}.{string(view, 'hash')}" if id else "",
        text=line,
        fields=fields(view),
        thread=string(carried, "thread"),
        pressed=True,
        route=Route(form=True, refuses=True),
        permalink=string(carried, "permalink"),
    )


def _shortcut(body: Body) -> Message:
    """A shortcut opens a form; one on a message takes the message along."""
    wanted = string(body, "callback_id")
    if wanted not in (LEAD, PROGRESS):
        raise Malformed("a shortcut that the manifest does not have")
    channel = string(part(body, "channel"), "id")
    return _message(
        body,
        sender=string(part(body, "user"), "id"),
        channel="" if is_private(channel, string(part(body, "channel"), "name")) else channel,
        delivery=string(body, "trigger_id"),
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
) -> Message:
    """A message whose names are all of the kind Slack gives."""
    must_be_ids(sender=sender, delivery=delivery)
    must_be_ids(**{name: id for name, id in (("channel", channel), ("thread", thread)) if id})
    return Message(
        door=DOOR,
        tenant=tenant(body),
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


def _addressed(text: str, bot: str, *, mentioned: bool) -> str:
    """What was said to us, without our own name: where it stands does not matter."""
    if bot:
        text = re.sub(rf"\s*<@{bot}(?:\|[^>]*)?>[\s,，:：]*", " ", text)
    elif mentioned:  # which of the names is ours is not told: the first is
        text = re.sub(r"^[^<]*<@[A-Z0-9]+(?:\|[^>]*)?>[\s,，:：]*", "", text, count=1)
    return plain(text).strip()


def _route(body: Body) -> dict[str, str]:
    """Where this very delivery can be answered besides its response."""
    url = string(body, "response_url")
    return {"response_url": url} if url else {}


def _permalink(body: Body, channel: str) -> str:
    """The address of the message a shortcut was used on."""
    domain, at = string(part(body, "team"), "domain"), string(part(body, "message"), "ts")
    known = all(ID.fullmatch(id) for id in (domain, channel, at))
    return f"https://{domain}.slack.com/archives/{channel}/p{at.replace('.', '')}" if known else ""
