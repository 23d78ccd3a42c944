"""Two companies in one store whose codes, people and rooms have the same names."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from unittest.mock import patch

from sqlalchemy import select

from handlers.commands import COMMANDS
from handlers.message import Message
from storage import tables
from tests.chat import Chat

# How each names its customers, and words that stand beside the names and that no neighbour ever says.
CALLED = {"default": "Acme", "other": "Bumble"}
SECRETS = {"default": ("Kestrel", "Osprey", "Heron"), "other": ("Magpie", "Sparrow", "Robin")}
WHO = ("li", "mei", "dora", "ann")
ROOMS = ("east", "us", None)


class Company(Chat):
    """A company that comes in by a door of its own; with the same names as every other."""

    def __init__(self, url: str, tenant: str) -> None:
        self.tenant = tenant
        with patch("tests.chat.TENANT", tenant):
            super().__init__(url)

    def message(self, who: str, words: str, **more: object) -> Message:
        return replace(super().message(who, words, **more), tenant=self.tenant)

    def settles_in(self) -> None:
        """Deals in every place, an offer, a leave, a question that waits for its answer."""
        called, (mine, pooled, far) = CALLED[self.tenant], SECRETS[self.tenant]
        self.has_deal(f"{called} {mine}", owner="li")
        self.has_deal(f"{called} {mine} too", owner="wang")
        self.has_deal(f"{called} {pooled}")
        self.has_deal(f"{called} {far}", owner="tom", room="us")
        self.handle("li", f"progress D-1001 next call {mine} tomorrow, note {mine} is keen")
        self.handle("li", f"transfer D-1001 to 王芳 because {mine} asked")
        self.handle("wang", f"ask Zhang on D-1002: what does {mine} need")
        self.handle("wang", f"contract D-1002 {mine} frame to Zhang: {mine} pays in 60 days")
        self.handle("wang", f"handover D-1002 to Zhang: {mine} starts next Monday")
        self.handle("wang", "add Zhang to D-1002")
        self.handle("zhang", f"leave tomorrow, cover Li ({mine})")
        self.handle("li", f"quote D-1001 3 x {mine} by tomorrow")
        self.handle("li", f"offer Q-301 3 x {mine} at ¥100, 15% off")
        self.handle("li", f"kudos to Zhang for {mine}")
        self.handle("wang", f"kudos to Li for {pooled}", room=None)
        self.handle("wang", f"won D-1002 ¥{len(mine)}万")
        self.handle("li", f"who owns {called}")
        self.handle("mei", f"goal Li {len(mine)}M this quarter")
        self.handle("mei", "goal east 5M this quarter")
        self.handle("dora", "rate USD 7.1 from 2026-11-01", room=None)
        self.handle("mei", f"award open {mine} of November until Friday")
        self.handle("li", f"nominate 王芳 for {mine}")
        self.handle("zhang", "vote wang", room=None)
        if self.tenant == "default":  # a code the neighbours do not have
            self.handle("dora", f"award open {far} of the year until Friday")
        self._stands_up(mine)
        self.news()

    def _stands_up(self, word: str) -> None:
        """A stand-up that was asked and answered with a word of their own."""
        self.now -= timedelta(minutes=5)
        self.timer("rhythm")
        self.ticks()
        self.now += timedelta(minutes=5)
        self.ticks()
        self.handle("li", f"standup yesterday {word}, today {word}, blocked: {word}")

    def rows_of(self) -> dict[str, list[str]]:
        """Everything the store holds of this company."""
        with self.store.read() as db:
            # In an order of our own: a database may give the same rows in another one.
            return {name: sorted(map(repr, db.execute(query))) for name, query in self._all}

    @cached_property
    def _all(self) -> list[tuple[str, object]]:
        return list(self._queries())

    def _queries(self) -> Iterator[tuple[str, object]]:
        of_deals = select(tables.deals.c.id).where(tables.deals.c.workspace == self.workspace)
        for table in tables.metadata.sorted_tables:
            if "workspace" in table.c:
                yield table.name, select(table).where(table.c.workspace == self.workspace)
        of_quotes = select(tables.quotes.c.id).where(tables.quotes.c.workspace == self.workspace)
        yield "versions", select(tables.quote_versions).where(tables.quote_versions.c.quote.in_(of_quotes))
        of_requests = select(tables.requests.c.id).where(tables.requests.c.workspace == self.workspace)
        yield "terms", select(tables.terms).where(tables.terms.c.request.in_(of_requests))
        yield "checks", select(tables.checks).where(tables.checks.c.request.in_(of_requests))
        yield "helpers", select(tables.helpers).where(tables.helpers.c.deal.in_(of_deals))
        of_team = select(tables.standups.c.id).where(tables.standups.c.workspace == self.workspace)
        answers = tables.standup_answers
        of_ballots = select(tables.ballots.c.id).where(tables.ballots.c.workspace == self.workspace)
        for table in (tables.papers, tables.nominations):
            yield table.name, select(table).where(table.c.ballot.in_(of_ballots))
        yield "standup_answers", select(answers).where(answers.c.standup.in_(of_team))
        yield "ownership", select(tables.ownership).where(tables.ownership.c.deal.in_(of_deals))
        yield "workspaces", select(tables.workspaces).where(tables.workspaces.c.id == self.workspace)

    def heard(self) -> str:
        """Every word that was said in this company, to whomever."""
        said = self.rows("SELECT text FROM outbox WHERE workspace = :id", id=self.workspace)
        return "\n".join(row["text"] for row in said)


def attempts(other: Company) -> Iterator[str]:
    """Every command with its examples, and every name of something that is the neighbours'."""
    for command in COMMANDS:
        yield command.example
        yield f"{command.words[-1]} D-1001"
        yield f"{command.words[0]} {CALLED[other.tenant]}"
        yield f"form {command.words[0]} D-1004"
    for row in other.rows("SELECT id FROM inbox WHERE workspace = :id", id=other.workspace):
        yield f"pick {row['id']}/1"
    for row in other.rows("SELECT id FROM kudos WHERE workspace = :id", id=other.workspace):
        yield from (f"kudos K-{row['id']}", f"kudos m{other.members['zhang']} for the launch")
    for one in (f"m{other.members['li']}", f"t{other.teams['east']}", other.value("SELECT max(id) FROM workspaces")):
        yield from (f"{word} {one}" for word in ("pipeline", "stale", "forecast", "won deals", "gap", "response times"))
        yield from (f"goal {one} CNY 5 2026-Q4", f"goal {one} none 2026-Q4", f"goals {one} page 2")
    for team in other.teams.values():
        yield from (f"board t{team}", f"board t{team} by points", f"points t{team}")
    for code in ("AW-1", "AW-2"):
        yield from (f"{word} {code}" for word in ("award", "vote", "form vote", "nominate Li for", "award close"))
        yield f"vote {code} wang"
    for code in ("D-1001", "D-1004", "R-1"):
        yield from (f"{word} {code}" for word in ("show", "history", "accept", "decline", "withdraw", "undo"))
    words = [
        "show",
        "take",
        "offer",
        "approve",
        "reject",
        "return",
        "sent",
        "accepted",
        "refused",
        "decline",
        "withdraw",
    ]
    yield from (f"{word} Q-301 {CALLED[other.tenant]}" for word in words)
    for code in ("R-2", "R-3", "R-4"):
        yield from (f"{words} {code}" for words in ("show", "take", "withdraw", "sign off"))
        yield from (
            f"{words.format(code)}" for words in ("answer {} no", "terms {} new", "check {} all", "add line {} x")
        )
    yield from ("open requests", "remove Zhang from D-1002")
    yield from ("undo D-1001/1", "undo D-1001/2", "undo me/1", "assign D-1001 to Li", "my deals", "pool", "pipeline")


def crossings(one: Company, other: Company, *, everywhere: bool) -> list[str]:
    """Have one company try everything, in every room or in one after the other; what of the other it heard or moved."""
    before, found = other.rows_of(), []
    thread = other.value("SELECT max(id) FROM local_posts WHERE workspace = :id", id=other.workspace)
    for turn, words in enumerate(attempts(other)):
        for no, who in enumerate(WHO):
            for room in ROOMS if everywhere else ROOMS[(turn + no) % 3 :][:1]:
                state = one.handle(who, words, room=room, thread=thread if room == "us" else None).state
                if state not in ("done", "refused"):
                    found.append(f"{who} in {room}: {words!r} ended {state}")
        after = other.rows_of()
        found += [f"{words!r} moved {name}" for name, rows in after.items() if rows != before[name]]
        before = after
    one.now += timedelta(hours=9)
    one.ticks()
    heard = one.heard()
    return [*found, *(f"heard of {word}" for word in SECRETS[other.tenant] if word in heard)]


@contextmanager
def settled(url: str) -> Iterator[tuple[Company, Company]]:
    """Both companies in one store, settled in."""
    with Company(url, "default") as one, Company(url, "other") as other:
        one.settles_in()
        other.settles_in()
        one.news()
        yield one, other
