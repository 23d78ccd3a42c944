"""Baton behind our Slack: the whole program with both of Slack's ways in, and a clock that goes on when told."""

import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from types import TracebackType
from typing import Any, Literal, Self
from unittest.mock import patch

from httpx2 import Response
from sqlalchemy import text
from starlette.testclient import TestClient

from bot.app import application
from bot.doors import open_doors
from bot.health import Health
from bot.program import build
from bot.settings import Settings
from bot.turns import Turns
from bot.vault import new_key
from storage import workspaces
from tests.slack import Clock, Person, Seen, Slack
from tests.slack.world import Channel

Way = Literal["http", "socket"]


class House:
    """One Slack workspace with people in it, and Baton as they meet it on its first day there."""

    def __init__(self, url: str, way: Way = "http", *, oauth: bool = False, **more: Any) -> None:
        self._patience = ExitStack()
        # A busy machine is not what is tried here; what is late stands in test_slack_http.py.
        for name, seconds in (("bot.turns.BEGIN_SECONDS", 8.0), ("bot.dispatcher.BUDGET", 9.0)):
            self._patience.enter_context(patch(name, seconds))
        self.clock = Clock()
        self.slack = Slack(clock=self.clock, wall=self.clock)
        self.slack.gateway.patience = 10
        self.team = self.slack.team()
        self.mei = self.slack.person(self.team, "mei", name="Mei Lin", email="mei@acme.example")
        self.li = self.slack.person(self.team, "li", name="Li Na", email="li@acme.example", locale="zh-CN")
        self.east = self.slack.channel(self.team, "east", [self.mei, self.li])
        app = (
            {"slack_signing_secret": self.slack.signing_secret}
            if way == "http"
            else {"slack_app_token": self.slack.app_token}
        )
        bot = {"slack_bot_token": self.team.token, "slack_api_url": self.slack.api_url}
        if oauth:
            own = {"slack_client_id": self.slack.client_id, "slack_client_secret": self.slack.client_secret}
            bot = {"slack_api_url": self.slack.api_url, **own}
        self.settings = Settings(database_url=url, secret_key=new_key(), **(app | bot | more))
        self.program = build(self.settings, clock=lambda: self.clock.now, local=False, threads=4)
        self.turns = Turns(4)
        (self.door,) = open_doors(self.program, self.settings, self.turns)
        app_ = application(Health(lambda: self.clock.now), self.program.metrics, local=None, doors=[self.door], port=80)
        self.client = TestClient(app_, base_url="https://baton.example", follow_redirects=False)
        self.door.start()
        self.waits(lambda: not self.door.troubles())
        if way == "socket":
            self.slack.speaks_socket()
        else:
            self.slack.speaks(self._posts)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.door.stop(5)
        self.turns.close()
        self.program.sender.stop(5)
        self.program.close()
        self.slack.close()
        self._patience.close()

    def _posts(self, path: str, body: bytes, headers: Any) -> tuple[int, Any, bytes]:
        answer = self.client.post(path, content=body, headers=dict(headers))
        return answer.status_code, answer.headers, answer.content

    def waits(self, done: Any, seconds: float = 10) -> None:
        """Wait until something is so."""
        until = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < until, "it did not happen"
            time.sleep(0.01)

    def news(self) -> list[Seen]:
        """Let everything leave, and return what was shown since the last look."""
        for _ in range(60):
            while self.program.sender.step() or self.program.sender._flying:
                pass
            if not self.rows("SELECT id FROM outbox WHERE state IN ('waiting', 'sending')"):
                break
            self.clock.passes(seconds=1)
        return list(self.slack.news())

    def titles(self, who: Person | None = None) -> list[str]:
        """The first lines of what was shown since the last look, to somebody or at all."""
        return [seen.title for seen in self.news() if who is None or who.id in seen.people]

    def begins(self, *, team: str = "East") -> None:
        """Let Mei found the company with one team, and Li be in it."""
        self.slack.writes(self.mei, "help")
        self.slack.writes(self.mei, f"add team {team}: Mei Lin (manager)")
        self.slack.writes(self.mei, "setup done")
        self.slack.mentions(self.mei, self.east, f"room {team}")
        self.slack.writes(self.li, "帮助")
        self.slack.writes(self.mei, "admit N-2")
        self.news()

    def browser(self) -> TestClient:
        """A browser in which nothing was begun yet."""
        return TestClient(self.client.app, base_url="https://baton.example", follow_redirects=False)

    def goes_to_install(self, browser: TestClient) -> str:
        """Go to our page, and return where it sends a browser."""
        answer = browser.get("/slack/install")
        assert (answer.status_code, answer.headers["cache-control"]) == (302, "no-store")
        return answer.headers["location"]

    def installs(self, who: Person, browser: TestClient | None = None) -> Response:
        """Install us as somebody does, and return the last page."""
        browser = browser or self.client
        back = self.slack.approves(self.goes_to_install(browser), who)
        return browser.get(f"/slack/oauth_redirect{back[back.index('?') :]}")

    def home(self, who: Person) -> Seen:
        """Somebody's App Home as it is now."""
        (seen,) = [one for one in self.slack.sees(who) if one.kind == "home"]
        return seen

    def now(self) -> datetime:
        """The moment it is."""
        return self.clock.now

    def rows(self, statement: str, **parameters: object) -> Sequence[dict[str, Any]]:
        """Look into the store."""
        with self.program.store.read() as db:
            return [dict(row) for row in db.execute(text(statement), parameters).mappings()]

    def company(self) -> int:
        """The only company there is."""
        with self.program.store.read() as db:
            found = workspaces.of_door(db, door="slack", tenant=self.team.id)
        assert found is not None
        return found.id

    def channel(self, name: str, people: Sequence[Person]) -> Channel:
        """Another channel, with the bot in it."""
        return self.slack.channel(self.team, name, list(people))
