"""Slack's own state, and the ledger of what people see of it."""

import threading
import time
import uuid
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

from tests.slack import words
from tests.slack.faults import Faults
from tests.slack.paces import Paces
from tests.slack.world import SCOPES, Channel, Message, Person, Problem, Seen, Team, View

BOT = "U0BATON"


class State:
    """Workspaces and what stands in them."""

    def __init__(self, *, clock: Callable[[], float] = time.time, burst: int = 1) -> None:
        self.clock = clock
        self.lock = threading.RLock()
        self.teams: dict[str, Team] = {}
        self.paces = Paces(clock, burst=burst)
        self.faults = Faults()
        self.ledger: list[Seen] = []
        self.stacks: dict[tuple[str, str], list[View]] = {}
        self.homes: dict[tuple[str, str], View] = {}
        self.triggers: dict[str, dict[str, Any]] = {}
        self.hooks: dict[str, dict[str, Any]] = {}
        self.uploads: dict[str, dict[str, Any]] = {}
        self.codes: dict[str, dict[str, Any]] = {}
        self.client_id, self.client_secret = "1234.5678", "c0ffee" * 5
        self.signing_secret, self.app_token = "5ec12e7" * 4, "xapp-1-A0BATON-1-feed"
        self.base = ""
        self._numbers = count(1)
        self._told = 0
        self._latest: dict[str, Seen] = {}

    def number(self) -> int:
        """The next number; never twice."""
        return next(self._numbers)

    def ts(self) -> str:
        """A message's ts: the second, and a number that makes it unique."""
        return f"{int(self.clock()):010d}.{self.number() % 1_000_000:06d}"

    def team(self, id: str = "T0HUARUI", *, name: str = "Huarui", scopes: Iterable[str] = SCOPES, **more: Any) -> Team:
        """Install the app in a workspace."""
        team = Team(id, name, f"xoxb-{id}-{uuid.uuid4().hex[:8]}", frozenset(scopes), **more)
        team.people[BOT] = Person(BOT, team, "baton", "Baton", is_bot=True)
        self.teams[id] = team
        return team

    def person(self, team: Team, handle: str, *, name: str = "", id: str = "", **more: Any) -> Person:
        """Let somebody belong to a workspace; an id may be given, as two workspaces may use the same."""
        person = Person(id or f"U{handle.upper():0>8}", team, handle, name or handle.title(), **more)
        team.people[person.id] = person
        return person

    def channel(
        self, team: Team, name: str, people: Iterable[Person] = (), *, bot: bool = True, id: str = "", **more: Any
    ) -> Channel:
        """Open a channel with these people in it."""
        channel = Channel(id or f"C{name.upper().replace('-', ''):0>8}", team, name, **more)
        channel.members = {person.id for person in people} | ({BOT} if bot else set())
        team.channels[channel.id] = channel
        return channel

    def dm(self, person: Person) -> Channel:
        """The direct message between the app and a person."""
        id = "D" + person.id[1:]
        if id not in person.team.channels:
            person.team.channels[id] = Channel(id, person.team, "", {person.id, BOT}, peer=person.id)
        return person.team.channels[id]

    def names(self, team: Team) -> Callable[[str], str]:
        """Say a person's id as their name."""
        return lambda id: team.people[id].name if id in team.people else id

    def rests(self, channel: Channel, seconds: float) -> None:
        """Answer 429 with Retry-After for this channel until so much time has passed."""
        self.paces.rest(f"{channel.team.id}:{channel.id}", seconds)

    # What is shown

    def show(self, channel: Channel, message: Message) -> None:
        """Put a message, or its new state, before those who may see it."""
        team, only = channel.team, message.only_for
        if only is not None:
            audience = {only} if team.people[only].present else set()
        else:
            audience = {id for id in channel.members if not team.people[id].is_bot}
        body = [] if message.deleted else message.blocks
        files = [file["title"] for file in message.files]
        said = words.lines(body, self.names(team)) or self._lines(team, message.text) if not message.deleted else []
        said += files
        self.note(
            Seen(
                f"{team.id}:{channel.id}:{message.ts}", self.number(), message.rev,
                "post" if only is None else "ephemeral", channel.id, frozenset(audience),
                said[0] if said else "", "\n".join(said), tuple(words.elements(body)), message.ts, message.thread_ts,
                message.broadcast, tuple(words.pings(body, message.text)), tuple(words.links(body, message.text)),
                message.text,
            )
        )  # fmt: skip

    def _lines(self, team: Team, text: str) -> list[str]:
        return [line for line in words.mrkdwn(text, self.names(team)).split("\n") if line.strip()]

    def show_view(self, view: View) -> None:
        """Put a modal or a home tab before its person."""
        blocks, kind = view.view["blocks"], view.view["type"]
        title = view.view["title"]["text"] if kind == "modal" else ""
        said = words.lines(blocks, self.names(view.team))
        fields = {
            label: words.value_of(view.values.get(block, {}).get(element.get("action_id"), {}))
            for label, block, element, _ in words.inputs(blocks)
        }
        self.note(
            Seen(
                f"{view.team.id}:{view.id}", self.number(), view.rev, kind, kind,
                frozenset({view.user}), title or (said[0] if said else ""), "\n".join(said),
                tuple(words.elements(blocks)), pings=tuple(words.pings(blocks, "")),
                links=tuple(words.links(blocks, "")), errors=dict(view.errors), fields=fields,
            )
        )  # fmt: skip

    def notice(self, person: Person, why: str) -> None:
        """Slack itself tells a person that the app failed."""
        self.note(
            Seen(
                f"{person.team.id}:notice:{self.number()}",
                self.number(),
                1,
                "notice",
                "",
                frozenset({person.id}),
                why,
                why,
            )
        )

    def note(self, seen: Seen) -> None:
        """Write into the ledger."""
        with self.lock:
            self.ledger.append(seen)
            self._latest[seen.id] = seen

    def sees(self, person: Person) -> list[Seen]:
        """Everything a person sees, each in its newest state, in the order in which it first came."""
        with self.lock:
            firsts = {seen.id: None for seen in self.ledger if person.id in seen.people}
            return [self._latest[id] for id in firsts if id.startswith(person.team.id + ":")]

    def news(self) -> list[Seen]:
        """What was shown or changed since the last call, each in its newest state."""
        with self.lock:
            fresh = {seen.id: seen for seen in self.ledger[self._told :]}
            self._told = len(self.ledger)
            return sorted(fresh.values(), key=lambda seen: seen.seq)

    def newest(self, seen: Seen) -> Seen:
        """The newest state of something."""
        return self._latest[seen.id]

    # What only the app may use

    def trigger(self, team: Team, user: str) -> str:
        """Give the app three seconds in which it may open one modal for this person."""
        # https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses
        id = f"{self.number()}.{self.number()}.{uuid.uuid4().hex}"
        self.triggers[id] = {"team": team, "user": user, "at": self.clock(), "used": False}
        return id

    def exchange(self, team: Team, id: object) -> str:
        """Take a trigger for the person it came from."""
        # https://docs.slack.dev/reference/methods/views.open#errors
        found = self.triggers.get(str(id))
        if found is None or found["team"] is not team:
            raise Problem("invalid_trigger_id")
        if found["used"]:
            raise Problem("exchanged_trigger_id")
        if self.clock() - found["at"] > 3:
            raise Problem("expired_trigger_id")
        found["used"] = True
        return str(found["user"])

    def hook(self, channel: Channel, user: str, message: Message | None = None) -> str:
        """A response_url."""
        key = uuid.uuid4().hex
        self.hooks[key] = {"channel": channel, "user": user, "message": message, "at": self.clock(), "uses": 0}
        return f"{self.base}/hook/{channel.team.id}/{key}"
