"""The addresses WeCom calls: what is forged or malformed gets an empty 4xx, everything else its turn."""

import time
from collections.abc import Callable
from typing import Any

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.background import BackgroundTask

from bot.bodies import body_of
from bot.cards import parse
from bot.wecom.answers import finished
from bot.wecom.codec import Codec, Malformed, Query, Rejected
from bot.wecom.markdown import BOT, text_of
from bot.wecom.reading import AppReader, BotReader
from bot.wecom.taking import Taken, Taking

# A bot hears up to 20 KB of text and what was quoted along, an app 2 KB and what was chosen; far more is no message.
MOST_BYTES = {"/wecom/bot": 1 << 18, "/wecom/app": 1 << 16}
# The platform brings a message again when it gets no 200; a click never.
AGAIN = 503

log = structlog.get_logger()
Open = Callable[[Query, bytes, float], Response]


def router(path: str, codec: Codec, open: Open) -> APIRouter:
    """Return one address: GET proves to WeCom's console that it is ours, POST takes what people do."""

    async def verify(request: Request) -> Response:
        return await _guarded(lambda: Response(codec.verify(request.query_params), media_type="text/plain"))

    async def take(request: Request) -> Response:
        arrived = time.monotonic()
        raw = await body_of(request, most=MOST_BYTES[path])
        if raw is None:
            return Response(status_code=413)
        return await _guarded(lambda: open(request.query_params, raw, arrived))

    routes = APIRouter()
    routes.add_route(path, verify, methods=["GET"])
    routes.add_route(path, take, methods=["POST"])
    return routes


async def _guarded(answer: Callable[[], Response]) -> Response:
    try:
        return await run_in_threadpool(answer)
    except Rejected as rejected:  # what is wrong with a forgery is told to us, not to the forger
        log.warning("callback refused", why=str(rejected))
        return Response(status_code=403)
    except Malformed as malformed:
        log.warning("callback malformed", lacks=str(malformed))
        return Response(status_code=400)


class BotCallback:
    """What an AI bot's callback is answered."""

    def __init__(self, codec: Codec, reader: BotReader, taking: Taking, said: Callable[[str], str | None]) -> None:
        """`said` returns what the delivery of this msgid was answered, as Markdown."""
        self._codec = codec
        self._reader = reader
        self._taking = taking
        self._said = said

    def open(self, query: Query, raw: bytes, arrived: float) -> Response:
        """Take one callback; raises Rejected or Malformed."""
        body = self._codec.open_json(query, raw)
        if body.get("msgtype") == "stream":
            return self._sealed(self._poll(body), query)
        message = self._reader.read(body)
        if message is None:
            return Response()
        taken = self._taking.take(message, arrived)
        if taken.state == "late" and message.route.data["kind"] == "message":
            return Response(status_code=AGAIN)
        return self._sealed(None if taken.reply is None else taken.reply.body, query, taken)

    def _poll(self, body: dict[str, Any]) -> dict[str, Any]:
        """Every stream of ours was finished with its first frame; who asks for more missed that one."""
        id = self._reader.polled(body)
        said = self._said(id) or self._taking.words("answer_gone", "zh")
        return finished(id, text_of(parse(said), BOT, self._taking.phrases("zh")))

    def _sealed(self, body: Any, query: Query, taken: Taken | None = None) -> Response:
        after = None if taken is None or taken.after is None else BackgroundTask(taken.after)
        if body is None:
            return Response(background=after)
        sealed = self._codec.seal_json(body, query["nonce"])
        return Response(sealed, media_type="application/json", background=after)


class AppCallback:
    """What the app's callback is answered: nothing, the answer is a message of the app."""

    def __init__(self, codec: Codec, reader: AppReader, taking: Taking) -> None:
        self._codec = codec
        self._reader = reader
        self._taking = taking

    def open(self, query: Query, raw: bytes, arrived: float) -> Response:
        """Take one callback; raises Rejected or Malformed."""
        fields, opened = self._codec.open_xml(query, raw)
        message = self._reader.read(fields, opened)
        if message is None:
            return Response()
        taken = self._taking.take(message, arrived)
        return Response(status_code=AGAIN if taken.state == "late" else 200)
