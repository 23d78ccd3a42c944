"""Looks again and again at what the interpreter is doing, and says to which layer of Baton it belongs."""

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

EVERY_SECONDS = 0.0003
HERE = str(Path(__file__).parent.parent) + "/"

# The first line that fits the innermost frame names its layer; a frame that fits none belongs to its caller.
LAYERS = (
    ("driver: commit", "sqlalchemy/engine/default.py:do_commit"),
    ("driver: statements", "sqlalchemy/engine/default.py:do_execute"),
    ("driver: statements", "sqlalchemy/engine/default.py:do_executemany"),
    ("driver: statements", "psycopg/"),
    ("driver: statements", "storage/store.py:_set_patience"),
    ("column types", "storage/types.py:"),
    ("SQLAlchemy", "storage/connection.py:"),
    ("SQLAlchemy", "sqlalchemy/"),
    ("logs and metrics", "structlog/"),
    ("logs and metrics", "prometheus_client/"),
    ("logs and metrics", "bot/metrics.py:"),
    ("template", "jinja2/"),
    ("template", "babel/"),
    ("template", "templates/"),
    ("reading the line", "handlers/language/"),
    ("reading the request", "bot/local/"),
    ("history: JSON, salt, hash", "storage/history.py:"),
    ("outbox", "storage/outbox.py:"),
    ("transaction and queue", "storage/store.py:"),
    ("transaction and queue", "storage/turnstile.py:"),
    ("rows to values, storage", "storage/"),
    ("rules", "sales/"),
    ("handler", "handlers/"),
    ("dispatcher", "bot/dispatcher.py:"),
    ("scene", "bot/scenery.py:"),
    ("turning", "bot/turning.py:"),
    ("answering", "bot/answering.py:"),
    ("sender", "bot/sender.py:"),
    ("sender", "bot/wording.py:"),
)


class Sampler:
    """Counts layers at regular moments of wall-clock time, from a signal; costs a few per cent itself."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    @contextmanager
    def runs(self) -> Iterator[None]:
        """Look while the block runs; only in the main thread."""
        before = signal.signal(signal.SIGALRM, self._look)
        signal.setitimer(signal.ITIMER_REAL, EVERY_SECONDS, EVERY_SECONDS)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    def shares(self) -> list[tuple[str, float]]:
        """Return each layer's share of the time, the largest first."""
        total = sum(self.seen.values())
        return [(layer, count / total) for layer, count in self.seen.most_common()]

    def _look(self, _signal: int, frame: FrameType | None) -> None:
        self.seen[layer_of(frame)] += 1


def layer_of(frame: FrameType | None) -> str:
    """Return the layer of a stack: a commit's wherever it stands, else the innermost frame's that has one."""
    found = ""
    while frame is not None:
        layer = _layer(frame)
        if layer == "driver: commit":
            return layer
        found = found or layer
        frame = frame.f_back
    return found or "the rest"


def _layer(frame: FrameType) -> str:
    code = frame.f_code
    path = code.co_filename.removeprefix(HERE).rpartition("site-packages/")[2]
    place = f"{path}:{code.co_name}"
    return next((layer for layer, beginning in LAYERS if place.startswith(beginning)), "")
