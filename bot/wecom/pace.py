"""How often WeCom bears to hear of us: what is over a limit vanishes there without a word, so all stay below.

developer.work.weixin.qq.com/document/path/90236 (app), 91770 (webhook), 101463 (AI bot)
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.platform import Limit
from storage import limits
from storage.sending import Post

# 30 a minute and 1,000 an hour for one member, and for one conversation of the bot's.
EVERY, BURST = timedelta(seconds=4), 14
# 20 a minute for a webhook.
WEBHOOK_EVERY, WEBHOOK_BURST = timedelta(seconds=6), 10
# 200 things a day for each account of the company, counted over all of them: 8 at once and 192 over the day.
ACCOUNT_EVERY, ACCOUNT_BURST = timedelta(seconds=450), 8
EDITS, EDITS_EVERY, EDITS_BURST = ":edits", timedelta(milliseconds=100), 50
PACES = {
    "member": (EVERY, BURST),
    "conversation": (EVERY, BURST),
    "webhook": (WEBHOOK_EVERY, WEBHOOK_BURST),
    # Of how many accounts does not matter here: more of them are as many more in the same time.
    "company": (ACCOUNT_EVERY, ACCOUNT_BURST),
    "edits": (EDITS_EVERY, EDITS_BURST),
}
LIMITS = {"wecom-app": ("member", "company", "edits"), "wecom-bot": ("conversation", "webhook")}
# Everybody's robots speak at the full and the half hour; what nobody waits for leaves a little later.
CROWDED = (0, 30)
UNASKED = ("digest", "praise", "reminder")


def of_one(key: str, post: Post, now: datetime) -> Limit:
    """Return what one member, or one conversation, bears."""
    return Limit(key, EVERY, BURST, calm(post, now))


def of_webhook(key: str, post: Post, now: datetime) -> Limit:
    """Return what a group's webhook bears."""
    return Limit(key, WEBHOOK_EVERY, WEBHOOK_BURST, calm(post, now))


def of_all(key: str, accounts: int) -> Limit:
    """Return what the app may say to so many accounts of a company together."""
    return Limit(key, ACCOUNT_EVERY / accounts, ACCOUNT_BURST * accounts)


def of_edits(key: str) -> Limit:
    """Return how often cards may be changed: that tells nobody anything, only WeCom's limit of calls stands over it."""
    return Limit(key + EDITS, EDITS_EVERY, EDITS_BURST)


def kind_of(key: str) -> str:
    """Return which of WeCom's limits a key counts."""
    door, _, rest = key.partition(":")
    match door:
        case "wecom-webhook":
            return "webhook"
        case "wecom-bot":
            return "conversation"
    return "edits" if key.endswith(EDITS) else "member" if ":" in rest else "company"


def ahead(key: str) -> timedelta:
    """Return how far ahead of its limit a key may run, which is kept on top of a rest."""
    kind = kind_of(key)
    every, burst = PACES[kind]
    return every * (burst if kind == "company" else burst - 1)  # of many accounts one step is nothing


def used(db: Connection, door: str, now: datetime) -> dict[str, float]:
    """Return of each limit of a door how much of it is used where it is fullest."""
    found = dict.fromkeys(LIMITS[door], 0.0)
    for begins in ("wecom-bot:", "wecom-webhook:") if door == "wecom-bot" else (f"{door}:",):
        for key, until in limits.running(db, begins, now=now).items():
            kind, (every, burst) = kind_of(key), PACES[kind_of(key)]
            found[kind] = max(found[kind], min(1.0, (until - now) / (every * burst)))
    return found


def calm(post: Post, now: datetime) -> datetime | None:
    """Return from when a post nobody asked for may leave; not all of them at once."""
    if post.kind not in UNASKED or now.minute not in CROWDED:
        return None
    return now.replace(second=0, microsecond=0) + timedelta(minutes=1, seconds=post.id % 60)
