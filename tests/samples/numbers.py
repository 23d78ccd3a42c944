"""Lists, goals and rates as samples of what is said."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from handlers.forecasting import Closed, Conversion, Missing, Pace, Pipeline
from handlers.goals import Choice
from handlers.listing import LateDeal, LostDeals, ShutDeal, Step, StillDeal
from handlers.looking import Listed
from handlers.rates import Known
from handlers.views import Page, View
from sales.config import Config
from sales.forecasting import Forecast, Part, Passage, Reason, StageSum
from sales.goals import Check, Goal, gap
from sales.money import Money, money
from sales.periods import containing
from sales.playbook import STAGES
from sales.progress import LOST_REASONS
from sales.rates import Rate, Sum
from sales.responding import Length, Times
from sales.staleness import Late, OpenDeal, Still
from sales.values import Deal, Workspace
from tests.samples.world import FRIDAY, NOW, Facts, World

DAY = date(2026, 11, 1)
QUARTER, MONTH, YEAR = (containing(unit, DAY) for unit in ("quarter", "month", "year"))
SUNDAY = containing("day", DAY)
USD = money(Decimal(50_000), "USD")
EUR = money(Decimal(3_000), "EUR")


def facts(world: World) -> dict[str, list[Facts]]:
    """For each thing said the facts of its different cases."""
    return {**_lists(world), **_sums(world), **_goals(world), **_rates(), **_refusals(world)}


def _view(world: World) -> View:
    workspace = Workspace(1, "Huarui", "Asia/Shanghai", "zh", "CNY", 0)
    nothing = cast(Connection, None)
    return View(nothing, workspace, Config(), NOW, (world.east,), ZoneInfo("Asia/Shanghai"), period=QUARTER, named=True)


def _views(world: World) -> list[View]:
    one = _view(world)
    return [one, replace(one, teams=(world.east, world.west), named=False), replace(one, person=world.li, period=MONTH)]


def _sum(*amounts: Money, worth: int = 0, unrated: tuple[Money, ...] = ()) -> Sum:
    return Sum(tuple(amounts), Money(worth, "CNY"), unrated)


def _many(world: World) -> list[Sum]:
    return [
        _sum(),
        _sum(world.amount, worth=world.amount.minor),
        _sum(USD, worth=35_600_000),
        _sum(world.amount, USD, worth=47_600_000),
        _sum(EUR, unrated=(EUR,)),
        _sum(world.amount, EUR, USD, worth=47_600_000, unrated=(EUR,)),
        _sum(EUR, USD, unrated=(EUR, USD)),
    ]


def _open(deal: Deal) -> OpenDeal:
    return OpenDeal(deal.id, 1, 1, deal.stage, NOW, deal.amount, None, deal.close_date, None, deal.next_at)


def _lists(world: World) -> dict[str, list[Facts]]:
    deal, stage = world.worked, STAGES[3]
    still = [
        StillDeal(replace(one, code=code), stage, Still(_open(one), 12, 22, 10, stale=stale, stuck=stuck))
        for one, code, stale, stuck in (
            (deal, "D-1001", True, False),
            (deal, "D-1002", False, True),
            (world.rich, "D-1003", True, True),
            (world.rich, "D-1004", False, True),
        )
    ]
    short = StillDeal(deal, stage, Still(_open(deal), 1, 1, 10, stale=True, stuck=False))
    late = [
        LateDeal(one, Late(_open(one), what, due, 3))
        for one in (deal, replace(world.rich, next_at=FRIDAY))
        for what in ("first_contact", "next_step", "close_date")
        for due in (NOW, FRIDAY)
    ]
    pages = (Page(12, 2, "stale t1 page 2"), Page(1, 0))
    own_pages = (Page(12, 2, "my stale page 2"), Page(1, 0))
    shown = ((False, pages), (True, own_pages))
    nothing = Page(0, 0)
    won = [world.won, replace(world.won, code="D-1003", amount=None, owner=None)]
    lost = [
        *(replace(world.lost, lost_reason=reason) for reason in LOST_REASONS),
        replace(world.lost_in_pool, code="D-1009"),
    ]
    near = [replace(world.rich, close_date=FRIDAY), replace(world.bare, close_date=NOW, amount=None)]
    return {
        "deals_of": [
            {"view": view, "deals": [Listed(one, stage) for one in found], "page": page, "stage": only}
            for view in _views(world)
            for only in (None, stage)
            for page, found in (
                (Page(12, 2, "open deals t1 page 2"), [deal, world.rich, world.lead]),
                (Page(1, 0), [world.bare]),
                (nothing, []),
            )
        ],
        "stale": [
            {"view": view, "found": found, "page": page, "own": own, "stuck": stuck, "quiet": 5}
            for view in _views(world)
            for own, both in shown
            for page, found in ((both[0], still[:3]), (both[1], still[3:4]), (both[1], [short]), (nothing, []))
            for stuck in ((0,) if page is nothing else (0, 1, 3))
        ],
        "overdue": [
            {"view": view, "found": found, "page": page, "own": own}
            for view in _views(world)
            for own, both in shown
            for page, found in ((both[0], late[:6:2]), (both[1], late[6:7]), (both[0], late), (nothing, []))
            if len({one.deal.code for one in found[:3]}) == len(found[:3]) or not own
        ],
        "won_deals": [
            {
                "view": view,
                "won": Part(count, value),
                "deals": [ShutDeal(one, SUNDAY) for one in won[:count]],
                "page": page,
            }
            for view in _views(world)
            for value in _many(world)
            for count, page in ((0, nothing), (1, Page(1, 0)), (12, Page(12, 2, "won deals t1 2026-Q4 page 2")))
        ],
        "closing_deals": [
            {
                "view": view,
                "due": Part(count, value),
                "deals": [Listed(one, stage) for one in near[:count]],
                "page": page,
            }
            for view in _views(world)
            for value in _many(world)
            for count, page in ((0, nothing), (1, Page(1, 0)), (12, Page(12, 2, "closing t1 2026-Q4 page 2")))
        ],
        "agenda": [
            {
                "view": view,
                "steps": [Step(one, late) for one, late in zip(found, (False, True), strict=False)],
                "page": page,
            }
            for view in _views(world)
            for page, found in (
                (
                    Page(12, 2, "agenda page 2"),
                    [replace(world.rich, next_at=FRIDAY), replace(world.bare, next_at=NOW - timedelta(1))],
                ),
                (Page(1, 0), [replace(world.lead, next_at=FRIDAY, next_step="")]),
                (nothing, []),
            )
        ],
        "lost_deals": [
            {
                "view": view,
                "found": LostDeals([], Part(count, value), reasons),
                "deals": [ShutDeal(one, SUNDAY) for one in lost] if count else [],
                "page": page,
            }
            for view in _views(world)
            for value in _many(world)
            for count, page in ((0, nothing), (1, Page(1, 0)), (12, Page(12, 2, "lost deals m1 2026-11 page 2")))
            for reasons in ([Reason(key, no, value) for no, key in enumerate(LOST_REASONS, 1)] if count else [],)
        ],
    }


def _sums(world: World) -> dict[str, list[Facts]]:
    pipelines = [
        Pipeline(
            [StageSum(stage, count, value, value, 6, 21, stuck) for stage in STAGES[:3] for stuck in (0, 3)],
            count,
            value,
            value,
            closed,
        )
        for value in _many(world)
        for count in (1, 12)
        for closed in (None, Closed(Part(5, value), Part(1, value)), Closed(Part(0, _sum()), Part(0, _sum())))
    ]
    empty = Pipeline([], 0, _sum(), _sum(), None)
    deal = _open(world.worked)
    forecasts = [
        Forecast(part, part, part, part, value, (deal,), (deal,), (deal,))
        for value in _many(world)
        for part in (Part(0, value), Part(1, value), Part(3, value))
    ]
    named = (world.worked, world.claimed)
    missing = (Missing(0, ()), Missing(1, named[:1]), Missing(7, named))
    passages = [Passage(stage, 12, 7, 3, lost) for stage, lost in zip(STAGES, (2, 0, 1, 0, 0, 0, 0), strict=True)]
    fast, slow = Times(1, Length(0, 0), Length(0, 45)), Times(12, Length(3, 20), Length(8, 0))
    paces = [
        Pace(world.li.name, contacts, answers)
        for contacts, answers in ((fast, None), (None, fast), (slow, fast), (slow, slow))
    ]
    return {
        "pipeline": [{"view": view, "pipeline": one} for view in _views(world) for one in (*pipelines, empty)],
        "forecast": [
            {
                "view": view,
                "forecast": one,
                "policy": Config().forecast,
                "undated": gap,
                "unpriced": gap,
                "passed": gap,
            }
            for view in _views(world)
            for one in forecasts
            for gap in missing
        ],
        "conversion": [
            {"view": view, "conversion": Conversion(found, closed)}
            for view in _views(world)
            for found in (passages, passages[1:2], [])
            for closed in (Closed(Part(5, _sum()), Part(3, _sum())), Closed(Part(0, _sum()), Part(0, _sum())))
        ],
        "response_times": [
            {"view": view, "paces": found, "own": own, "page": page}
            for view in _views(world)
            for page in (Page(1, 0), Page(12, 2, "response times t1 page 2"))
            for found, own in (([], False), ([], True), (paces, False), *(([pace], True) for pace in paces))
        ],
    }


def _goals(world: World) -> dict[str, list[Facts]]:
    value = Goal("member", 1, world.li.name, "value", QUARTER, 120_000_000, "CNY")
    count = replace(value, metric="count", value=5, currency=None, period=MONTH)
    team = replace(value, kind="team", name=world.east.name, period=YEAR)
    goals = (value, count, team)
    checks = [None] + [
        Check(whole, whole.value + less, less, unrated)
        for whole, less in ((team, 0), (team, -100), (team, 100), (replace(count, name=world.east.name), -1))
        for unrated in ((), (EUR,))
    ]
    gaps = [
        gap(goal, done=done, unrated=unrated, likely=likely, days=days)
        for goal in goals
        for done in (0, goal.value // 2, goal.value, goal.value * 2)
        for likely in (0, goal.value)
        for days in (0, 1, 28)
        for unrated in ((), (EUR,))
    ]
    parts = [replace(value, name=person.name) for person in (world.li, world.wang)]
    many = [[], *([one] for one in gaps), gaps[:40:16]]
    return {
        "goal_done": [
            {"goal": goal, "before": before, "parts": shared, "check": check, "back": back, "split": split}
            for goal in goals
            for before in (None, goal, replace(goal, value=goal.value * 2))
            for shared in ([], parts)
            for check in checks
            for back in ("goal m1 CNY 1000000 2026-Q4", "goal m1 none 2026-Q4", "goal m1 5 deals 2026-11")
            for split in (None, *(["goal t1 CNY 1000000 2026-Q4 split"] if not shared else []))
        ],
        "goal_metric": [{}],
        "goal_sure": [
            {"goal": goal, "before": before, "doubt": doubt}
            for goal in goals
            for before in (None, replace(goal, value=goal.value * 2))
            for doubt in ("over", "currency", "jump")
        ],
        "goal_told": [
            {"goal": goal, "before": before, "by": world.zhang}
            for goal in goals
            for before in (None, replace(goal, value=goal.value * 2))
        ],
        "goal_gone": [{"goals": [goal], "back": "goal m1 CNY 1000000 2026-Q4"} for goal in goals],
        "goal_period": [
            {"name": world.li.name, "choices": [Choice(no, one) for no, one in enumerate((MONTH, QUARTER, YEAR), 1)]}
        ],
        "goals": [
            {"view": view, "gaps": found, "page": page}
            for view in _views(world)
            for found, page in (
                ([], Page(0, 0)),
                (gaps[:1], Page(1, 0)),
                (gaps[::7], Page(12, 2, "goals t1 2026-Q4 page 2")),
            )
        ],
        "goal_gap": [
            {"view": view, "gaps": found, "name": world.li.name, "mine": mine, "led": led}
            for view in _views(world)[1:]
            for found in many
            for mine, led in ((True, []), (True, [world.east, world.west]), (False, []))
        ],
        "goal_needed": [{}],
        "goal_by": [{}],
        "goal_absurd": [{}],
        "goal_not_yours": [{"name": world.li.name, "kind": kind} for kind in ("member", "team", "workspace")],
        "goal_split_team": [{}],
        "goal_split_nobody": [{"name": world.east.name}],
        "goal_none": [{"name": world.li.name, "period": QUARTER}],
    }


def _rates() -> dict[str, list[Facts]]:
    rate = Rate("USD", DAY, Decimal("7.12"))
    befores = (None, rate, Rate("USD", DAY, Decimal("7.05")), Rate("USD", DAY - timedelta(days=30), Decimal(7)))
    known = [Known("USD", rate, None, 1), Known("EUR", None, rate, 1), Known("JPY", rate, rate, 9)]
    return {
        "rate_done": [{"rate": rate, "before": before, "base": "CNY", "change": "+1.0%"} for before in befores],
        "rate_gone": [{"rate": rate, "before": before, "base": "CNY"} for before in befores],
        "rate_needed": [{}],
        "rate_unknown": [{"currency": "XYZ"}],
        "rate_own": [{"currency": "CNY"}],
        "rate_absurd": [{"currency": "USD", "base": "CNY"}],
        "rate_far": [{"rate": replace(rate, value=Decimal("71.2")), "known": rate, "base": "CNY"}],
        "rate_none": [{"currency": "USD", "day": containing("day", DAY)}],
        "rates": [{"rates": found, "base": "CNY"} for found in ([], known)],
    }


def _refusals(world: World) -> dict[str, list[Facts]]:
    return {
        "list_not_yours": [{"name": world.li.name}, {"name": world.west.name}],
        "list_unknown_name": [
            {"name": world.name, "teams": teams} for teams in ((), (world.east,), (world.east, world.west))
        ],
        "list_without_team": [{}],
    }
