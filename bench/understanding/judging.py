"""Judges one entry: was it read as it was meant, and does every stored value stand in what was meant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.understanding.comparing import TEXTS, overlap, same, within
from bench.understanding.entries import Entry
from bench.understanding.mapping import FOLLOWS, FRAME, FREE, NEW_ROWS, STORED
from bench.understanding.stored import Write
from sales.simplified import simplified

UNJUDGED = frozenset({"expected_outcome", "owner", "needs_approval", "proposed", "candidates"})
# Read though not said: what everybody takes for granted.
GRANTED = frozenset({"metric", "target", "role", "scope"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an entry's message."""

    intent: str | None
    fields: Mapping[str, Any]
    asked: bool
    refused: str
    answer: str
    wrote: Sequence[Write]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is right about it, and what is not."""

    right: bool
    wrong_fields: list[str] = field(default_factory=list)
    silent_miswrite: list[Write] = field(default_factory=list)
    loose: list[Write] = field(default_factory=list)


def judge(entry: Entry, outcome: Outcome, names: Mapping[str, Sequence[str]]) -> Verdict:
    """Hold an outcome against what the entry's writer meant; `names` is what each deal and member is called."""
    wrong = [write for write in outcome.wrote if not _meant(entry, outcome, write)]
    loose = [write for write in wrong if outcome.intent == entry.intent and _own_words(entry, write)]
    silent = [write for write in wrong if write not in loose]
    fields = _wrong_fields(entry, outcome, names)
    return Verdict(not silent and _right(entry, outcome, fields, names), fields, silent, loose)


def _right(entry: Entry, outcome: Outcome, fields: list[str], names: Mapping[str, Sequence[str]]) -> bool:
    also = entry.note("also_ok")
    if (also == "ask" and outcome.asked) or (also and outcome.intent == also and not outcome.asked):
        return True
    if entry.intent == "ask":
        return outcome.asked and not outcome.wrote
    if entry.intent == "ignore":
        return not outcome.asked and outcome.intent is None and not outcome.wrote
    if entry.outcome:
        named = names.get(str(entry.fields.get("owner")), ())
        told = not named or any(name in outcome.answer for name in named)
        return outcome.intent == entry.intent and bool(outcome.refused) and not outcome.wrote and told
    return outcome.intent == entry.intent and not outcome.asked and not fields


def _wrong_fields(entry: Entry, outcome: Outcome, names: Mapping[str, Sequence[str]]) -> list[str]:
    if entry.intent in ("ask", "ignore") or outcome.intent != entry.intent:
        return []
    meant = {
        name: value for name, value in entry.fields.items() if name not in UNJUDGED and not name.endswith("_precision")
    }
    wrong = [name for name, value in meant.items() if not _read(entry, name, value, outcome.fields, names)]
    extra = [name for name in outcome.fields if name not in meant and not _belongs(entry, name, outcome.fields)]
    return wrong + [f"+{name}" for name in extra]


def _read(entry: Entry, name: str, value: Any, got: Mapping[str, Any], names: Mapping[str, Sequence[str]]) -> bool:
    if name in ("who", "from") and value == entry.sender and name not in got:
        return True  # who speaks of themselves
    if name in ("deal", "deals") and name not in got:
        other = got.get("deals" if name == "deal" else "deal")
        return same("deals", value, other)
    if entry.intent == "standup_answer":
        return _stood_up(name.removesuffix("_text"), value, got, names)
    if entry.intent == "undo":
        return True
    return same(name, value, got.get(name), fuzzy=_fuzzy(entry, name))


def _stood_up(part: str, value: Any, got: Mapping[str, Any], names: Mapping[str, Sequence[str]]) -> bool:
    """A deal of a stand-up may be read as its code or stand in the words by any of its names."""
    said = " ".join(str(got.get(name, "")) for name in (part, f"{part}_text"))
    for one in value if isinstance(value, list) else [value]:
        called = (one, *names.get(str(one), ())) if str(one) in names else ()
        if not (
            any(name.casefold() in simplified(said).casefold() for name in called) or overlap(str(one), said) >= 0.5
        ):
            return False
    return True


def _belongs(entry: Entry, name: str, got: Mapping[str, Any]) -> bool:
    """Whether a field nobody listed is a form of one that was, follows from the scene, or is the writer's own words."""
    listed = entry.fields
    if name in ("deal", "deals"):
        return bool({"deal", "deals"} & set(listed)) or entry.intent == "standup_answer"
    if name in UNJUDGED | GRANTED or name.endswith("_precision") or name in ("period", "who", "team", "what"):
        return entry.intent == "query" or name not in ("period", "who", "team")
    if (entry.intent, name) in (("lead_claim", "to"), ("help_request", "to")):  # no field of theirs in the header
        return True
    return name in TEXTS and isinstance(got[name], str) and within(got[name], entry.text)


def _meant(entry: Entry, outcome: Outcome, write: Write) -> bool:
    """Whether a stored value stands in the entry, or follows from its intent."""
    unlisted = entry.intent in ("ask", "ignore") or bool(entry.outcome)
    if unlisted or outcome.intent != entry.intent:  # no value is right but those of the other reading that is accepted
        second = outcome.intent is not None and outcome.intent == entry.note("also_ok")
        return second and (unlisted or write.table != "deals" or _listed(entry, write))
    if write.table == "deals" and entry.intent != "lead_create" and not _about(entry, write.key):
        return False
    return _follows(entry, write) or _listed(entry, write)


def _follows(entry: Entry, write: Write) -> bool:
    """Whether a value changes with the intent, whatever else was said."""
    if write.field in FOLLOWS.get(entry.intent, ()) or (write.table == "goals" and "split" in entry.fields):
        return True
    if write.new in (None, "", [], False):
        return write.table in NEW_ROWS
    if write.field == "owner" and entry.intent in ("lead_claim", "lead_create"):
        return bool(write.new == entry.sender)
    return write.table in NEW_ROWS and write.field in FRAME and not _candidates(entry, write)


def _listed(entry: Entry, write: Write) -> bool:
    return any(_stands(entry, name, value, write) for name, value in _candidates(entry, write))


def _candidates(entry: Entry, write: Write) -> list[tuple[str, Any]]:
    """Return the fields of the entry a stored value may come from, with their values."""
    fields = STORED.get((write.table, write.field), (write.field,))
    return [(name, entry.fields[name]) for name in fields if name in entry.fields]


def _stands(entry: Entry, name: str, value: Any, write: Write) -> bool:
    if write.field in ("note", "answer", "text", "condition") or write.table == "standup_answers":
        return not isinstance(value, str) or overlap(value, str(write.new)) > 0 or name not in TEXTS
    if write.new == "sealed":
        return True
    if write.table == "quotes" and write.field in ("discount", "extra"):
        return same(name, value, write.new / 100)
    if write.field == "items":
        return _items(name, value, write.new)
    if isinstance(value, list) and not isinstance(write.new, list):
        return any(same(name, one, write.new) for one in value)
    return same(name, value, write.new, fuzzy=_fuzzy(entry, name))


def _fuzzy(entry: Entry, name: str) -> bool:
    return f"{name}_precision" in entry.fields


def _items(name: str, value: Any, items: Sequence[Mapping[str, Any]]) -> bool:
    """The lines of a quote: one of them is what was asked for."""
    part = "quantity" if name == "qty" else "product"
    return any(same(name, value, item[part]) for item in items)


def _about(entry: Entry, code: str) -> bool:
    listed = (entry.fields.get(name) for name in ("deal", "deals", "from_deal", "to_deal"))
    return any(code in (one if isinstance(one, list) else [one]) for one in listed)


def _own_words(entry: Entry, write: Write) -> bool:
    """Free text in the writer's own words, on a deal that was meant: not listed, but nothing is wrong with it."""
    if entry.intent in ("ask", "ignore") or entry.outcome or not isinstance(write.new, str):
        return False
    free = write.field in FREE
    on_it = write.table != "deals" or entry.intent == "lead_create" or _about(entry, write.key)
    return free and on_it and within(write.new.removeprefix(str(write.old or "")), entry.text)
