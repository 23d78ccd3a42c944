"""What Baton counts of itself, for /metrics."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

OUTCOMES = ("done", "refused", "field", "repeat", "unknown", "late", "broken")
STATES = ("waiting", "sending", "unknown", "dead")


class Metrics:
    """Counters of one process; a registry of its own, so that tests do not meet."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.turns = Counter("baton_turns", "Turns by outcome", ["outcome"], registry=self.registry)
        self.seconds = Histogram(
            "baton_turn_seconds",
            "Time from arrival to commit",
            registry=self.registry,
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2),
        )
        self.statements = Histogram(
            "baton_turn_statements",
            "Statements per turn",
            registry=self.registry,
            buckets=(1, 2, 4, 6, 8, 10, 12, 16, 24, 32),
        )
        self.posts = Counter("baton_posts", "Posts by door and outcome", ["door", "outcome"], registry=self.registry)
        self.kept_back = Counter(
            "baton_posts_kept_back",
            "How often a post waited for its platform's limit",
            ["door"],
            registry=self.registry,
        )
        self.limits = Gauge(
            "baton_limit_used",
            "Share of a platform's limit that is used, of the fullest of its kind",
            ["door", "limit"],
            registry=self.registry,
        )
        self.bundled = Counter(
            "baton_posts_bundled", "Posts that left inside another's message", ["door"], registry=self.registry
        )
        self.outbox = Gauge("baton_outbox", "Posts by state", ["state"], registry=self.registry)
        self.outbox_age = Gauge("baton_outbox_age_seconds", "Oldest post by state", ["state"], registry=self.registry)
        self.dead = Gauge("baton_dead_letters", "Posts that can never be delivered", registry=self.registry)
        self.tick_late = Gauge("baton_tick_lateness_seconds", "How long due timers wait", registry=self.registry)
        self.looks = Counter("baton_timer_looks", "Timers looked at, by outcome", ["outcome"], registry=self.registry)
        self.lines = Gauge(
            "baton_long_connection", "Whether this process's long connection stands", ["door"], registry=self.registry
        )
        self.line_ends = Counter(
            "baton_long_connection_ends", "Ends of the long connection", ["door", "how"], registry=self.registry
        )
        self._begin_at_zero()

    def _begin_at_zero(self) -> None:
        """A series that is missing until the first fault cannot be watched."""
        for outcome in OUTCOMES:
            self.turns.labels(outcome)
        for state in STATES:
            self.outbox.labels(state)
            self.outbox_age.labels(state)
        for outcome in ("done", "broken"):
            self.looks.labels(outcome)
