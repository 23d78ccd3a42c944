"""A day of twenty people in two languages, told without any platform, and the port that a platform's driver fills in.

A driver lets people speak, press and fill in by whatever its platform has, and says what they saw. The script is one
list of steps, each at its own minute, so that the same day is the same day everywhere.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Connection, text

from bot.local.reading import TENANT
from storage import timers, workspaces
from tests.chat import Person
from tests.promises.day_script import DAY, PEOPLE, Fills, Presses, Says, Step

ZONE = "Asia/Shanghai"
MORNING = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # Monday 08:30 in Shanghai
STEP = timedelta(minutes=3)
TICKS = timedelta(minutes=10)
EVENING = MORNING + timedelta(hours=10)


@dataclass(frozen=True, order=True)
class Sight:
    """One thing one person saw: its first line, the figures and codes in it, its buttons; for a form its fields."""

    person: str
    title: str
    values: tuple[str, ...]
    buttons: tuple[tuple[str, str], ...]


# Codes, amounts, days, hours, shares: everything with a digit in it.
FIGURE = re.compile(r"[A-Z]{1,2}-\d+(?:/\d+)?|[¥$€£]?\d[\d,.:/-]*\d[%万亿kM]?|\d[%万亿kM]?")


def values(words: str) -> tuple[str, ...]:
    """The figures of a text, however it is laid out."""
    return tuple(sorted(FIGURE.findall(words)))


def title(words: str) -> str:
    """A first line as it is compared: mentions are names, and spaces are one."""
    return " ".join(words.replace("@", "").split())


def form(person: str, labels: Sequence[str], errors: Sequence[str]) -> Sight:
    """A form as it is compared: what it asks for, and what was refused; platforms cut its heading."""
    return Sight(person, "form", tuple(labels), tuple(("", error) for error in errors))


def present(room: str) -> frozenset[str]:
    """Who is in a room: its team, the director and the admin."""
    return frozenset(one.handle for one in PEOPLE if one.team == room) | {"dora", "ann"}


class Driver(Protocol):
    """One door of Baton, as twenty people use it."""

    def until(self, moment: datetime) -> None:
        """Let time pass, with everything that falls due on the way."""

    def says(self, who: str, words: str, *, room: str | None, thread: str) -> None:
        """Let somebody write to Baton."""

    def presses(self, who: str, title: str, label: str) -> None:
        """Let somebody press a button of the newest card they see with these words in its title."""

    def fills(self, who: str, line: str, said: Mapping[str, str], *, title: str, room: str | None) -> None:
        """Let somebody open a form by a line, or by a card's button of that label, fill it in and send it."""

    def sights(self) -> list[Sight]:
        """What each person saw that is new or changed since the last time."""

    def business(self) -> dict[str, list[tuple[Any, ...]]]:
        """What is stored."""


@dataclass(frozen=True)
class Seen:
    """What one step led to."""

    step: str
    sights: tuple[Sight, ...]


def live(driver: Driver, script: Sequence[Step] = DAY) -> list[Seen]:
    """Live the day through one door; return what people saw after each step and in the hours after the last."""
    found, moment = [], MORNING
    for no, step in enumerate(script):
        driver.until(moment)
        _do(driver, step)
        found.append(Seen(f"{no} {step}", tuple(sorted(driver.sights()))))
        moment += STEP
    while moment < EVENING + timedelta(hours=1):
        driver.until(moment)
        found.append(Seen(f"until {moment:%H:%M}", tuple(sorted(driver.sights()))))
        moment += timedelta(minutes=10)
    return [seen for seen in found if seen.sights]


Lived = tuple[list[Seen], dict[str, list[tuple[Any, ...]]]]


def differences(one: Lived, other: Lived) -> list[str]:
    """Where two days differ: what people saw after each step, and what is stored in the end."""
    steps = [{seen.step: seen.sights for seen in lived} for lived, _ in (one, other)]
    found = []
    for step in dict.fromkeys([*steps[0], *steps[1]]):
        saw, too = (Counter(known.get(step, ())) for known in steps)
        found += [f"{step}: only here {sight}" for sight in saw - too]
        found += [f"{step}: only there {sight}" for sight in too - saw]
    for name, rows in one[1].items():
        found += [f"{name}: only here {row}" for row in rows if row not in other[1][name]]
        found += [f"{name}: only there {row}" for row in other[1][name] if row not in rows]
    return found


def _do(driver: Driver, step: Step) -> None:
    match step:
        case Says(who, words, room, thread):
            driver.says(who, words, room=room, thread=thread)
        case Presses(who, words, label):
            driver.presses(who, words, label)
        case Fills(who, line, said, words, room):
            driver.fills(who, line, said, title=words, room=room)


def company(
    db: Connection,
    door: str,
    tenant: str,
    *,
    user: Callable[[str], str] = str,
    channel: Callable[[str], str] = str,
    people: Sequence[Person] = PEOPLE,
    now: datetime = MORNING,
) -> int:
    """Found the company with everybody in it, reached through one door; `user` and `channel` are the platform's ids."""
    workspace = workspaces.create(
        db,
        name="Huarui",
        zone=ZONE,
        language="en",
        currency="CNY",
        doors_open={("local", TENANT), (door, tenant)},
        now=now,
    )
    teams = {
        name: workspaces.add_team(db, workspace=workspace, name=name, zone=zone, language="en")
        for name, zone in (("east", ZONE), ("us", "America/New_York"))
    }
    for name, team in teams.items():
        workspaces.add_room(
            db,
            workspace=workspace,
            team=team,
            door=door,
            tenant=tenant,
            channel=channel(name),
            name=name,
            language="en",
        )
    for person in people:
        workspaces.add_member(
            db, workspace=workspace, handle=person.handle, name=person.name,
            roles=dict.fromkeys(person.roles, "2026-01-01"), teams_of=[teams[person.team]], language=person.language,
            zone=ZONE, users=[(door, tenant, user(person.handle))], now=now,
        )  # fmt: skip
    timers.once(db, workspace=workspace, subject_kind="workspace", subject=workspace, kind="rhythm", due=now)
    return workspace


BUSINESS = {
    "deals": """
        SELECT d.code, d.title, d.stage, d.result, m.handle, d.amount, d.currency, d.claimed_at, d.contacted_at,
               d.next_step, d.next_at, d.phone FROM deals d LEFT JOIN members m ON m.id = d.owner ORDER BY d.id""",
    "requests": """
        SELECT r.code, r.kind, r.state, d.code, a.handle, s.handle FROM requests r JOIN deals d ON d.id = r.deal
        LEFT JOIN members a ON a.id = r.asker LEFT JOIN members s ON s.id = r.assignee ORDER BY r.id""",
    "quotes": "SELECT code, version, state FROM quotes ORDER BY id",
    "awards": "SELECT code, title, state FROM ballots ORDER BY id",
    "nominations": """
        SELECT b.code, n.reason, m.handle FROM nominations n JOIN ballots b ON b.id = n.ballot
        JOIN members m ON m.id = n.nominee ORDER BY b.id, n.at, m.handle""",
    "kudos": "SELECT f.handle, k.reason FROM kudos k JOIN members f ON f.id = k.giver ORDER BY k.id",
    "goals": "SELECT kind, subject, metric, period, value, currency FROM goals ORDER BY 1, 2, 3, 4",
    "standups": "SELECT m.handle, done, plan, blocker FROM standup_answers a JOIN members m ON m.id = a.member ORDER BY 1",
    "history": """
        SELECT h.subject_kind, h.subject, h.no, h.what, m.handle, h.at FROM history h LEFT JOIN members m ON m.id = h.who
        ORDER BY 1, 2, 3""",
    "members": "SELECT handle, language, zone FROM members ORDER BY id",
    "timers": "SELECT subject_kind, subject, kind, due, step FROM timers ORDER BY 1, 2, 3",
}


def business(db: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that is stored about the business: the same whichever door was used."""
    return {name: [tuple(row) for row in db.execute(text(statement))] for name, statement in BUSINESS.items()}
