"""Boards, points, thanks and praise, as samples of what is said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, cast
from zoneinfo import ZoneInfo

from handlers.boards import Day
from handlers.looking import Event
from handlers.views import Page, View
from sales.boards import Mine, Place, Tally
from sales.config import ScorePolicy
from sales.kudos import Kudos
from sales.money import money
from sales.periods import read_key
from sales.praising import Praise, Praised
from sales.rates import Sum
from sales.scoring import KINDS, Deed, Point
from sales.values import Person
from tests.samples.world import NOW, Facts, World


def facts(world: World) -> dict[str, list[Facts]]:
    """For each thing said about boards, points and thanks the facts of its different cases."""
    return {**_boards(world), **_points(world), **_thanks(world)}


def view(world: World, key: str = "2026-11", *, teams: int = 1) -> View:
    """A look at one team or both."""
    return View(
        *(cast(Any, None), cast(Any, None), cast(Any, None), NOW),
        teams=(world.east, world.west)[:teams],
        zone=ZoneInfo("Asia/Shanghai"),
        period=read_key(key),
    )


def deeds(world: World) -> list[Deed]:
    """One of everything that earns points."""
    what = f"{world.worked.code} {world.worked.title}"
    of_deal = {"about": world.worked.code, "ref": f"{world.worked.code}/7", "title": what}
    return [
        Deed("won", 1, NOW, "D-1002", "D-1002", what, amount=world.amount),
        Deed("won", 1, NOW, "D-1002", "D-1002", what),
        *(Deed(name, 1, NOW, **of_deal) for name in ("first_contact", "step_kept", "stage_forward")),
        Deed("standup", 1, NOW, "standup:1"),
        Deed("kudos", 1, NOW, "member:2", "K-12", by=world.wang, note=world.step),
        *(
            Deed(name, 1, NOW, "R-1", "R-1", title, by=world.wang)
            for name, title in (("request_answered", what), ("help_answered", ""), ("handover", what))
        ),
        Deed("award", 1, NOW, "AW-1", "AW-1", world.step),
        Deed("helped_win", 1, NOW, "D-1002", "D-1002", what, by=world.wang),
    ]


def _boards(world: World) -> dict[str, list[Facts]]:
    usd = money(Decimal(20_000), "USD")
    none = Sum((), money(Decimal(0), "CNY"))
    people = (world.li, world.wang, world.zhang, Person(4, "Bob"))
    sums = (Sum((world.amount,), world.amount), Sum((world.amount, usd), world.amount, (usd,)), none)
    tallies = [
        Tally(person, sum.worth.minor, 2, sum, {"result": 11, "process": 8, "collaboration": 4})
        for person, sum in zip(people, (*sums, sums[0]), strict=True)
    ]
    ranks: tuple[tuple[int, ...], ...] = ((), (1,), (1, 2), (1, 1, 3), (1, 1, 1, 1))
    own = tallies[0]
    mine = [
        Mine(own, 1),
        Mine(own, 1, shared=True),
        Mine(own, 3, 2, 800_000_00),
        Mine(own, 3, 2, 1, shared=True),
        Mine(own, None, 4, 2),
        Mine(own),
    ]
    cases = [
        {"mine": one, "gap": money(Decimal(one.gap), "CNY"), "by": by, "view": view(world, key, teams=teams)}
        for one in mine
        for by, key, teams in (("value", "2026-11", 1), ("won", "2026-Q4", 2), ("points", "2026-W48", 1))
    ]
    return {
        "board_mine": cast(list[Facts], cases),
        "board": [
            case
            | {
                "places": [Place(rank, tally) for rank, tally in zip(row, tallies, strict=False)],
                "leaders": [tally.member for rank, tally in zip(row, tallies, strict=False) if rank == 1],
                "mine": case["mine"] if row else None,
                "earlier": f"board{whose} 2026-10 value",
                "other": f"board{whose} 2026-11 points",
                "unrated": (usd,) if whose else (),
                "over": bool(whose),
            }
            for row in ranks
            for case in cases[:: 1 if len(row) == 3 else 7]
            for whose in ("", " t1")
        ],
    }


def _points(world: World) -> dict[str, list[Facts]]:
    earned = tuple(Point(deed, kind, 3) for deed, kind in zip(deeds(world), KINDS * 4, strict=False))
    midnight = datetime(2026, 11, 23, 16, tzinfo=UTC)
    days = [Day(midnight, earned[:3]), Day(midnight - timedelta(days=1), earned[3:])]
    sums = {"result": 11, "process": 8, "collaboration": 4}
    event = Event(world.change("progressed"), tuple(world.lines()[1:2]))
    return {
        "points": [
            {"days": rows, "sums": sums, "total": total, "page": page, "view": view(world, key)}
            for rows, total, page in (
                (days, 23, Page(30, 20, "points 2026-W48 page 2")),
                ([Day(midnight, earned[:1])], 1, Page(1, 0)),
                ([], 0, Page(0, 0)),
            )
            for key in ("2026-W48", "2026-11-23", "2026")
        ],
        "points_private": [{}],
        "points_rules": [
            {"policy": ScorePolicy(), "kinds": KINDS, "step": step} for step in (money(Decimal(50_000), "CNY"), None)
        ],
        "history": [
            {"deal": world.worked, "events": [event], "count": count, "only": row}
            for count, row in ((12, 7), (1, 0), (40, 0))
        ],
        "history_short": [{"deal": world.worked, "count": 3}],
    }


def _praises(world: World) -> list[tuple[list[Praise], list[Person]]]:
    done = deeds(world)
    kudos, private = done[6], replace(done[6], public=False)
    result = Praise("result", (Praised(world.li, done[0], 2), Praised(world.wang, done[1], 0)))
    process = Praise("process", tuple(Praised(world.zhang, deed, 4) for deed in done[2:6]))
    team = Praise("collaboration", tuple(Praised(world.wang, deed, 1) for deed in (kudos, private, done[-1])))
    every = [world.li, world.wang, world.zhang]
    return [
        ([result], every[:2]),
        ([process], [world.zhang]),
        ([result, process, team], every),
        ([team], [*every, Person(4, "Bob")]),
    ]


def _thanks(world: World) -> dict[str, list[Facts]]:
    to = replace(world.member, id=world.wang.id, name=world.wang.name)
    plain = Kudos(12, world.li, world.wang, world.step, True, NOW)
    on_deal = replace(plain, deal=world.worked.code, title=world.worked.title)
    both = (plain, on_deal, replace(on_deal, at=NOW - timedelta(days=3)))
    every: list[Facts] = [{"kudos": one} for one in both]
    return {
        "form_kudos": [{"stages": (), "command": None, "to": one} for one in (to, None)],
        "kudos_done": [case | {"to": to, "public": public} for case in every for public in (True, False)],
        "kudos_received": every,
        "kudos_one": every,
        "kudos_list": [
            {"received": got, "given": gave, "got": len(got), "gave": len(gave), "period": read_key("2026-11")}
            for got in ((), (plain,), both)
            for gave in ((), (plain,), both)
        ],
        "kudos_yourself": [{}],
        "kudos_long": [{"to": to, "most": 300}],
        "kudos_spent": [{"to": to, "most": 3}],
        "kudos_unknown": [{"code": "K-12"}],
        "kudos_whom": [{"name": world.wang.name}, {"name": ""}],
        "praise_set": [{"praised": on, "changed": changed} for on in (True, False) for changed in (True, False)],
        "praise_week": [
            {"praises": praises, "people": people, "week": "2026-W47", "past": past}
            for praises, people in _praises(world)
            for past in (True, False)
        ],
        "undo_setting": [
            {"change": world.change(what), "lines": lines}
            for what, lines in (
                *((what, world.lines()[9:14]) for what in ("language", "zone", "away", "back")),
                *((what, ()) for what in ("kudos", "praise_off", "praise_on")),
            )
        ],
    }
