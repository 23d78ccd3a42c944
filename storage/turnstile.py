"""A lock that lets threads through in the order they came."""

import threading
import time
from collections import deque


class Turnstile:
    """First come, first served; a place in the queue can be given up at a deadline."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Lock] = deque()

    def enter(self, *, until: float | None = None) -> bool:
        """Wait for our turn until the monotonic second `until`; say whether it came."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            place = threading.Lock()
            place.acquire()
            self._waiting.append(place)
        if place.acquire(timeout=-1 if until is None else max(0.0, until - time.monotonic())):
            return True
        with self._guard:
            if place in self._waiting:
                self._waiting.remove(place)
                return False
        return True  # our turn came in the very moment we stopped waiting

    def leave(self) -> None:
        """Let the next one in."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
