"""Readers of people's words take time in proportion to their length, whatever is written."""

import time
from collections.abc import Callable


def takes_linear_time(read: Callable[[str], object], piece: str) -> None:
    """Let a reader read long texts of one piece over and over: quickly, and twice as long in about twice the time."""
    short, long = (_seconds(read, piece * (length // len(piece))) for length in (32_768, 65_536))
    assert long < 1
    assert long < 3 * short + 0.02


def _seconds(read: Callable[[str], object], text: str) -> float:
    """The best of three readings."""
    times = []
    for _ in range(3):
        began = time.thread_time()
        read(text)
        times.append(time.thread_time() - began)
    return min(times)
