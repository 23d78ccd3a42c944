"""The one way out: takes what waits in the outbox, posts it, and writes down what became of it."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.bounds import ahead, passes
from bot.deadletters import tell_admins
from bot.metrics import Metrics
from bot.parcels import Parcel, behind, card_of, of_each, parcel
from bot.patience import failed
from bot.platform import CannotPost, Inside, Platform
from bot.wording import final_words
from storage import limits, sending, unreachable
from storage.sending import Mark, Post
from storage.store import Conflict, Late, Store
from templates.voice import Voice

THREADS = 16
BATCH = 100
RECOVER_EVERY = timedelta(seconds=5)
IDLE_SECONDS = 0.5
# Posts gather while turns are under way: each hand-over is a transaction that they must wait for.
GATHER_SECONDS = 0.05

log = structlog.get_logger()


class Sender:
    """Sends for one process; any number of processes may send from one store."""

    def __init__(
        self,
        store: Store,
        voice: Voice,
        metrics: Metrics,
        *,
        platforms: Sequence[Platform] = (),
        inside: Sequence[Inside] = (),
        holder: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._voice = voice
        self._metrics = metrics
        self._platforms = {platform.door: platform for platform in platforms}
        for door in self._platforms:
            metrics.kept_back.labels(door)
            metrics.bundled.labels(door)
        self._inside = {platform.door: platform for platform in inside}
        self._holder = holder
        self._clock = clock
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="sender") if platforms else None
        self._flying: dict[Future[list[Mark]], Parcel] = {}
        self._gone: deque[Mark] = deque()
        self._away: set[tuple[int, str]] = set()
        self._recovered: datetime | None = None
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self.beat = clock()
        self.quiet: Callable[[float], object] = lambda seconds: None  # waits until no turn is under way

    def start(self) -> None:
        """Send from a thread of our own until stopped."""
        self._thread = threading.Thread(target=self._run, name="sender", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Look at the outbox now: something was just written."""
        self._woken.set()

    def stop(self, seconds: float) -> None:
        """Finish what is on its way and what waits, as far as the time allows."""
        self._stopping.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join(seconds)
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def left(self, row: int, rev: int = 0) -> None:
        """Mark an answer that left inside its own response, together with others while we run."""
        self._gone.append(Mark(row, rev, "sent"))
        if self._thread is not None and self._thread.is_alive():
            self.wake()
        else:
            self._mark_gone()

    def back(self, row: int) -> None:
        """Send an answer after all, of which its own response could show the beginning only."""
        with self._store.write() as db:
            sending.mark(db, [Mark(row, 0, "waiting")], holder=self._holder, now=self._clock())
        self.wake()

    def drain(self) -> int:
        """Send until nothing is left that may leave now; return how many posts moved."""
        moved = 0
        while step := self.step():
            moved += step
        return moved

    def step(self) -> int:
        """Mark what left by itself, recover, hand over, take, and mark; return how many posts moved."""
        now = self._clock()
        self._recover(now)
        moved = self._mark_gone() + self._hand_over(now) + self._take(now)
        if self._flying:
            wait(self._flying, timeout=0.05)
            moved += self._land(self._clock())
        return moved

    def _run(self) -> None:
        well = True
        while True:
            self.beat = self._clock()
            if not self._flying:
                self.quiet(GATHER_SECONDS)
            try:
                moved, well = self.step(), True
            except (Late, Conflict):
                moved = 0
            except Exception:  # the sender must outlive a bad post or a lost database
                if well:  # once an outage
                    log.exception("sender broke")
                moved, well = 0, False
            if moved or self._flying:
                continue
            if self._stopping.is_set():
                return
            self._woken.wait(IDLE_SECONDS)
            self._woken.clear()

    def _mark_gone(self) -> int:
        marks = [self._gone.popleft() for _ in range(min(len(self._gone), BATCH))]
        if marks:
            try:
                with self._store.write() as db:
                    sending.mark(db, marks, holder=self._holder, now=self._clock())
            except Exception:
                self._gone.extend(marks)  # or they would be said again when their lease ends
                raise
        return len(marks)

    def _recover(self, now: datetime) -> None:
        if self._recovered is not None and timedelta(0) <= now - self._recovered < RECOVER_EVERY:
            return
        if self._recovered is None and self._platforms:
            with self._store.write() as db:
                sending.retry(db, doors=self._platforms, now=now)
        with self._store.read() as db:
            lapsed = sending.any_lapsed(db, now=now)
        if lapsed:
            with self._store.write() as db:
                log.warning("posts recovered", count=sending.recover(db, now=now))
        self._recovered = now

    def _hand_over(self, now: datetime) -> int:
        """Show what waits for platforms that live in our own store: post and mark in one transaction."""
        moved = 0
        for door, workspace in self._waiting_inside():
            with self._store.write() as db:
                posts = sending.in_order(db, workspace=workspace, door=door, most=BATCH)
                said, unsaid = self._worded(db, posts, now)
                marks = [*self._inside[door].keep(db, workspace, said, now), *(mark for _, mark in unsaid)]
                sending.mark(db, marks, holder=None, now=now)
                tell_admins(db, self._voice, unsaid, now=now)
            self._count(door, marks)
            moved += len(posts)
        return moved

    def _waiting_inside(self) -> list[tuple[str, int]]:
        if not self._inside:
            return []
        with self._store.read() as db:
            return sending.waiting_in(db, doors=self._inside)

    def _take(self, now: datetime) -> int:
        free = THREADS - len(self._flying)
        if self._pool is None or free <= 0:
            return 0
        with self._store.read() as db:
            if not sending.waiting_in(db, doors=self._platforms):
                return 0
        with self._store.write() as db:
            ready = sending.ready(db, doors=self._platforms, now=now, most=free)
            said, unsaid = self._worded(db, ready, now)
            going: list[Parcel] = []
            for post, text in said:
                bounds = self._platforms[post.door].limits(post)
                if not passes(db, post, bounds, now):
                    self._metrics.kept_back.labels(post.door).inc()
                else:
                    others, gone = self._worded(db, behind(db, self._platforms[post.door], post, bounds, now), now)
                    going.append(parcel(self._platforms[post.door], [(post, text), *others]))
                    unsaid += gone
            leaving = [post for sent in going for post, _ in sent]
            sending.lease(db, [*(post for post, _ in unsaid), *leaving], holder=self._holder, now=now)
            sending.mark(db, [mark for _, mark in unsaid], holder=self._holder, now=now)
            tell_admins(db, self._voice, unsaid, now=now)
        for sent in going:
            self._flying[self._pool.submit(self._deliver, sent)] = sent
            self._metrics.bundled.labels(sent[0][0].door).inc(len(sent) - 1)
        return len(leaving) + len(unsaid)

    def _worded(
        self, db: Connection, posts: Sequence[Post], now: datetime
    ) -> tuple[list[tuple[Post, str]], list[tuple[Post, Mark]]]:
        """Return what is to be said, and what became of the posts that are not said any more."""
        said: list[tuple[Post, str]] = []
        unsaid: list[tuple[Post, Mark]] = []
        for post in posts:
            try:
                text = final_words(db, self._voice, post, now) if self._shows(post) else None
            except DBAPIError:
                raise
            except Exception as error:  # one post of ours that makes no sense must not keep the others from leaving
                log.exception("post without words", post=post.key, delivery=_delivery(post))
                unsaid.append((post, Mark(post.id, post.rev, "dead", error=type(error).__name__)))
                continue
            if text is None:
                unsaid.append((post, Mark(post.id, post.rev, "skipped")))
            else:
                said.append((post, text))
        return said, unsaid

    def _shows(self, post: Post) -> bool:
        """Whether there is something to show this on: an edit needs its post, and a platform that can change it."""
        platform = self._platforms.get(post.door)
        return post.edits is None or platform is None or (platform.edits and post.edits_message is not None)

    def _deliver(self, sent: Parcel) -> list[Mark]:
        """Post one card; runs in a sender thread, outside any transaction."""
        post, _ = sent[0]
        platform = self._platforms[post.door]
        try:
            found = platform.look_up(post) if post.doubtful and post.edits is None else None
            receipt = found or platform.post(post, card_of(platform, sent))
        except CannotPost as failure:
            return self._failed(sent, failure)
        except Exception as error:  # a platform's answer nobody foresaw: it may have arrived
            log.exception("post broke", post=post.key, delivery=_delivery(post))
            return self._failed(sent, CannotPost(type(error).__name__, arrived=True))
        return [Mark(post.id, post.rev, "sent", message=receipt.message) for post, _ in sent]

    def _failed(self, sent: Parcel, failure: CannotPost) -> list[Mark]:
        for post, _ in sent:
            log.warning(
                "post failed", post=post.key, delivery=_delivery(post), why=failure.why, arrived=failure.arrived
            )
        alone = failure if len(sent) == 1 else of_each(failure)
        return [failed(post, alone, self._clock()) for post, _ in sent]

    def _land(self, now: datetime) -> int:
        """Write down what became of the posts that came back."""
        flown = [future for future in self._flying if future.done()]
        landed = [
            (post, mark)
            for future in flown
            for (post, _), mark in zip(self._flying[future], future.result(), strict=True)
        ]
        if landed:
            with self._store.write() as db:
                sending.mark(db, [mark for _, mark in landed], holder=self._holder, now=now)
                for post, mark in landed:
                    if mark.stop is not None and mark.next_try is not None:
                        limits.stop(
                            db,
                            mark.stop,
                            until=mark.next_try + ahead(self._platforms[post.door].limits(post), mark.stop),
                        )
                    self._greet(db, post, mark, now)
                unreachable.reached(
                    db, {reader for post, mark in landed if (reader := _reader(post, mark)) is not None}
                )
                tell_admins(db, self._voice, landed, now=now)
        for future in flown:
            del self._flying[future]
        for post, mark in landed:
            self._count(post.door, [mark])
        return len(landed)

    def _greet(self, db: Connection, post: Post, mark: Mark, now: datetime) -> None:
        """Where a platform was away, the first post it takes is the sign for all others."""
        place = (post.workspace, post.door)
        if mark.outage:
            self._away.add(place)
        elif mark.state == "sent" and place in self._away:
            self._away.discard(place)
            sending.hurry(db, workspace=post.workspace, door=post.door, now=now)

    def _count(self, door: str, marks: Sequence[Mark]) -> None:
        for mark in marks:
            self._metrics.posts.labels(door, mark.state).inc()


def _reader(post: Post, mark: Mark) -> tuple[int, int, str] | None:
    """Whom a post reached, where it was for one person."""
    return None if post.member is None or mark.state != "sent" else (post.workspace, post.member, post.door)


def _delivery(post: Post) -> str | None:
    """The id that stands on every log line from a message to its answer."""
    return None if post.delivery is None else f"{post.door}:{post.delivery}"
