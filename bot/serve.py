"""Runs one process: HTTP server, sender, tick; and ends it in order."""

import asyncio
import contextlib
import gc
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator

import structlog
import uvicorn
from anyio import to_thread
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import DBAPIError

from bot.app import application
from bot.clock import now
from bot.doors import open_doors
from bot.failures import CannotListen
from bot.health import Health
from bot.local.routes import LocalDoor
from bot.metrics import STATES
from bot.platform import Paced
from bot.program import build
from bot.settings import Settings
from bot.turns import Turns
from handlers.language.understanding import warm
from scheduler import rhythm
from storage import schema, sending
from storage.store import Late

TICK_SECONDS = 2
# Long enough for whoever asks /ready each second to see that no more work should come.
UNREADY_SECONDS = 1.0
# Since the signal: whatever still runs then is left to its lease and the next process.
LAST_SECONDS = 17.0
GRACE_SECONDS = 5
SIGNALS = (signal.SIGTERM, signal.SIGINT)

log = structlog.get_logger()


class Server(uvicorn.Server):
    """uvicorn with our own end: not ready first, streams closed, exit code 0."""

    up: Callable[[], None] = staticmethod(lambda: None)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are ours: uvicorn would raise them again after a clean end."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        self.up()


class Process:
    """One process of Baton, from start to orderly end."""

    def __init__(self, settings: Settings, *, host: str, port: int, local: bool) -> None:
        self._socket = _listen(host, port)
        self._program = build(settings, clock=now, local=local)
        self._health = Health(now, sender_beat=lambda: self._program.sender.beat)
        self._turns = Turns(self._program.threads)
        self._program.sender.quiet = self._turns.quiet
        self._local = LocalDoor(self._program, self._turns) if local else None
        self._doors = open_doors(self._program, settings, self._turns)
        self.port: int = self._socket.getsockname()[1]
        app = application(self._health, self._program.metrics, local=self._local, doors=self._doors, port=self.port)
        self._server = Server(
            uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=GRACE_SECONDS)
        )
        self._scheduler = BackgroundScheduler(timezone="UTC")
        self._schema = schema.newest()
        self._ticking = threading.Lock()
        self._signalled: float | None = None

    @property
    def doors(self) -> list[str]:
        """The names of the platforms' doors that are open."""
        return [door.name for door in self._doors]

    def run(self, up: Callable[[], None]) -> None:
        """Serve until SIGTERM or Ctrl-C, then finish what was begun; `up` is called when requests are taken."""
        self._server.up = lambda: self._up(up)
        with self._program.store.write() as db:
            rhythm.wake(db, now=now())
        self.tick()
        self._program.sender.start()
        for door in self._doors:
            door.start()
        self._scheduler.add_job(
            self.tick,
            "interval",
            seconds=TICK_SECONDS,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
        self._scheduler.start()
        with asyncio.Runner(loop_factory=self._server.config.get_loop_factory()) as runner:
            runner.run(self._serve())
        for name in SIGNALS:
            signal.signal(name, signal.SIG_IGN)
        self._leave()

    def _up(self, say: Callable[[], None]) -> None:
        """Requests are taken: say so, and get ready for sentences beside the first of them."""
        say()
        threading.Thread(target=self._settle, name="settle", daemon=True).start()

    def _settle(self) -> None:
        warm()
        # What is loaded by now stays: the collector need not walk through it again, which would stall turns for long.
        gc.freeze()
        gc.set_threshold(20_000, 20, 50)
        gc.enable()
        self._health.settled = True

    def tick(self) -> None:
        """Look at what is due and note what was seen, for health and metrics."""
        program = self._program
        try:
            with self._ticking:
                seen = program.ticker.tick(now())
                with program.store.read() as db:
                    counts = sending.counts(db)
                    version = schema.version(db)
                    used = [
                        (platform.door, platform.used(db, now()))
                        for platform in program.platforms
                        if isinstance(platform, Paced)
                    ]
        except Exception as error:  # the metronome must go on; readiness says what is wrong
            database = isinstance(error, Late | DBAPIError)
            self._health.trouble = f"{'database' if database else 'tick'}: {type(error).__name__}"
            if not isinstance(error, Late):
                log.exception("tick broke")
            return
        strange = "" if version == self._schema else "schema: the store was migrated by another version of Baton"
        self._health.ticked, self._health.trouble = now(), strange
        metrics = program.metrics
        metrics.tick_late.set(seen.late.total_seconds())
        metrics.looks.labels("done").inc(seen.looked)
        metrics.looks.labels("broken").inc(seen.broken)
        for door, kinds in used:
            for kind, share in kinds.items():
                metrics.limits.labels(door, kind).set(share)
        for state in STATES:
            count, oldest = counts.get(state, (0, now()))
            metrics.outbox.labels(state).set(count)
            metrics.outbox_age.labels(state).set(max(0.0, (now() - oldest).total_seconds()))
        metrics.dead.set(counts.get("dead", (0, None))[0])

    async def _serve(self) -> None:
        loop = asyncio.get_running_loop()

        def heard(*_: object) -> None:
            if self._signalled is None:
                self._signalled = time.monotonic()
                loop.call_soon_threadsafe(lambda: asyncio.ensure_future(self._end()))

        # Not the loop's own handlers, which end with it: a second signal must not kill what is being finished.
        for name in SIGNALS:
            signal.signal(name, heard)
        try:
            await self._server.serve(sockets=[self._socket])
        finally:
            await to_thread.run_sync(self._drain)

    async def _end(self) -> None:
        log.info("stopping")
        self._health.stopping = True
        if self._local is not None:
            self._local.closing = True
        await asyncio.sleep(UNREADY_SECONDS)
        # From here uvicorn takes nobody new and waits for those it has, longer than any turn may last.
        self._server.should_exit = True

    def _drain(self) -> None:
        """Let a tick under way end and what waits leave, as far as the time allows."""
        for door in self._doors:
            door.stop(self._left())
        self._turns.close()
        self._scheduler.shutdown(wait=False)
        if self._ticking.acquire(timeout=self._left()):
            self._ticking.release()
        self._program.sender.stop(self._left())
        self._program.close()
        log.info("stopped")

    def _leave(self) -> None:
        """End even while a call to a platform or a lost database still hangs: nothing of it is lost."""
        busy = [thread for thread in threading.enumerate() if not thread.daemon]
        for thread in busy:
            if thread is not threading.main_thread():
                thread.join(self._left())
        if any(thread.is_alive() for thread in busy if thread is not threading.main_thread()):
            log.warning("left behind", threads=[thread.name for thread in busy])
            logging.shutdown()
            os._exit(0)

    def _left(self) -> float:
        """Return how many seconds remain until we must be gone."""
        began = time.monotonic() if self._signalled is None else self._signalled
        return max(0.1, began + LAST_SECONDS - time.monotonic())


def _listen(host: str, port: int) -> socket.socket:
    """Take the address before anything else starts."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        why = str(getattr(error, "strerror", None) or error).partition(" (")[0].lower()
        raise CannotListen(f"cannot listen on {host}:{port} ({why}): choose another with --host or --port") from error
