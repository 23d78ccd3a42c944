"""Group webhooks of WeCom: what their keys are, said in private, and which group each leads into."""

import re

from handlers.language.words import Words
from handlers.rights import ADMINS
from handlers.turn import Reply, Turn
from sales.refusal import Refused
from storage import people, webhooks, workspaces

# The only door whose rooms have webhooks.
WECOM = "wecom-bot"
LONGEST_NAME = 40
# The key as its address ends with it, or the address itself.
ADDRESS = r"(?:https?://\S*[?&]key=)?(?P<key>[A-Za-z0-9_-]{20,64})\s*"
KEY = re.compile(ADDRESS)
NAMED = re.compile(rf"(?P<name>.+?)[\s=:：]+{ADDRESS}")
PAIR = re.compile(r"\S.*[\s=:：]+\S+", re.DOTALL)
OFF = re.compile(r"(?P<name>.+?)\s+(?:off|remove|删除|停用)", re.IGNORECASE)


def webhook(turn: Turn, words: Words) -> Reply:
    """Say in private what the key of a group's webhook is, then in the WeCom group which webhook leads into it."""
    if not turn.member.roles & ADMINS:
        raise Refused("webhook_not_yours")
    said = (words.command or "").strip()
    if found := NAMED.fullmatch(said):
        return _keep(turn, found["name"].strip(), found["key"])
    if found := OFF.fullmatch(said):
        return _forget(turn, found["name"].strip())
    if turn.room is None and (PAIR.fullmatch(said) or KEY.fullmatch(said)):
        raise Refused("webhook_key_unreadable", nameless=KEY.fullmatch(said) is not None)
    return _bind(turn, said)


def _keep(turn: Turn, name: str, key: str) -> Reply:
    if turn.room is not None:
        raise Refused("webhook_key_seen")
    name = _kept_name(turn, name)
    known = name in webhooks.names(turn.db, workspace=turn.workspace.id)
    webhooks.keep(turn.db, workspace=turn.workspace.id, name=name, sealed=turn.seals.lock(key))
    turn.record("workspace", turn.workspace.id, "webhook", {"webhook": (name if known else None, name)})
    return Reply("webhook_kept", {"name": name})


def _forget(turn: Turn, name: str) -> Reply:
    name = _kept_name(turn, name)
    if not webhooks.forget(turn.db, workspace=turn.workspace.id, name=name):
        raise Refused("webhook_unknown", name=name, names=", ".join(_known(turn)))
    turn.record("workspace", turn.workspace.id, "webhook", {"webhook": (name, None)})
    return Reply("webhook_forgotten", {"name": name})


def _bind(turn: Turn, asked: str) -> Reply:
    known = _known(turn)
    name = next((name for name in known if name.casefold() == asked.casefold()), None)
    if turn.room is None or turn.message.door != WECOM:
        raise Refused("webhook_in_group")
    if name is None:
        raise Refused("webhook_unknown", name=asked[:LONGEST_NAME], names=", ".join(known))
    before = people.bind_webhook(turn.db, workspace=turn.workspace.id, room=turn.room.id, webhook=name)
    turn.record("workspace", turn.workspace.id, "webhook", {"webhook": (before, name)}, why=turn.room.name)
    team = None
    if turn.room.team is not None:
        team = workspaces.team(turn.db, workspace=turn.workspace.id, id=turn.room.team)
    return Reply("webhook_done", {"name": name, "team": team})


def key_in(said: str) -> str | None:
    """Return the key that somebody copied, alone or with its address."""
    found = KEY.fullmatch(said.strip())
    return None if found is None else found["key"]


def kept_name(name: str) -> str:
    """Return the name a key is kept under."""
    return name.strip()[:LONGEST_NAME].casefold()


def _kept_name(turn: Turn, name: str) -> str:
    """The name a key is kept under; those of the settings are not ours to change."""
    name = kept_name(name)
    if name in {known.casefold() for known in turn.webhooks}:
        raise Refused("webhook_of_settings", name=name)
    return name


def _known(turn: Turn) -> list[str]:
    return sorted({*turn.webhooks, *webhooks.names(turn.db, workspace=turn.workspace.id)})
