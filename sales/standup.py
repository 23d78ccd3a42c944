"""A team's stand-up: who was asked, what they said, and how it reads in the team's room."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import ClassVar
from zoneinfo import ZoneInfo

from sales.refusal import Refused
from sales.values import Deal, Member, Person, Team

LONGEST = 160
PARTS = ("done", "plan", "blocker")
MOST_SAID = 10
MOST_BLOCKED = 5
END = " ,，;；.。"
LEAST_HANZI, LEAST_LETTERS = 2, 4
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Standup:
    """One stand-up of a team's local day."""

    subject_kind: ClassVar[str] = "standup"

    id: int
    team: Team
    day: str
    asked_at: datetime
    digest_at: datetime
    closes_at: datetime
    rev: int = 0

    def digest_clock(self, zone: str) -> time | None:
        """Return what the clock shows when the team hears it, to who lives by that clock."""
        return self.digest_at.astimezone(ZoneInfo(zone)).time() if zone == self.team.zone else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody who was asked said, once they did; without any words, that there is nothing new.

    `deals` are those they named, each with the part it was named in: done, plan, blocker.
    """

    member: Person
    done: str = ""
    plan: str = ""
    blocker: str = ""
    deals: tuple[tuple[str, int], ...] = ()
    at: datetime | None = None
    edited_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Called:
    """One name of an open deal: as it is looked up, and as it is written."""

    key: str
    title: str
    deal: int
    owner: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """An answer as it is shown: cut where it is long, with links to the deals of what goes on and of what is in the way.

    A link is a deal's code and, where the words do not say it, its title.
    """

    member: Person
    done: str
    plan: str
    blocker: str
    links: tuple[str, ...]
    blocked_on: tuple[str, ...]
    late: bool
    edited: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A stand-up as it stands: who said what, blockers first, who did not answer yet, who is away."""

    standup: Standup
    lines: tuple[Line, ...]
    blocked: tuple[Line, ...]
    more: int
    more_blocked: int
    answered: int
    missing: tuple[Person, ...]
    away: tuple[Member, ...]


def is_asked(member: Member, roles: Collection[str]) -> bool:
    """Whether a member of a team takes part in its stand-up by one of their roles."""
    return bool(member.roles & frozenset(roles))


def answer(
    before: Answer, *, said: Mapping[str, str | None], deals: Sequence[tuple[str, int]], now: datetime
) -> Answer:
    """Keep what somebody said; what they say later replaces the parts it names, and all of it where it names none."""
    first = before.at is None
    named = {part: words for part, words in said.items() if words is not None}
    kept = () if first else tuple(one for one in before.deals if one[0] not in named)
    return replace(
        before,
        done=named.get("done", before.done),
        plan=named.get("plan", before.plan),
        blocker=named.get("blocker", before.blocker),
        deals=(*kept, *deals),
        at=now if first else before.at,
        edited_at=before.edited_at if first else now,
    )


def must_be_open(standup: Standup | None, *, next_at: datetime | None) -> Standup:
    """Refuse an answer where nothing was asked, and say when it will be."""
    if standup is None:
        raise Refused("standup_none", next_at=next_at)
    return standup


def sheet(
    standup: Standup,
    answers: Sequence[Answer],
    team: Sequence[Member],
    deals: Mapping[int, Deal],
    *,
    roles: Collection[str],
    whole: bool = False,
) -> Sheet:
    """Put a stand-up together; `whole` leaves nothing out."""
    given = sorted((one for one in answers if one.at is not None), key=lambda one: (one.at, one.member.id))
    lines = [_line(standup, one, deals, whole) for one in given]
    blocked = [line for line in lines if line.blocker]
    said = {one.member.id for one in given}
    here = {member.id: member for member in team}
    away = [one for one in team if one.id not in said and one.away(standup.digest_at) and is_asked(one, roles)]
    gone = {one.id for one in away}
    # Who left the company or the team meanwhile is not missed.
    missing = [one.member for one in answers if one.at is None and one.member.id in here.keys() - gone]
    most, most_blocked = (len(lines), len(lines)) if whole else (MOST_SAID, MOST_BLOCKED)
    return Sheet(
        standup,
        tuple(lines[:most]),
        tuple(blocked[:most_blocked]),
        max(0, len(lines) - most),
        max(0, len(blocked) - most_blocked),
        len(lines),
        tuple(missing),
        tuple(away),
    )


def named_in(text: str, names: Sequence[Called], *, owners: Collection[int]) -> list[int]:
    """Return the deals a text names by the beginning of their name, where that means one deal, or one of the owners'."""
    folded = text.casefold()
    spoken = [found[0] for found in _WORD.finditer(folded)]
    heads: defaultdict[str, set[Called]] = defaultdict(set)
    for name in names:
        if head := _head_in(folded, name.key) if not name.key.isascii() else _words_in(spoken, name):
            heads[head].add(name)
    meant = []
    for head, called in heads.items():
        longer = [other for other in heads if other != head and other.startswith(head)]
        if longer and folded.count(head) <= sum(folded.count(other) for other in longer):
            continue  # only a part of another deal's name
        all_ids = {name.deal for name in called}
        own = {name.deal for name in called if name.owner in owners}
        meant += [*(own if len(own) == 1 else all_ids)] if len(own) == 1 or len(all_ids) == 1 else []
    return sorted(set(meant))


def cut(text: str, most: int = LONGEST) -> str:
    """Return the text on one line, cut where it is too long for a list."""
    line = " ".join(text.split()).rstrip(END)
    return line if len(line) <= most else f"{line[: max(1, most) - 1].rstrip()}…"


def _line(standup: Standup, answer: Answer, deals: Mapping[int, Deal], whole: bool) -> Line:
    parts = (answer.done, answer.plan, answer.blocker)
    done, plan, blocker = (cut(part, len(part) if whole else LONGEST) for part in parts)
    found = {part: [deals[id] for one, id in answer.deals if one == part and id in deals] for part in PARTS}
    return Line(
        answer.member,
        done,
        plan,
        blocker,
        _links((*found["done"], *found["plan"]), f"{done} {plan}"),
        _links(found["blocker"], blocker),
        late=answer.at is not None and answer.at >= standup.digest_at,
        edited=answer.edited_at is not None and answer.edited_at >= standup.digest_at,
    )


def _links(deals: Iterable[Deal], text: str) -> tuple[str, ...]:
    """What a reader needs to find the deals a text speaks of, beside the text."""
    words = text.casefold()
    one_each = dict.fromkeys((deal.code, deal.title) for deal in deals if deal.code.casefold() not in words)
    return tuple(code if title.casefold() in words else f"{code} {title}" for code, title in one_each)


def _head_in(text: str, key: str) -> str | None:
    """The longest beginning of a Chinese name that stands in a text."""
    ends = range(len(key), LEAST_HANZI - 1, -1)
    return next((key[:end] for end in ends if key[:end] in text), None)


def _words_in(spoken: Sequence[str], name: Called) -> str | None:
    """The longest run of words in a text that a name begins with."""
    words = _WORD.findall(name.title.casefold())
    for most in range(len(words), 0, -1):
        head = words[:most]
        if len("".join(head)) < LEAST_LETTERS:
            return None
        if any(spoken[at : at + most] == head for at in range(len(spoken) - most + 1)):
            return " ".join(head)
    return None
