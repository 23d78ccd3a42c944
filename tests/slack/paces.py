"""How often a bot may call: tiers per method and workspace, about one message a second and channel."""

import math
from collections import deque
from collections.abc import Callable

from tests.slack.world import Busy

# https://docs.slack.dev/apis/web-api/rate-limits: calls a minute for a method in a workspace
TIERS = {1: 1, 2: 20, 3: 50, 4: 100, "auth": 300, "post": 300, "none": math.inf}
EVERY = 1.0
# What may reach Slack too early without fault: the way there takes now longer, now shorter.
SLACK = 0.25


class Paces:
    """Counts calls; raises Busy where the real one answers 429."""

    def __init__(self, clock: Callable[[], float], *, burst: int = 1) -> None:
        self.clock = clock
        self.burst = burst
        self.on = True
        self._calls: dict[tuple[str, str], deque[float]] = {}
        self._posts: dict[str, float] = {}
        self._rests: dict[str, float] = {}

    def method(self, team: str, method: str, tier: int | str) -> None:
        """Count a call against its tier: so many within any 60 seconds."""
        now, most = self.clock(), TIERS[tier]
        calls = self._calls.setdefault((team, method), deque())
        while calls and now - calls[0] >= 60:
            calls.popleft()
        if self.on and len(calls) >= most:
            raise Busy(60 - (now - calls[0]))
        calls.append(now)

    def channel(self, channel: str) -> None:
        """Count a message against its channel: about one a second, after short bursts."""
        now = self.clock()
        rest = self._rests.get(channel, now)
        if rest > now:
            raise Busy(rest - now)
        due = self._posts.get(channel, now)
        if self.on and due - now > EVERY * (self.burst - 1) + SLACK:
            raise Busy(due - now)
        self._posts[channel] = max(due, now) + EVERY

    def rest(self, channel: str, seconds: float) -> None:
        """Let a channel answer 429 for so long."""
        self._rests[channel] = self.clock() + seconds
