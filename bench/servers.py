"""The yardsticks' servers, each in a process of its own: python -m bench.servers NAME PORT [URL SCRATCH]."""

import asyncio
import json
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, cast
from uuid import uuid4

import uvicorn
import uvloop
from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse, Response
from pydantic import SecretStr
from slack_bolt import Ack, App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_sdk import WebClient
from sqlalchemy import text

from bench.load import SLACK_SECRET
from bench.plan import Facts
from bench.rehearsal import rehearse
from bench.replay import Driver, Replay
from bot import logs, serve
from bot.program import build
from bot.settings import Settings
from bot.turns import POSTGRES_THREADS, SQLITE_THREADS, Turns
from bot.vault import new_key
from storage.store import Store

SIGNED_IN = {"ok": True, "url": "https://x.invalid/", "team": "T", "user": "bot", "team_id": "T1", "user_id": "UB"}


def _app() -> FastAPI:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/health")
    async def alive() -> dict[str, str]:
        return {"status": "ok"}

    return app


def bare() -> FastAPI:
    """A claim's endpoint that only parses the JSON and answers."""
    app = _app()

    @app.post("/local/messages")
    async def messages(request: Request) -> JSONResponse:
        body = json.loads(await request.body())
        return JSONResponse({"delivery": body.get("delivery") or str(uuid4()), "duplicate": False})

    return app


def bolt(port: int) -> FastAPI:
    """A plain Bolt app in a thread-pool endpoint; its listener only acknowledges."""
    slack = App(
        client=WebClient("xoxb-bench", base_url=f"http://127.0.0.1:{port}/api/"),
        signing_secret=SLACK_SECRET,
        process_before_response=True,
        token_verification_enabled=False,
    )

    @slack.command("/baton")
    def acknowledge(ack: Ack) -> None:
        ack()

    app = _app()

    @app.post("/api/auth.test")
    async def signed_in() -> dict[str, Any]:
        return SIGNED_IN  # Bolt asks Slack once who it is

    async def raw(request: Request) -> bytes:
        return await request.body()

    @app.post("/slack/events")
    def events(request: Request, body: Annotated[bytes, Depends(raw)]) -> Response:
        return to_starlette_response(slack.dispatch(to_bolt_request(request, body)))

    return app


def webapi() -> FastAPI:
    """Slack's Web API as far as a claim needs it: who we are, and yes to the rest."""
    app = _app()

    @app.post("/api/{method}")
    async def any_method(method: str) -> dict[str, Any]:
        return {**SIGNED_IN, "channel": "C1", "ts": "1.1", "messages": []}

    return app


def replay(url: str, scratch: str) -> FastAPI:
    """A claim's endpoint that makes the same driver calls as Baton, on as many threads, and nothing else."""
    script = rehearse(scratch)
    facts_of = _facts_of(url)
    turns = Turns(SQLITE_THREADS if url.startswith("sqlite") else POSTGRES_THREADS)
    work = Replay(Driver(url), script, turns.quiet)
    threading.Thread(target=work.run, name="hand-over", daemon=True).start()
    app = _app()

    @app.post("/local/messages")
    async def messages(request: Request) -> JSONResponse:
        arrived = time.monotonic()
        facts = facts_of(json.loads(await request.body()))
        await turns.run(lambda: work.claim(facts), arrived=arrived)
        return JSONResponse({"delivery": facts["delivery"], "duplicate": False})

    @app.get("/counts")
    async def counts() -> dict[str, int]:
        return work.counts

    return app


def _facts_of(url: str) -> Callable[[dict[str, Any]], Facts]:
    store = Store(url, connections=1)
    with store.read() as db:
        members = {row.handle: (row.id, row.name) for row in db.execute(text("SELECT handle, id, name FROM members"))}
        deals = {row.code: (row.id, row.title) for row in db.execute(text("SELECT code, id, title FROM deals"))}
    store.close()

    def facts(body: dict[str, Any]) -> Facts:
        said, handle = body["text"], body["member"]
        code = said.removeprefix("claim ")
        (member, name), (deal, title) = members[handle], deals[code]
        found = {"delivery": str(uuid4()), "text": said, "code": code, "title": title, "deal": deal}
        return {**found, "handle": handle, "name": name, "member": member}

    return facts


def baton(url: str, port: int, threads: int) -> None:
    """Baton itself with another number of turn threads."""
    # From outside: nobody but a benchmark has a reason to turn this knob.
    vars(serve).update(build=partial(build, threads=threads))
    settings = Settings(database_url=url, secret_key=SecretStr(new_key()))
    serve.Process(settings, host="127.0.0.1", port=port, local=True).run(lambda: None)


class Trivial(asyncio.Protocol):
    """Answers whatever comes with the same few bytes: the ceiling of the load itself."""

    ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}"

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast(asyncio.WriteTransport, transport)

    def data_received(self, data: bytes) -> None:
        """Answer."""
        self._transport.write(self.ANSWER)


async def _trivial(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Trivial, "127.0.0.1", port)
    await server.serve_forever()


def main(name: str, port: int, *more: str) -> None:
    """Serve one yardstick with the same server options as Baton."""
    logs.configure()
    if name == "trivial":
        uvloop.run(_trivial(port))
        return
    if name == "baton":
        baton(more[0], port, int(more[1]))
        return
    apps: dict[str, Callable[[], FastAPI]] = {
        "bare": bare,
        "webapi": webapi,
        "bolt": lambda: bolt(port),
        "replay": lambda: replay(*more),
    }
    uvicorn.run(apps[name](), host="127.0.0.1", port=port, log_config=None, access_log=False)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
