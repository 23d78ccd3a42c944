"""A connector for opsdroid, which runs in an environment of its own: its own web server in, its HTTP client out."""

import os
from typing import Any

from aiohttp import ClientSession, web  # type: ignore[import-not-found]
from opsdroid.connector import Connector, register_event  # type: ignore[import-not-found]
from opsdroid.events import Message  # type: ignore[import-not-found]


class Bench(Connector):  # type: ignore[misc]
    """Hands every message to opsdroid as its own connectors do, and posts what it answers."""

    def __init__(self, config: Any, opsdroid: Any = None) -> None:
        super().__init__(config, opsdroid=opsdroid)
        self.name = "bench"
        self._platform = f"http://127.0.0.1:{os.environ['BENCH_PLATFORM']}/post"
        self._session: Any = None

    async def connect(self) -> None:
        """Open the door."""
        self._session = ClientSession()
        self.opsdroid.web_server.web_app.router.add_post("/messages", self._take)

    async def listen(self) -> None:
        """The web server listens."""

    async def disconnect(self) -> None:
        """Close the way out."""
        await self._session.close()

    async def _take(self, request: Any) -> Any:
        body = await request.json()
        await self.opsdroid.parse(Message(text=body["text"], user="li", target="east", connector=self))
        return web.Response(text="{}")

    @register_event(Message)  # type: ignore[untyped-decorator]
    async def send_message(self, message: Any) -> None:
        """Post an answer."""
        async with self._session.post(self._platform, json={"text": message.text}) as answer:
            await answer.read()
