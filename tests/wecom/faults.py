"""Ways in which the platform's HTTP side fails on demand."""

from collections import defaultdict, deque
from dataclasses import dataclass
from threading import Event, Lock


@dataclass(frozen=True)
class Fault:
    """One way to fail: before the call is done, or after it (`after`), when only the answer is lost."""

    kind: str
    number: float = 0
    after: bool = False
    body: str = ""


RESET = Fault("reset")
RESET_AFTER = Fault("reset", after=True)
HTML = Fault("html")
HTML_AFTER = Fault("html", after=True)


def errcode(number: int) -> Fault:
    """Answer with this errcode instead of doing what was asked."""
    return Fault("errcode", number)


def odd(body: str) -> Fault:
    """Answer with this body, whatever it is."""
    return Fault("odd", body=body)


def status(number: int, *, after: bool = False) -> Fault:
    """Answer with this HTTP status."""
    return Fault("status", number, after)


def hang(seconds: float, *, after: bool = False) -> Fault:
    """Say nothing for so long, then answer."""
    return Fault("hang", seconds, after)


class Faults:
    """Which calls are to fail, by path; None in the line stands for a call that goes well."""

    def __init__(self) -> None:
        self._next: defaultdict[str, deque[Fault | None]] = defaultdict(deque)
        self._always: dict[str, Fault] = {}
        self._guard = Lock()
        self.over = Event()

    def plan(self, path: str, *faults: Fault | None, for_ever: bool = False) -> None:
        """Let the next calls of a path end so; `for_ever` repeats the one fault until `heal`."""
        with self._guard:
            if for_ever:
                (self._always[path],) = (fault for fault in faults if fault is not None)
            else:
                self._next[path].extend(faults)

    def heal(self) -> None:
        """All is well again."""
        with self._guard:
            self._next.clear()
            self._always.clear()

    def of(self, path: str) -> Fault | None:
        """What happens to this call."""
        with self._guard:
            if self._next[path]:
                return self._next[path].popleft()
            return self._always.get(path)
