"""Runs one process: HTTP server, sender, tick; and ends it in order."""

import asyncio
import contextlib
import signal
import time
from collections.abc import Iterator

import structlog
import uvicorn
from apscheduler.schedulers.background import BackgroundScheduler

from bot.app import application
from bot.clock import now
from bot.health import Health
from bot.local.routes import LocalDoor
from bot.program import build
from bot.settings import Settings
from bot.turns import Turns
from storage import sending
from storage.store import Late

TICK_SECONDS = 2
DRAIN_SECONDS = 15.0
# Long enough for whoever asks /ready each second to see that no more work should come.
UNREADY_SECONDS = 1.0

log = structlog.get_logger()


class Server(uvicorn.Server):
    """uvicorn with our own end: not ready first, streams closed, exit code 0."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are ours: uvicorn would raise them again after a clean end."""
        yield


class Process:
    """One process of Baton, from start to orderly end."""

    def __init__(self, settings: Settings, *, host: str, port: int, local: bool) -> None:
        self._program = build(settings, clock=now, local=local)
        self._health = Health(now, sender_beat=lambda: self._program.sender.beat)
        self._turns = Turns()
        self._door = LocalDoor(self._program.store, self._program.dispatcher, self._turns, now) if local else None
        app = application(self._health, self._program.metrics, door=self._door, port=port)
        config = uvicorn.Config(
            app, host=host, port=port, log_config=None, access_log=False, timeout_graceful_shutdown=5
        )
        self._server = Server(config)
        self._scheduler = BackgroundScheduler(timezone="UTC")

    def run(self) -> None:
        """Serve until SIGTERM or Ctrl-C, then finish what was begun."""
        self.tick()
        self._program.sender.start()
        self._scheduler.add_job(
            self.tick,
            "interval",
            seconds=TICK_SECONDS,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
        self._scheduler.start()
        try:
            asyncio.run(self._serve())
        finally:
            self._scheduler.shutdown(wait=True)
            self._program.sender.stop(DRAIN_SECONDS)
            self._program.close()
            log.info("stopped")

    def tick(self) -> None:
        """Look at what is due and note what was seen, for health and metrics."""
        program = self._program
        try:
            seen = program.ticker.tick(now())
            with program.store.read() as db:
                counts = sending.counts(db)
        except Exception as error:  # the metronome must go on; readiness says what is wrong
            self._health.tick_error = type(error).__name__
            if not isinstance(error, Late):
                log.exception("tick broke")
            return
        self._health.ticked, self._health.tick_error = now(), ""
        metrics = program.metrics
        metrics.tick_late.set(seen.late.total_seconds())
        metrics.looks.labels("done").inc(seen.looked)
        metrics.looks.labels("broken").inc(seen.broken)
        for state in ("waiting", "sending", "unknown", "dead"):
            count, oldest = counts.get(state, (0, now()))
            metrics.outbox.labels(state).set(count)
            metrics.outbox_age.labels(state).set(max(0.0, (now() - oldest).total_seconds()))

    async def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, lambda: asyncio.ensure_future(self._end()))
        await self._server.serve()

    async def _end(self) -> None:
        if self._health.stopping:
            return
        log.info("stopping")
        self._health.stopping = True
        if self._door is not None:
            self._door.closing = True
        began = time.monotonic()
        await asyncio.sleep(UNREADY_SECONDS)
        while self._turns.running and time.monotonic() - began < DRAIN_SECONDS:
            await asyncio.sleep(0.05)
        self._server.should_exit = True
