"""Who is away, and who stands in."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.language.words import Words
from handlers.turn import Reply, Turn, calendar_of
from sales.absence import called_off
from sales.refusal import Refused
from sales.values import Member
from storage import deals, members

LONGEST = timedelta(days=190)


def leave(turn: Turn, words: Words) -> Reply:
    """Say from when to when you are away, and who stands in for you."""
    if dict(words.more).get("who", turn.member.id) != turn.member.id:
        raise Refused("leave_not_yours")
    if words.since is None or words.until is None or words.until <= max(words.since, turn.now):
        raise Refused("leave_days_wrong", field="since")
    cover = turn.colleague(words.to) if words.to else None
    if words.until - words.since > LONGEST:
        raise Refused("leave_too_long", field="since", until=words.until)
    if cover is not None:
        _must_be_there(turn, cover, words.since, words.until)
    earlier = turn.member.away_from if turn.member.away_until and turn.member.away_until > turn.now else None
    person = None if cover is None else cover.person
    after = replace(turn.lock_self(), away_from=words.since, away_until=words.until, cover=person)
    member = turn.change_self(after, "away")
    facts = {
        "member": member,
        "back": _back(turn, member),
        "earlier": earlier,
        "holding": deals.held(turn.db, workspace=turn.workspace.id, owner=member.id),
    }
    if cover is not None:
        turn.tell(cover.id, "you_cover", facts, about=f"cover:{turn.member.id}:{member.history_no}")
    return Reply("leave_done", facts)


def back(turn: Turn, words: Words) -> Reply:
    """Say that you are back, or that the leave you announced is off."""
    member = turn.lock_self()
    if words.since is not None and words.until is not None:
        return _called_off(turn, member, words.since, words.until)
    if member.away_until is None or member.away_until <= turn.now:
        raise Refused("back_already")
    turn.change_self(replace(member, away_from=None, away_until=None, cover=None), "back")
    return Reply("back_done", {"member": turn.member})


def _called_off(turn: Turn, member: Member, since: datetime, until: datetime) -> Reply:
    """Say which days of an announced leave are off."""
    left = turn.change_self(called_off(member, since=since, until=until, now=turn.now), "back")
    return Reply("leave_off", {"since": since, "member": left, "back": _back(turn, left) if left.away_until else None})


def who_is_away(turn: Turn, words: Words) -> Reply:
    """List who is on leave now or soon, and who stands in."""
    away = members.away(turn.db, workspace=turn.workspace.id, now=turn.now)
    return Reply("away_list", {"away": [Away(member, _back(turn, member)) for member in away], "now": turn.now})


def _must_be_there(turn: Turn, cover: Member, since: datetime, until: datetime) -> None:
    """Refuse a cover who is the speaker, or away on some of the days."""
    if cover.id == turn.member.id:
        raise Refused("cover_yourself", field="to")
    if cover.away_from and cover.away_until and cover.away_from < until and cover.away_until > since:
        raise Refused("cover_is_away", field="to", cover=cover, back=_back(turn, cover))


@dataclass(frozen=True, slots=True)
class Away:
    """A member on leave, and the working moment they are expected back."""

    member: Member
    back: datetime


def _back(turn: Turn, member: Member) -> datetime:
    calendar = calendar_of(turn.config.calendar, member.zone)
    return calendar.next_working_moment(member.away_until or turn.now)
