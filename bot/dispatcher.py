"""The one way in: a message becomes a turn in one transaction, and its answer a row of the outbox."""

import secrets
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.answering import Answer, Handled, Services
from bot.metrics import Metrics
from bot.turning import Turning
from handlers.message import Message
from sales.refusal import Refused
from storage.connection import statements
from storage.store import Conflict, Late

BUDGET = 2.0
TRIES = 3

log = structlog.get_logger()

__all__ = ["Answer", "Dispatcher", "Handled"]


@dataclass
class Dispatcher:
    """Takes messages from every door; each is done once, in one transaction, or not at all."""

    services: Services
    metrics: Metrics
    clock: Callable[[], datetime]
    wake: Callable[[], None] = lambda: None

    def handle(self, message: Message, *, arrived: float | None = None) -> Handled:
        """Do what a message asks and commit; `arrived` is the monotonic second it reached us."""
        arrived = time.monotonic() if arrived is None else arrived
        statements.set(0)
        with structlog.contextvars.bound_contextvars(delivery=f"{message.door}:{message.delivery}"):
            handled = self._tried(message, until=arrived + BUDGET)
            if handled.state != "done":  # what went well is counted; a line for each would cost a tenth of a turn
                log.info("turn", outcome=handled.state, inbox=handled.inbox)
        self.metrics.turns.labels(handled.state).inc()
        self.metrics.seconds.observe(time.monotonic() - arrived)
        self.metrics.statements.observe(statements.get())
        if handled.state not in ("late", "repeat"):
            self.wake()
        return handled

    def late(self) -> Handled:
        """Return what is said of a message that could not be done in time: the only words without a row."""
        self.metrics.turns.labels("late").inc()
        return Handled("late")

    def _tried(self, message: Message, *, until: float) -> Handled:
        for _ in range(TRIES):
            try:
                return self._once(message, until)
            except Conflict:
                log.info("turn repeated")
            except Late:
                break
            except Exception:  # not even "sorry" could be written; the platform may bring it again
                log.exception("turn lost")
                break
        log.warning("turn late")
        return Handled("late")

    def _once(self, message: Message, until: float) -> Handled:
        turning = Turning(self.services, message, self.clock(), until)
        try:
            try:
                return turning.run()
            except Refused as refused:
                return turning.refused(refused)
        except (Late, Conflict):
            raise
        except Exception as error:  # the one place where the unexpected becomes "sorry"
            reference = secrets.token_hex(3)
            if turning.secret:  # what an exception says may be what the person said
                log.error("turn broke", reference=reference, error=type(error).__name__, where=_where(error))
            else:
                log.exception("turn broke", reference=reference)
            return turning.sorry(reference)


def _where(error: Exception) -> str:
    return "".join(traceback.format_tb(error.__traceback__))
