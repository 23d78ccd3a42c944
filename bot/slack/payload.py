"""The parts every payload of Slack has: which workspace it is for, who we are there, who speaks from where."""

import re
from collections.abc import Mapping
from typing import Any

DOOR = "slack"
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,254}", re.ASCII)

Body = Mapping[str, Any]


class Malformed(Exception):
    """A payload of a kind we know, whose parts are not what Slack sends; says which of them."""


def part(body: Body, name: str) -> Body:
    """Return an object inside a payload, empty where there is none."""
    found = body.get(name)
    return found if isinstance(found, Mapping) else {}


def string(body: Body, name: str) -> str:
    """Return a text inside a payload, empty where there is none."""
    found = body.get(name)
    return found if isinstance(found, str) else ""


def must_be_ids(**ids: str) -> None:
    """Refuse what is no name as Slack gives them."""
    wrong = [name for name, id in ids.items() if not ID.fullmatch(id)]
    if wrong:
        raise Malformed(f"no {', '.join(wrong)}")


def tenant_of(enterprise: str, team: str) -> str:
    """Return what a workspace is called in our store; one of an enterprise carries its id."""
    return f"{enterprise}:{team}" if enterprise else team


def tenant(body: Body) -> str:
    """Return the workspace a payload is for, as our store calls it."""
    team = team_of(body)
    must_be_ids(team=team)
    return tenant_of(_enterprise(body), team)


def team_of(body: Body) -> str:
    """Return the workspace a payload is for: in a channel shared with others, the one we are installed in."""
    return (
        string(part(body, "view"), "app_installed_team_id")
        or string(part(body, "team"), "id")
        or string(_authorization(body), "team_id")
        or string(body, "team_id")
        or string(part(body, "user"), "team_id")
    )


def bot_of(body: Body) -> str:
    """Return our own user in the workspace, where the payload tells."""
    found = _authorization(body)
    id = string(found, "user_id")
    return id if found.get("is_bot") is True and ID.fullmatch(id) else ""


def outside(body: Body) -> bool:
    """Whether who speaks belongs to another organisation than the workspace the payload is for."""
    event = part(body, "event")
    theirs = string(event, "user_team") or string(part(body, "user"), "team_id") or string(event, "team")
    return bool(theirs) and theirs not in (team_of(body), _enterprise(body))


def is_private(channel: str, kind: str) -> bool:
    """Whether nobody but us two is there: a conversation of ours, or one with somebody else that we cannot see."""
    return not channel or channel.startswith("D") or kind in ("im", "app_home", "directmessage")


def _enterprise(body: Body) -> str:
    found = (
        string(part(body, "enterprise"), "id")
        or string(_authorization(body), "enterprise_id")
        or string(body, "enterprise_id")
        or string(part(body, "team"), "enterprise_id")
    )
    return found if ID.fullmatch(found) else ""


def _authorization(body: Body) -> Body:
    found = body.get("authorizations")
    return found[0] if isinstance(found, list) and found and isinstance(found[0], Mapping) else {}
