"""Samples of the stand-up, the digests and what is posted when."""

from dataclasses import replace
from datetime import time, timedelta

from handlers.digest import Morning
from handlers.rhythm import Shown, TeamShown
from handlers.standup import Day
from sales.digest import Agenda, Away, Digest, Overdue, Praise, Risk, Unowned, Waiting
from sales.money import Money
from sales.news import Changes, Moved, Revalued
from sales.playbook import STAGES
from sales.standup import Answer, Line, Sheet, Standup
from storage.digests import ToSend
from tests.samples.world import FRIDAY, NOW, Facts, World

HOUR = timedelta(hours=1)


def facts(world: World) -> dict[str, list[Facts]]:
    """Everything that is said at set times, and the answers to it."""
    return {**_standups(world), **_digests(world), **_mornings(world), **_rhythm(world)}


def _standups(world: World) -> dict[str, list[Facts]]:
    asked = Standup(7, world.east, "2026-11-24", NOW, NOW + HOUR, NOW + 24 * HOUR)
    stuck = Line(
        world.li, world.step, world.why, world.why, ("D-1002",), (f"D-1002 {world.name}",), late=False, edited=False
    )
    lines = (
        stuck,
        Line(world.wang, world.step, "", "", (), (), late=True, edited=False),
        Line(world.zhang, "", world.step, "", ("D-1001", "D-1002"), (), late=False, edited=True),
        Line(world.wang, "", "", "", (), (), late=False, edited=False),
        Line(world.wang, "", "", world.why, (), (), late=True, edited=True),
    )
    full = Sheet(
        asked, lines, (stuck,), 4, 1, 9, (world.wang, world.zhang), (world.away, replace(world.away, cover=None))
    )
    bare = Sheet(asked, (), (), 0, 0, 0, (world.wang,), ())
    done = Sheet(asked, lines[1:2], (), 0, 0, 1, (), ())
    free = Sheet(asked, lines[:1], (stuck,), 0, 0, 1, (), (world.away,))
    one = replace(done, missing=(world.wang, world.zhang))
    sheets = (full, bare, done, free, one)
    said = Answer(world.li, world.step, world.why, world.why, (("done", 2),), NOW)
    days = (Day(Agenda(), ()), Day(_agenda(world), (world.worked,)), Day(Agenda(), (world.worked,) * 7))
    members = (world.member, world.by)
    return {
        "standup_digest": [{"sheet": sheet} for sheet in sheets],
        "standup": [{"sheets": [sheet]} for sheet in sheets] + [{"sheets": [full, done]}],
        "standup_missing": [{"sheets": [sheet]} for sheet in sheets] + [{"sheets": [full, done]}],
        "standup_question": [
            {"member": member, "day": day, "standup": asked, "digest_at": at}
            for member in members
            for day in days
            for at in (time(10), None)
        ],
        "standup_done": [
            {
                "answer": answer,
                "deals": deals,
                "standup": asked,
                "member": world.member,
                "again": again,
                "late": late,
                "digest_at": at,
            }
            for answer in (said, Answer(world.li, at=NOW), replace(said, blocker=""))
            for deals in ([], [world.worked, world.lead])
            for again in (True, False)
            for late in (True, False)
            for at in (time(10), None)
        ],
        "standup_none": [{"next_at": NOW}, {"next_at": None}],
        "standup_unsaid": [{}],
    }


def _agenda(world: World) -> Agenda:
    late = Overdue(world.claimed, "first_contact", NOW - 5 * HOUR)
    step = Overdue(world.worked, "next_step", FRIDAY, whole=True)
    other = Overdue(replace(world.bare, owner=world.wang), "next_step", FRIDAY)
    return Agenda((step, other), (late,) * 9)


def _digests(world: World) -> dict[str, list[Facts]]:
    usd = Money(5_000_000, "USD")
    yen = Money(120_000_000, "CNY")
    changes = Changes(
        won=(world.won, replace(world.won, code="D-1009", amount=usd)),
        won_sums=(yen, usd),
        lost=(world.lost, replace(world.lost_in_pool, owner=None)),
        new=(world.lead, world.rich, world.bare, world.claimed),
        moved=(Moved(world.worked, STAGES[2], STAGES[3]),) * 7,
        revalued=(Revalued(yen, Money(130_000_000, "CNY")), Revalued(Money(0, "USD"), usd)),
    )
    waiting = [
        Waiting("R-7", "help", world.li, world.wang.name, "", NOW - HOUR, world.why, "D-1002", world.name),
        Waiting("R-8", "contract", world.li, "", "legal", FRIDAY, "", "", ""),
        Waiting("R-9", "help", world.li, "", "", FRIDAY, "", "D-1002", world.name),
    ]
    helped = replace(waiting[0], helper=world.wang)
    stuck = Line(world.li, "", "", world.why, (), ("D-1002",), late=False, edited=False)
    praises = (
        Praise("won", world.li, world.won),
        Praise("won", world.li, replace(world.won, amount=None)),
        Praise("helped", world.wang, helped=helped),
        Praise("helped", world.wang, helped=replace(helped, deal="", title="")),
        Praise("moved", world.li, world.worked, STAGES[3]),
        Praise("contacted", world.li, world.worked),
        None,
    )
    full = Digest(
        changes=changes,
        unowned=(
            Unowned(world.lead, 0),
            Unowned(replace(world.rich, code="D-1010"), 1),
            Unowned(replace(world.rich, code="D-1011"), 12),
        ),
        unowned_count=12,
        overdue=_agenda(world).overdue[:1] + _agenda(world).today,
        overdue_count=9,
        risks=(
            Risk(world.worked, STAGES[3], 8, FRIDAY, 20),
            Risk(world.bare, STAGES[0], 6, None, 0),
            Risk(world.worked, STAGES[3], 0, FRIDAY, 0),
        ),
        risk_count=7,
        help=tuple(waiting),
        help_count=3,
        help_late=1,
        blocked=(stuck,),
        blocked_count=1,
        away=(Away(world.away, FRIDAY, NOW), Away(replace(world.away, cover=None), FRIDAY, None)),
        praise=None,
    )
    empty = Digest(Changes(), (), 0, (), 0, (), 0, (), 0, 0, (), 0, (), None)
    found = [
        *(replace(full, praise=praise) for praise in praises),
        empty,
        replace(empty, changes=Changes(won=(world.won,), won_sums=(yen,))),
        replace(empty, changes=Changes(new=(world.lead,))),
        replace(empty, unowned=(Unowned(replace(world.lead, code="D-1012"), 1),), unowned_count=1),
    ]
    return {"digest": [{"digest": digest, "teams": (world.east,), "since": NOW, "now": NOW} for digest in found]}


def _mornings(world: World) -> dict[str, list[Facts]]:
    asked = (world.request, replace(world.request, code="R-2", note=""))
    quotes = (ToSend("Q-3", "D-1002", world.name),)
    mornings = (
        Morning(Agenda(), (), ()),
        Morning(Agenda((), _agenda(world).overdue[:1]), (), ()),
        Morning(_agenda(world), asked, quotes),
        Morning(Agenda(), asked[:1], ()),
    )
    return {
        "morning": [{"morning": one, "member": member} for one in mornings for member in (world.member, world.by)],
        "morning_switched": [
            {"on": on, "same": same, "at": time(8, 45)} for on in (True, False) for same in (True, False)
        ],
    }


def _rhythm(world: World) -> dict[str, list[Facts]]:
    kinds = ("standup", "digest", "morning", "praise", "anything")
    posts = [Shown(kind, time(9, 30), weekday, True, NOW) for kind in kinds for weekday in (None, 0)]
    posts += [Shown("standup", time(9), None, False, None)]
    both, alone = (world.east, world.west), (world.east,)
    return {
        "rhythm": [
            {
                "teams": [TeamShown(team, tuple(posts), time(10)) for team in teams],
                "mine": posts,
                "mornings": mornings,
                "may": may,
            }
            for teams in (both, alone, ())
            for mornings in (True, False)
            for may in (True, False)
        ],
        "rhythm_set": [
            {
                "kind": "standup",
                "teams": teams,
                "kept": kept,
                "before": before,
                "after": after,
                "same": before == after,
                "next_at": next_at,
            }
            for teams in ((), alone, both)
            for kept in ([], alone, both)
            for before, after in ((posts[0], posts[-1]), (posts[0], posts[0]))
            for next_at in (NOW, None)
        ],
        "rhythm_unreadable": [{"asked": world.step}],
        "rhythm_time_needed": [{"kind": kind} for kind in kinds],
        "rhythm_not_yours": [{}],
        "rule_not_yours": [{}],
    }
