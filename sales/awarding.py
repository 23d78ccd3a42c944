"""An award: nominated with reasons, voted for in secret, its result told once."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from sales.refusal import Refused
from sales.values import Member, Person, Team

# Fewer papers would tell who chose whom: below the first no result, below the second nothing but who won.
FEWEST = 3
TOTALS_FROM = 5
# What somebody chooses who wants to vote and prefers nobody; with two nominees it also hides whom these two chose.
ABSTAIN = 0
LONGEST = timedelta(days=60)
LONGEST_REASON = 300
LEADERS = frozenset({"director", "admin"})


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a vote: won, nobody (all abstained) or few; never more than the number of papers allows to tell."""

    outcome: str
    voted: int
    eligible: int
    needed: int
    winners: tuple[int, ...] = ()
    totals: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Ballot:
    """An award that is voted on; `team` None is the whole company, `quorum` so many of a hundred who may vote."""

    subject_kind: ClassVar[str] = "ballot"

    id: int
    code: str
    title: str
    team: Team | None
    zone: str
    by: int | None
    state: str
    opens_at: datetime
    closes_at: datetime
    quorum: int
    result: Result | None = None
    closed_at: datetime | None = None
    rev: int = 0

    def open(self, at: datetime) -> bool:
        """Whether people may nominate and vote at this moment."""
        return self.state == "open" and at < self.closes_at


@dataclass(frozen=True, slots=True)
class Nominee:
    """Somebody who may be voted for, as others name them, and why, in the words of those who think so."""

    id: int
    name: str
    handle: str
    reasons: tuple[str, ...] = ()

    @property
    def person(self) -> Person:
        """The nominee as others name them."""
        return Person(self.id, self.name)


def closing_time(wanted: datetime | None, *, usual: datetime, now: datetime) -> datetime:
    """Return when a vote ends; refuse a moment that is past or too far ahead."""
    closes_at = wanted or usual
    if not now < closes_at <= now + LONGEST:
        raise Refused("award_until_wrong", asked=closes_at)
    return closes_at


def may_run(ballot: Ballot, by: Member) -> None:
    """Refuse who did not open the award and leads neither its team nor the company."""
    leads = "manager" in by.roles and ballot.team is not None and ballot.team.id in by.teams
    if not (leads or by.roles & LEADERS or by.id == ballot.by):
        raise Refused("award_not_yours", ballot=ballot)


def may_take_part(ballot: Ballot, by: Member) -> None:
    """Refuse who is not of the team that votes."""
    if ballot.team is not None and ballot.team.id not in by.teams:
        raise Refused("award_of_others", ballot=ballot)


def must_be_open(ballot: Ballot, now: datetime) -> None:
    """Refuse to touch a vote that has ended."""
    if not ballot.open(now):
        raise Refused("award_over", ballot=ballot)


def may_nominate(nominee: Person, by: Member, *, reason: str) -> None:
    """Refuse to nominate oneself, and reasons nobody would read."""
    if nominee.id == by.id:
        raise Refused("nominate_yourself", field="nominee")
    if len(reason) > LONGEST_REASON:
        raise Refused("nominate_too_long", field="reason", most=LONGEST_REASON)


def choices_of(nominees: Collection[Nominee], by: Member) -> tuple[Nominee, ...]:
    """Return whom a member may vote for: everybody nominated but themselves."""
    return tuple(nominee for nominee in nominees if nominee.id != by.id)


def count(choices: Collection[int], *, eligible: int, quorum: int) -> Result:
    """Return what may be told of the papers: a tie is a shared award, too few papers tell nothing."""
    voted, needed = len(choices), needed_of(eligible, quorum)
    tally = Counter(choice for choice in choices if choice != ABSTAIN)
    if voted < needed or not tally:
        return Result("few" if voted < needed else "nobody", voted, eligible, needed)
    most = max(tally.values())
    winners = tuple(sorted(who for who, votes in tally.items() if votes == most))
    totals = tuple(sorted(tally.items(), key=lambda pair: (-pair[1], pair[0]))) if voted >= TOTALS_FROM else ()
    return Result("won", voted, eligible, needed, winners, totals)


def needed_of(eligible: int, quorum: int) -> int:
    """Return how many papers a result needs."""
    return max(FEWEST, -(-eligible * quorum // 100))


def reminder_due(opens_at: datetime, closes_at: datetime, *, hours: int) -> datetime:
    """Return when those who have not voted are reminded: so long before the end, or halfway of a short vote."""
    return max(closes_at - timedelta(hours=hours), opens_at + (closes_at - opens_at) / 2)
