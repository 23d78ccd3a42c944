"""What became of the deals since a moment: the net of everything that happened to them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sales.config import Config
from sales.money import Money, sums
from sales.playbook import Stage
from sales.values import Deal, Person


@dataclass(frozen=True, slots=True)
class Event:
    """One change of a deal: by whom, when, which fields from what to what."""

    deal: int
    who: Person | None
    what: str
    at: datetime
    fields: Mapping[str, tuple[object, object]]


@dataclass(frozen=True, slots=True)
class Moved:
    """A deal that went from one stage to another."""

    deal: Deal
    before: Stage
    after: Stage


@dataclass(frozen=True, slots=True)
class Revalued:
    """What the open deals whose amounts changed were worth together, and are now."""

    before: Money
    after: Money


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the deals since a moment: the net of everything that happened."""

    won: tuple[Deal, ...] = ()
    won_sums: tuple[Money, ...] = ()
    lost: tuple[Deal, ...] = ()
    new: tuple[Deal, ...] = ()
    moved: tuple[Moved, ...] = ()
    revalued: tuple[Revalued, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything changed at all."""
        return bool(self.won or self.lost or self.new or self.moved or self.revalued)


def changes(events: Sequence[Event], deals: Mapping[int, Deal], *, config: Config) -> Changes:
    """Add up what happened: what was undone, or went there and back, is no change."""
    first, last = _net(events)
    born = {event.deal for event in events if event.what == "created"}
    there = {id: deal for id, deal in deals.items() if deal.reverted_at is None and deal.merged_into is None}
    ended = {
        result: [there[id] for id in first if id in there and _became(first[id], last[id], "result") == result]
        for result in ("won", "lost")
    }
    new = [there[id] for id in first if id in there and id in born]
    moved = [
        Moved(there[id], config.stage(str(first[id]["stage"])), config.stage(str(last[id]["stage"])))
        for id in first
        if id in there and id not in born and there[id].open and _became(first[id], last[id], "stage") is not None
    ]
    changed = [id for id in first if id in there and id not in born and there[id].open]
    pairs = [
        (_money(first[id].get("amount")), _money(last[id].get("amount")))
        for id in changed
        if "amount" in first[id] and first[id]["amount"] != last[id]["amount"]
    ]
    return Changes(
        tuple(ended["won"]),
        sums(deal.amount for deal in ended["won"]),
        tuple(ended["lost"]),
        tuple(new),
        tuple(moved),
        _revalued(pairs),
    )


def _net(events: Sequence[Event]) -> tuple[dict[int, dict[str, object]], dict[int, dict[str, object]]]:
    """Return what each field of each deal was before its first change, and what it is after its last."""
    first: defaultdict[int, dict[str, object]] = defaultdict(dict)
    last: defaultdict[int, dict[str, object]] = defaultdict(dict)
    for event in events:
        old, new = first[event.deal], last[event.deal]
        for name, (before, after) in event.fields.items():
            old.setdefault(name, before)
            new[name] = after
    return first, last


def _became(first: Mapping[str, object], last: Mapping[str, object], name: str) -> object:
    """What a field is now, where it is another than before."""
    return last.get(name) if first.get(name) != last.get(name) else None


def _money(value: object) -> Money | None:
    return value if isinstance(value, Money) else None


def _revalued(pairs: Sequence[tuple[Money | None, Money | None]]) -> tuple[Revalued, ...]:
    before = {one.currency: one for one in sums(old for old, _ in pairs)}
    after = {one.currency: one for one in sums(new for _, new in pairs)}
    return tuple(
        Revalued(before.get(code, Money(0, code)), after.get(code, Money(0, code)))
        for code in sorted(before.keys() | after.keys())
    )
