"""What happens in Slack without being said to us: a home is opened, people change, channels and workspaces come and go."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from bot.slack.payload import Body, bot_of, must_be_ids, part, string, tenant


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened which nobody said to us: home, person, joined or gone."""

    kind: str
    tenant: str = ""
    delivery: str = ""
    user: str = ""
    channel: str = ""
    about: Body = field(default_factory=dict)


def happened(body: Body) -> Event | None:
    """Return what an event tells; None for what is no matter of ours, Malformed for what nobody can follow."""
    event, delivery = part(body, "event"), string(body, "event_id")
    kind = string(event, "type")
    found = EVENTS[kind](body, event) if kind in EVENTS else None
    if found is None:
        return None
    must_be_ids(event_id=delivery)
    must_be_ids(**{name: id for name, id in (("user", found.user), ("channel", found.channel)) if id})
    return replace(found, tenant=tenant(body), delivery=delivery)


def _home(_body: Body, event: Body) -> Event | None:
    if string(event, "tab") != "home":
        return None
    must_be_ids(user=string(event, "user"))
    return Event("home", user=string(event, "user"))


def _person(_body: Body, event: Body) -> Event:
    person = part(event, "user")
    must_be_ids(user=string(person, "id"))
    return Event("person", user=string(person, "id"), about=person)


def _joined(body: Body, event: Body) -> Event | None:
    """We were added to a channel; who else comes there is no matter of ours."""
    if string(event, "user") != bot_of(body):
        return None
    must_be_ids(channel=string(event, "channel"))
    return Event("joined", user=string(event, "inviter"), channel=string(event, "channel"))


def _uninstalled(_body: Body, _event: Body) -> Event:
    return Event("gone")


def _revoked(_body: Body, event: Body) -> Event | None:
    return Event("gone") if part(event, "tokens").get("bot") else None


EVENTS: Mapping[str, Callable[[Body, Body], Event | None]] = {
    "app_home_opened": _home,
    "user_change": _person,
    "member_joined_channel": _joined,
    "app_uninstalled": _uninstalled,
    "tokens_revoked": _revoked,
}
