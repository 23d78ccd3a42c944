"""What help is sorted by: every command has its place in one topic."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """Commands that belong together, in the order a person meets them, and what people call them."""

    key: str
    words: tuple[str, ...]
    intents: tuple[str, ...]

    @property
    def en(self) -> str:
        """What it is called in English."""
        return self.words[0]

    @property
    def zh(self) -> str:
        """What it is called in Chinese."""
        return next(word for word in self.words if not word.isascii())


TOPICS = (
    Topic(
        "leads",
        ("leads", "lead", "线索", "公海"),
        ("lead_create", "pool", "lead_claim", "lead_release", "lead_assign", "lead_transfer"),
    ),
    Topic(
        "deals",
        ("deals", "following up", "跟进", "商机"),
        (
            *("my_deals", "contacted", "progress_update", "deal_alias", "deal_won", "deal_lost", "undo"),
            *("correct", "deal_status", "who_owns", "history"),
        ),
    ),
    Topic(
        "quoting",
        ("quoting", "quotes and approvals", "报价", "审批"),
        (
            *("quote_request", "quotes", "quote_status", "quote_take", "quote_offer", "quote_decline"),
            *("quote_decision", "quote_return", "quote_sent", "quote_accepted", "quote_refused", "quote_withdraw"),
        ),
    ),
    Topic(
        "requests",
        ("requests", "teamwork", "协作"),
        (
            *("help_request", "open_requests", "request_take", "request_answer", "request_accept", "request_decline"),
            *("request_withdraw", "request_status", "contract_request", "contract_terms", "contract_sign_off"),
            *("handover", "handover_check", "handover_uncheck", "handover_line", "collab_add", "collab_remove"),
        ),
    ),
    Topic(
        "numbers",
        ("numbers", "reports", "数字", "报表"),
        (
            *("pipeline", "deals_of", "closing", "forecast", "stale", "my_stale", "overdue", "my_overdue"),
            *("conversion_rate", "won", "lost", "response_time", "goal_gap", "goals", "goal_set", "rates", "rate_set"),
        ),
    ),
    Topic(
        "days",
        ("days", "every day", "节奏", "每天"),
        (
            *("my_day", "agenda", "standup_answer", "standup_missing", "digest"),
            *("mornings_off", "mornings_on", "rhythm", "cover_set", "back", "who_is_away"),
        ),
    ),
    Topic(
        "thanks",
        ("thanks", "boards and awards", "点赞评选", "表彰"),
        (
            *("kudos", "leaderboard", "points", "points_rules", "praise_off", "praise_on"),
            *("award_nominate", "award_vote", "awards", "award_open", "award_close", "award_cancel"),
        ),
    ),
    Topic(
        "settings",
        ("settings", "setting", "设置"),
        (
            *("language", "zone", "people", "help", "read_on", "explain", "setup", "company", "team", "team_move"),
            *("team_remove", "roles", "member_left"),
            *("bind", "admit", "same_person", "unbind"),
            *("room", "webhook", "hours", "holidays", "stages"),
        ),
    ),
)
# What people do most; the first thing help shows.
COMMON = (
    *("lead_create", "lead_claim", "progress_update", "deal_won", "quote_request", "quote_take", "help_request"),
    *("open_requests", "my_deals", "digest", "leaderboard", "kudos"),
)


def topic_called(word: str) -> Topic | None:
    """Return the topic somebody calls so."""
    return next((topic for topic in TOPICS if word in topic.words), None)
