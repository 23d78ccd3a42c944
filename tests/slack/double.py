"""Slack as a whole: state, people's hands, Web API and sockets."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from tests.slack.gateway import Gateway
from tests.slack.hands import Hands
from tests.slack.server import Api, Call, Server


class Slack(Hands):
    """A Slack of our own; `clock` is what it lives by, `wall` what it signs with (the real time unless told)."""

    def __init__(
        self, *, clock: Callable[[], float] = time.time, wall: Callable[[], float] = time.time, burst: int = 1
    ) -> None:
        super().__init__(clock=clock, burst=burst)
        self.wall = wall
        self.gateway = Gateway()
        self.api = Api(self, self.gateway.ticket)
        self._server = Server(self.api)
        self.base = self._server.address
        self.api_url = self.base + "/api/"

    @property
    def calls(self) -> list[Call]:
        """Every call of the Web API and of response_urls, in order."""
        return self.api.calls

    @property
    def busy(self) -> list[Call]:
        """Those that were answered with 429."""
        return [call for call in self.api.calls if call.status == 429]

    def close(self) -> None:
        """Close every connection."""
        self.gateway.close()
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()
