"""What a message was read as, in the words of the examples: intents and fields as the header of the samples names them."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bench.understanding.stored import Called, plain
from handlers.language.words import Words
from sales.money import Money
from sales.periods import Period
from sales.quoting import Item

# Commands that are one intent of the header said in two ways.
INTENTS = {"lead_create_anyway": "lead_create", "contacted": "progress_update", "request_status": "query"}
QUERIES = frozenset(
    [
        "my_overdue",
        "pool",
        "pipeline",
        "deal_status",
        "leaderboard",
        "goal_gap",
        "forecast",
        "conversion_rate",
        "sla_breach",
        "assignment_explain",
        "standup_missing",
        "contact_phone",
        "stale",
        "my_stale",
        "won",
        "fairness",
        "response_time",
        "history",
        "overdue",
        "lost",
        "closing",
        "agenda",
        "who_is_away",
        "open_requests",
        "goals",
        "who_owns",
        "quotes",
        "awards",
        "points",
        "my_deals",
        "rates",
        "people",
    ]
)
ALSO = {"who_owns": "deal_status", "overdue": "my_overdue", "agenda": "my_overdue"}
# Rules that commands of their own set.
BEATS = {"rhythm": "", "standup_answer": "standup", "digest": "digest", "morning": "morning", "praise": "praise"}
NAMES: dict[str, dict[str, str]] = {
    "lead_create": {"title": "company", "note": "need"},
    "deal_lost": {"choice": "reason", "reason": "note"},
    "cover_set": {"to": "by", "since": "from", "until": "to"},
    "goal_set": {"amount": "value", "number": "value", "choice": "split"},
    "reminder_set": {"to": "for", "note": "what"},
    "handover": {"assignee": "to"},
    "contract_request": {"note": "terms"},
    "help_request": {"note": "what"},
    "undo": {"change": "target"},
}
PEOPLE = (
    "to",
    "who",
    "nominee",
    "assignee",
    "doc_owner",
    "members",
    "owner",
    "by",
    "for",
    "from",
    "against",
    "mentor",
    "mentee",
)
REFERS = {**dict.fromkeys(PEOPLE, "members"), "referrer": "members", "from_deal": "deals", "to_deal": "deals"}
SPEECH = frozenset({"items", "intent", "language", "command", "page", "more", "standup", "currency"})


def read_as(meant: Sequence[Words], called: Called, zone: str) -> tuple[str | None, dict[str, Any]]:
    """Return the intent and the fields of what was read, every value as the examples write it."""
    found = [_one(words, called, zone) for words in meant]
    if not found:
        return None, {}
    intent, said = found[0]
    if len(found) == 1 or {one for one, _ in found} != {intent}:
        return intent, said
    people = [fields.get("to") for _, fields in found]
    if len(set(people)) > 1:  # one thing said to several people
        return intent, said | {"to": people}
    deals = [fields["deal"] for _, fields in found if "deal" in fields]
    if len(deals) == len(found):  # one thing done to several deals
        return intent, {name: value for name, value in said.items() if name != "deal"} | {"deals": deals}
    return intent, said


def _one(words: Words, called: Called, zone: str) -> tuple[str, dict[str, Any]]:
    intent = INTENTS.get(words.intent, words.intent)
    said: dict[str, Any] = {}
    if intent in QUERIES:
        intent, said = "query", {"what": ALSO.get(intent, intent)}
    if words.clock is not None and intent in BEATS:
        team = {"team": words.team} if words.team else {}
        return "admin_rule", {"rule": f"{words.beat or BEATS[intent]}_time", "value": f"{words.clock:%H:%M}"} | team
    names = NAMES.get(intent, {})
    for field in fields(words):
        value = getattr(words, field.name)
        if field.name not in SPEECH and value not in (None, (), ""):
            said[names.get(field.name, field.name)] = _value(field.name, value, called, ZoneInfo(zone))
    for name, value in getattr(words, "more", ()):
        said[name] = _value(name, value, called, ZoneInfo(zone))
    return intent, said


def _value(name: str, value: Any, called: Called, zone: ZoneInfo) -> Any:
    if isinstance(value, int) and name in REFERS:
        return called[REFERS[name]].get(value, value)
    if isinstance(value, tuple | list | frozenset):
        return [_value(name, one, called, zone) for one in value]
    return _dated(value, zone) if isinstance(value, date | time) else _counted(value)


def _dated(value: date | time, zone: ZoneInfo) -> str:
    """Return a moment on the wall clock of the fixture."""
    return f"{value.astimezone(zone):%Y-%m-%dT%H:%M}" if isinstance(value, datetime) else value.isoformat()


def _counted(value: Any) -> Any:
    match value:
        case Money():
            return {"value": plain(value.units), "currency": value.currency}
        case Period():
            return value.key
        case Decimal():
            return plain(value)
        case Item():
            return {"product": value.product, "qty": value.quantity}
    return value
