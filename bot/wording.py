"""The last word on a post: cards are drawn as things stand now, late posts say so or stay away."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.deadletters import overtaken
from handlers.drawing import CARDS
from scheduler.jobs import STILL
from storage import workspaces
from storage.sending import Post
from templates.voice import Voice

LABEL_AFTER = timedelta(minutes=2)
DIGEST_FOR = timedelta(hours=2)
PRAISE_FOR = timedelta(days=1)
LABELLED = ("answer", "digest", "reminder")


def final_words(db: Connection, voice: Voice, post: Post, now: datetime) -> str | None:
    """Return the Markdown to post now, or None when it is no longer worth saying."""
    if post.kind == "edit":
        return _drawn(db, voice, post)
    if overtaken(post, now):
        return None
    late = now - post.created_at
    if post.kind == "escalation" and (late > LABEL_AFTER or post.doubtful):
        return post.text if _still_true(db, post) else None
    if (post.kind == "praise" and late > PRAISE_FOR) or (post.kind == "digest" and late > DIGEST_FOR):
        return None
    if late > LABEL_AFTER and post.kind in LABELLED:
        zone = ZoneInfo(workspaces.find(db, id=post.workspace).zone)
        label = voice.templates.render("late_label", post.language, zone, {"created_at": post.created_at})
        title, _, rest = post.text.partition("\n")
        return f"{title}\n\n{label}\n{rest}"
    return post.text


def _drawn(db: Connection, voice: Voice, post: Post) -> str | None:
    if post.about_kind not in CARDS or post.about is None:
        return None
    workspace = workspaces.find(db, id=post.workspace)
    config = voice.configs.of(db, workspace=workspace.id, version=workspace.config_version)
    card = CARDS[post.about_kind](db, workspace.id, post.about, config)
    zone = ZoneInfo(card.zone or workspace.zone)
    return voice.templates.render(card.name, post.language, zone, {"undo": "", **card.facts})


def _still_true(db: Connection, post: Post) -> bool:
    if post.job is None or post.about is None:
        return True
    return STILL[post.job](db, post.workspace, post.about)
