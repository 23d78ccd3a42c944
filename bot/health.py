"""Whether this process lives and does its work; answered from memory, never from the database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

SILENT = timedelta(seconds=20)


@dataclass
class Health:
    """What the tick and the sender last saw; `trouble` is what kept the last tick from seeing a sound store.

    `settled` is true once all that sentences are read by is loaded: before that one would wait for it.
    """

    clock: Callable[[], datetime]
    settled: bool = False
    stopping: bool = False
    ticked: datetime | None = None
    trouble: str = ""
    sender_beat: Callable[[], datetime] | None = None

    def reasons(self) -> list[str]:
        """Return why this process should get no work; empty when all is well."""
        now = self.clock()
        reasons = ["stopping"] if self.stopping else []
        if not self.settled:
            reasons.append("sentences cannot be read yet: it has just started")
        if self.trouble:
            reasons.append(self.trouble)
        if self.ticked is None or abs(now - self.ticked) > SILENT:
            reasons.append("the tick is silent")
        if self.sender_beat is not None and abs(now - self.sender_beat()) > SILENT:
            reasons.append("the sender is silent")
        return reasons
