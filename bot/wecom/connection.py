"""The long connection: held by one process under its lease, dialled again whatever ends it, and no fight for it."""

import random
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import connect

from bot.deadletters import to_admins
from bot.metrics import Metrics
from bot.wecom.hold import UNWRITTEN, WRITE_SECONDS, Hold, lease_of
from bot.wecom.line import Asked, Line, Unsent, Wire
from storage import workspaces
from storage.store import Store
from templates.voice import Voice

MOST_BYTES = 4 << 20
LOOK_SECONDS = 0.25
WORKERS = 16
# A connection that stood so long ended for a reason of its own, not for one that lasts.
STOOD_SECONDS = 60.0
PATIENCE_SECONDS = 20.0
MISSED_PINGS = 2
# Too many subscriptions, and "busy": waiting helps, and nobody's credentials are wrong.
FREQUENT, BUSY = 45009, -1

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things take, in seconds; the waits double up to their longest."""

    lease: float = 15.0
    ping: float = 30.0
    again: float = 1.0
    again_longest: float = 30.0
    slow: float = 60.0
    slow_longest: float = 600.0


@dataclass(frozen=True, slots=True)
class Bot:
    """Which bot dials where, and as whom."""

    id: str
    secret: str = field(repr=False)
    url: str


@dataclass(frozen=True, slots=True)
class End:
    """How a connection ended: closed, unreachable, silent, refused, taken, lost (the lease) or over (for good)."""

    how: str
    code: int = 0

    @property
    def slowly(self) -> bool:
        """Whether dialling again soon would only make it worse."""
        return self.how in ("refused", "taken") and self.code != BUSY

    def __str__(self) -> str:
        return f"{self.how} {self.code}" if self.code else self.how


Take = Callable[[str, Mapping[str, Any], float], None]


class LongConnection:
    """Keeps one bot's connection while this process holds its lease; a standby takes over when it does not."""

    def __init__(
        self,
        store: Store,
        voice: Voice,
        metrics: Metrics,
        *,
        bot: Bot,
        wire: Wire,
        take: Take,
        door: str,
        clock: Callable[[], datetime],
        pace: Pace = Pace(),
    ) -> None:
        """`take` does what one callback asks, and answers it over the wire."""
        self._store = store
        self._voice = voice
        self._bot = bot
        self._wire = wire
        self._take = take
        self._door = door
        self._clock = clock
        self._pace = pace
        self._gauge = metrics.lines.labels(door)
        self._ends = metrics.line_ends
        self._hold = Hold(store, lease_of(bot.id), seconds=pace.lease, clock=clock)
        self._taken = False
        self._ended = End("over")
        self._told: set[str] = set()
        self._failures = 0
        self._over = threading.Event()
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="wecom")
        self._working: set[Future[None]] = set()
        self._thread = threading.Thread(target=self._run, name="wecom line", daemon=True)

    def start(self) -> None:
        """Dial from a thread of our own, as soon as the lease is ours."""
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """Let what was taken be answered, hang up, and leave the lease to the next."""
        end = time.monotonic() + seconds
        wait(list(self._working), timeout=seconds / 2)
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(max(0.1, end - time.monotonic()))
        self._pool.shutdown(wait=False, cancel_futures=True)

    def troubles(self) -> list[str]:
        """Return why nothing comes in over a connection that is ours to hold."""
        if not self._hold.ours or self._wire.open or time.monotonic() - self._wire.since < PATIENCE_SECONDS:
            return []
        return [f"the long connection is down ({self._ended})"]

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                if self._hold.keep(anew=True):
                    self._serve()
                else:
                    self._over.wait(self._pace.lease / 3)
            except Exception:  # it must outlive whatever nobody foresaw
                log.exception("long connection broke")
                self._over.wait(self._pace.again_longest)
        self._hold.leave()

    def _serve(self) -> None:
        """Keep a connection until it ends, and wait as long as its end asks for."""
        began = time.monotonic()
        try:
            self._ended = end = self._connected()
        finally:
            self._wire.plug(None)
            self._gauge.set(0)
        self._ends.labels(self._door, end.how).inc()
        log.info("long connection ended", how=str(end))
        self._failures = 0 if time.monotonic() - began > STOOD_SECONDS else self._failures + 1
        if end.how in ("over", "lost"):
            return
        self._hold.note(str(end))
        self._alert(end)
        self._pause(self._seconds(end))

    def _connected(self) -> End:
        try:
            with connect(
                self._bot.url,
                open_timeout=self._pace.lease / 3,
                close_timeout=1,
                ping_interval=None,
                max_size=MOST_BYTES,
            ) as socket:
                return self._talk(Line(socket, self._heard))
        except ConnectionClosed as closed:
            return End("closed", 1006 if closed.rcvd is None else closed.rcvd.code)
        except (OSError, WebSocketException, Unsent) as error:
            log.warning("long connection not made", why=type(error).__name__)
            return End("unreachable")

    def _talk(self, line: Line) -> End:
        """Subscribe, then read and ping until something ends it; raises ConnectionClosed or Unsent."""
        self._taken = False
        if not self._hold.keep(anew=True):  # dialling may have taken long
            return End("lost")
        subscribed = line.send("aibot_subscribe", {"bot_id": self._bot.id, "secret": self._bot.secret})
        deadline = time.monotonic() + self._pace.lease / 2
        while not subscribed.came.is_set():
            if self._over.is_set() or time.monotonic() > deadline:
                return End("over" if self._over.is_set() else "silent")
            line.read(LOOK_SECONDS)
        if subscribed.code:
            return End("refused", subscribed.code)
        self._subscribed(line)
        return self._listen(line)

    def _subscribed(self, line: Line) -> None:
        self._wire.plug(line)
        self._gauge.set(1)
        self._told.clear()
        self._hold.note("connected")
        log.info("long connection stands")

    def _listen(self, line: Line) -> End:
        pings: list[Asked] = []
        ping_at = time.monotonic() + self._pace.ping
        while not self._over.is_set():
            # Whoever took our place is one of us where the lease is theirs by now.
            if not self._hold.keep(anew=self._taken):
                return End("lost")
            if self._taken:
                return End("taken")
            if time.monotonic() >= ping_at:
                pings = [ping for ping in pings if not ping.came.is_set()]
                if len(pings) >= MISSED_PINGS:
                    return End("silent")
                pings.append(line.send("ping"))
                ping_at = time.monotonic() + self._pace.ping
            line.read(min(LOOK_SECONDS, self._pace.ping / 4))
        return End("over")

    def _heard(self, req_id: str, body: Mapping[str, Any]) -> None:
        event = body.get("event")
        if isinstance(event, Mapping) and event.get("eventtype") == "disconnected_event":
            self._taken = True
            return
        work = self._pool.submit(self._work, req_id, body, time.monotonic())
        self._working.add(work)
        work.add_done_callback(self._working.discard)

    def _work(self, req_id: str, body: Mapping[str, Any], arrived: float) -> None:
        try:
            self._take(req_id, body, arrived)
        except Exception:  # one callback that makes no sense must not end the others
            log.exception("callback broke")

    def _pause(self, seconds: float) -> None:
        """Wait before the next try, still holding the lease: a standby would only meet the same."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and not self._over.wait(min(left, self._pace.lease / 6)):
            if not self._hold.keep():
                return

    def _seconds(self, end: End) -> float:
        first, longest = self._pace.again, self._pace.again_longest
        if end.slowly:
            first, longest = self._pace.slow, self._pace.slow_longest
        return min(longest, first * 2.0 ** min(self._failures - 1, 16)) * random.uniform(0.7, 1.3)  # noqa: S311  # jitter

    def _alert(self, end: End) -> None:
        """Tell the admins once what only they can mend."""
        if not end.slowly or end.code == FREQUENT or end.how in self._told:
            return
        self._told.add(end.how)
        log.error("long connection cannot be held", how=str(end))
        now = self._clock()
        try:
            with self._store.write(until=time.monotonic() + WRITE_SECONDS) as db:
                home = workspaces.of_door(db, door=self._door, tenant=self._bot.id)
                if home is not None:
                    about = f"line:{self._bot.id}:{end}:{now.date()}"
                    to_admins(
                        db, self._voice, f"line_{end.how}", {"code": end.code}, workspace=home.id, about=about, now=now
                    )
        except UNWRITTEN:
            self._told.discard(end.how)
