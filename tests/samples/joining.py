"""Samples of how people come in."""

from dataclasses import replace
from datetime import time, timedelta

from handlers.commands import COMMANDS
from handlers.looking import Listed
from handlers.pending import Offer
from sales.awarding import Ballot
from sales.boards import Mine, Tally
from sales.config import Beat
from sales.playbook import STAGES
from sales.values import Person
from storage.visitors import Visitor
from tests.samples.world import NOW, Facts, World


def facts(world: World) -> dict[str, list[Facts]]:
    """Strangers, newcomers, codes, closed accounts."""
    mail = "tom@acme.example"
    tom = Visitor(12, "slack", "T1", "U1", "Tom Baker", mail, "en", "Europe/Berlin", None, 0, None)
    somebody = [tom, Visitor(13, "wecom-bot", "b", "u", world.zhang.name, "", "", "", None, 0, None)]
    somebody.append(Visitor(14, "local", "default", "x", world.zhang.name, "", "", "", 3, 0, None))
    teams = ((), (world.east,), (world.east, world.west))
    people: tuple[tuple[Person, ...], ...] = ((), (world.li,), (world.li, world.wang, world.zhang))
    later = {"until": NOW + timedelta(minutes=10)}
    seen: list[Facts] = [{"visitor": one, "member": world.li, "by": world.wang} for one in somebody]
    joined: list[Facts] = [{"member": world.li, "team": team, "by": world.wang} for team in (None, world.east)]
    listed = [Listed(deal, STAGES[0]) for deal in (world.claimed, world.worked)]
    asked = [Offer(world.request, world.claimed)]
    desk: Facts = {"member": world.member, "deals": listed, "count": 2, "offers": asked, "asked": asked}
    desk |= {"votes": [_ballot(world)], "mine": None, "gap": None, "by": "points"}
    nothing: Facts = {"deals": [], "count": 0, "offers": [], "asked": [], "votes": []}
    beats = {"standup": Beat(time(9)), "minutes": 60, "praise": Beat(time(9, 30), weekday=0)}
    off = {"standup": Beat(time(9), on=False), "praise": Beat(time(9), on=False)}
    forms = {command.intent: command for command in COMMANDS}
    return {
        "home": [
            desk,
            desk | nothing,
            desk | {"count": 30, "mine": Mine(Tally(world.li, 5), rank=1)},
            desk | {"member": replace(world.member, mornings=False)},
        ],
        "home_stranger": [{}],
        "greeting": [
            beats | change | {"team": team, "teams": shown}
            for change in ({}, off)
            for team, shown in ((None, ()), (None, (world.east, world.west)), (world.east, ()))
        ],
        "form_log": [
            {"deals": deals, "deal": deals[0], "stages": STAGES, "command": forms["progress_update"]}
            for deals in ((world.claimed,), (world.claimed, world.worked))
        ],
        "log_nothing": [{}],
        "stranger_outside": [{}],
        "stranger_told": [{"name": one.name, "hosts": hosts} for one in somebody for hosts in people],
        "newcomer": [
            {"visitor": one, "room": room, "teams": shown, "alike": alike}
            for one in somebody
            for room in ("", world.room.name)
            for shown in teams
            for alike in people
        ],
        "newcomer_unknown": [{}],
        "newcomer_known": [{"visitor": tom, "member": world.li}],
        "admit_which_team": [{"visitor": tom, "teams": shown} for shown in teams],
        "admit_done": joined,
        "welcome": joined,
        "same_done": seen,
        "recognised": seen,
        "bind_code": [later | {"code": "482913"}],
        "bind_done": [{"member": world.li, "visitor": one} for one in (None, *somebody)],
        "bound_by_code": seen,
        "unbind_done": [one | {"host": host} for one in seen for host in (True, False)],
        "unbound": seen,
        "unbind_not_yours": seen,
        "bind_known": [{"member": world.li}],
        "bind_wrong": [{}],
        "bind_wait": [dict(later)],
        "account_closed": [
            {"member": world.li, "visitor": tom, "deals": deals, "left": left}
            for deals, left in (
                ((), True),
                ((), False),
                ((world.claimed,), False),
                ((world.claimed, world.worked), False),
            )
        ],
    }


def _ballot(world: World) -> Ballot:
    return Ballot(1, "AW-1", world.name, None, "Asia/Shanghai", 1, "open", NOW, NOW + timedelta(days=3), 0)
