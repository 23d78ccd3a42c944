"""Processes that send to WeCom's app from one store, as many as wanted."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from multiprocessing.synchronize import Event
from types import TracebackType
from typing import Any, Self

from sqlalchemy import text

from bot.local.reading import TENANT
from bot.program import Program, build
from bot.settings import Settings
from bot.vault import new_key
from storage import outbox, workspaces
from storage.outbox import Saying
from tests.forge import FORGE
from tests.wecom import Wecom
from tests.wecom.credentials import CORP_ID

ADMIN = "ann"


class Office:
    """A company in WeCom that has things to say to its people."""

    def __init__(self, url: str, *, people: int = 20, clock: Callable[[], datetime] | None = None) -> None:
        self.clock = clock or (lambda: datetime.now(UTC))
        self.wecom = Wecom(self.clock)
        self.people = [f"rep{no:02}" for no in range(people)]
        for handle in (*self.people, ADMIN):
            self.wecom.person(handle)
        self.given: dict[str, Any] = {"database_url": url, "secret_key": new_key(), **self.wecom.settings("app")}
        self.program = build(Settings(**self.given), clock=self.clock, local=False, threads=2)
        with self.program.store.write() as db:
            self.workspace = workspaces.create(
                db, name="Huarui", zone="Asia/Shanghai", language="en", currency="CNY",
                doors_open=[("local", TENANT), ("wecom-app", CORP_ID)], now=self.clock(),
            )  # fmt: skip
            team = workspaces.add_team(db, workspace=self.workspace, name="east", zone="Asia/Shanghai", language="en")
            self.members = {
                handle: workspaces.add_member(
                    db, workspace=self.workspace, handle=handle, name=handle.title(),
                    roles={"admin" if handle == ADMIN else "rep": "2026-01-01"}, teams_of=[team], language="en",
                    zone="Asia/Shanghai", users=[("wecom-app", CORP_ID, handle)], now=self.clock(),
                )
                for handle in (*self.people, ADMIN)
            }  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.program.sender.stop(5)
        self.program.close()
        self.wecom.close()

    def says_to_all(self, words: str) -> None:
        """Put one post for everybody into the outbox."""
        with self.program.store.write() as db:
            for handle in self.people:
                said = Saying(
                    workspace=self.workspace, key=f"{words}:{handle}", kind="answer", door="wecom-app", tenant=CORP_ID,
                    text=words, language="en", created_at=self.clock(), member=self.members[handle],
                )  # fmt: skip
                assert outbox.say(db, said) is not None

    def heard(self, words: str) -> list[str]:
        """Who sees these words, once for each time."""
        return [handle for handle in self.people for shown in self.wecom.sees(handle) if shown.title == words]

    def states(self) -> dict[str, int]:
        """How many posts to people are in which state."""
        statement = "SELECT state, count(*) AS posts FROM outbox WHERE member <> :admin GROUP BY state"
        with self.program.store.read() as db:
            rows = db.execute(text(statement), {"admin": self.members[ADMIN]}).all()
        return {row.state: row.posts for row in rows}

    def alerts(self) -> int:
        """How many things the admin was told, or is to be told."""
        with self.program.store.read() as db:
            statement = text("SELECT count(*) FROM outbox WHERE member = :admin")
            return int(db.execute(statement, {"admin": self.members[ADMIN]}).scalar_one())

    def settles(self) -> None:
        """Send what may leave now."""
        sender = self.program.sender
        while sender.step() or sender._flying:
            pass


class Colleague:
    """Another process on the same store, which sends until it is told to stop."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._up, self._over = FORGE.Event(), FORGE.Event()
        self._process = FORGE.Process(target=_sends, args=(dict(given), self._up, self._over))
        self._process.start()
        assert self._up.wait(60), "the other process did not start"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._process.join(20)
        self._process.kill()


def _sends(given: dict[str, Any], up: Event, over: Event) -> None:
    program: Program = build(Settings(**given), clock=lambda: datetime.now(UTC), local=False, threads=2)
    program.sender.start()
    up.set()
    over.wait(120)
    program.sender.stop(5)
    program.close()
