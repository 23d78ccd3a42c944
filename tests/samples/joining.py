"""Samples of how people come in."""

from datetime import timedelta

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
    return {
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
        "bind_code": [later | {"code": "bind 482913"}],
        "bind_done": [{"member": world.li}],
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
