"""An announced leave, and days of it that are off."""

from dataclasses import replace
from datetime import datetime

from sales.refusal import Refused
from sales.values import Member


def called_off(member: Member, *, since: datetime, until: datetime, now: datetime) -> Member:
    """Take days out of an announced leave: all of it, its beginning or its end."""
    first, last = member.away_from, member.away_until
    if first is None or last is None or last <= max(since, now) or first >= until:
        raise Refused("leave_not_then", since=since, member=member)
    if first < since and until < last:
        raise Refused("leave_would_part", since=since, member=member)
    if first < since:
        return replace(member, away_until=since)
    if until < last:
        return replace(member, away_from=until)
    return replace(member, away_from=None, away_until=None, cover=None)
