"""Weekly praise: who leads by result, process and collaboration, and what for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sales.config import ScorePolicy
from sales.periods import Period, now_in
from sales.scoring import KINDS, Deed, Point
from sales.values import Person

# Later than this the moment is gone; the sender knows the same number.
LATE = timedelta(days=1)
MIDWEEK = 3  # until Wednesday people look back on last week, from Thursday on this one


@dataclass(frozen=True, slots=True)
class Praised:
    """Somebody who leads in one kind of points: the best they did, and how much else there was."""

    person: Person
    best: Deed
    others: int


@dataclass(frozen=True, slots=True)
class Praise:
    """Who leads in one kind; those who tie lead together."""

    kind: str
    people: tuple[Praised, ...]


def week_of(moment: datetime, zone: ZoneInfo) -> Period:
    """Return the week that is looked back on at a moment."""
    week = now_in("week", moment, zone)
    return week.before() if moment.astimezone(zone).weekday() < MIDWEEK else week


def praises(points: Collection[Point], people: Collection[Person], *, policy: ScorePolicy) -> tuple[Praise, ...]:
    """Return who of these people leads in each kind; nothing where too little was done, or too many are equal."""
    found = []
    for kind in KINDS:
        of_each = {
            person: [point for point in points if point.kind == kind and point.deed.member == person.id]
            for person in people
        }
        most = max((_sum(earned) for earned in of_each.values()), default=0)
        leaders = [(person, earned) for person, earned in of_each.items() if _sum(earned) == most]
        if most >= policy.praise_from and len(leaders) <= policy.praise_most:
            named = sorted(leaders, key=lambda pair: (pair[0].name, pair[0].id))
            found.append(Praise(kind, tuple(_praised(person, earned) for person, earned in named)))
    return tuple(found)


def _praised(person: Person, earned: list[Point]) -> Praised:
    best = max(earned, key=lambda point: (point.deed.public, point.points, point.deed.at, point.deed.ref))
    return Praised(person, best.deed, len(earned) - 1)


def _sum(points: Collection[Point]) -> int:
    return sum(point.points for point in points)
