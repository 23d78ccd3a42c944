"""How Baton speaks to one person: language and zone."""

from dataclasses import replace

from handlers.language.words import Words
from handlers.turn import Reply, Turn


def language(turn: Turn, words: Words) -> Reply:
    """Choose the language Baton speaks to you in: 中文 or English."""
    before = turn.lock_self().language
    if words.choice != before:
        turn.change_self(replace(turn.member, language=words.choice or before), "language")
    return Reply("language_done", {"before": before, "after": turn.member.language})


def zone(turn: Turn, words: Words) -> Reply:
    """Choose the time zone your reminders follow, by its IANA name."""
    before = turn.lock_self().zone
    if words.choice != before:
        turn.change_self(replace(turn.member, zone=words.choice or before), "zone")
    return Reply("zone_done", {"before": before, "after": turn.member.zone, "now": turn.now})
