"""Boards: places that ties share, the gap to the next one, and nobody named at the bottom."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sales.rates import Sum
from sales.scoring import KINDS
from sales.values import Person

BY = ("value", "won", "points")


@dataclass(frozen=True, slots=True)
class Tally:
    """What counts for one member: `score` is what the board goes by, in minor units, deals or points."""

    member: Person
    score: int
    won: int = 0
    sum: Sum | None = None
    points: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))


@dataclass(frozen=True, slots=True)
class Place:
    """A tally and its rank; those with the same score share one, and the next rank counts them all."""

    rank: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class Mine:
    """Where one stands oneself: no rank without a score; `gap` is what is missing to share the rank `ahead`."""

    tally: Tally
    rank: int | None = None
    ahead: int | None = None
    gap: int = 0
    shared: bool = False


def ranked(tallies: Collection[Tally]) -> tuple[Place, ...]:
    """Return tallies in the order of their score, each with its rank: 1, 1, 3."""
    rows = sorted(tallies, key=lambda tally: (-tally.score, tally.member.name, tally.member.id))
    scores = [tally.score for tally in rows]
    return tuple(Place(scores.index(tally.score) + 1, tally) for tally in rows)


def top(places: Collection[Place], *, most: int, field: int) -> tuple[Place, ...]:
    """Return the places that are named in public: at most so many, of the upper half of all who compete.

    Whoever comes last is not named, not even with others, unless nobody came before them.
    """
    limit = max(1, min(most, field // 2))
    last = max((place.rank for place in places), default=1) if len(places) >= field else field + 1
    return tuple(place for place in places if place.rank <= limit and (place.rank == 1 or place.rank < last))


def mine(tallies: Collection[Tally], own: Tally) -> Mine:
    """Return where a member stands among others, and what is missing to the next who stand higher."""
    others = [tally for tally in tallies if tally.member.id != own.member.id]
    places = ranked([*others, own] if own.score > 0 or own.won > 0 else others)
    rank = next((place.rank for place in places if place.tally is own), None)
    higher = [place for place in places if place.tally.score > own.score]
    shared = any(tally.score == own.score for tally in others)
    if not higher:
        return Mine(own, rank, shared=shared)
    return Mine(own, rank, higher[-1].rank, higher[-1].tally.score - own.score, shared and rank is not None)
