"""Putting right what one wrote: a value, or the deal it was written to."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from handlers import progressing
from handlers.echo import Line, echoed, lines_of
from handlers.language.words import Words
from handlers.turn import Reply, Turn
from sales import correcting as rules
from sales import progress, undoing
from sales.calendar import instant_of
from sales.money import Money, money
from sales.progress import Progress
from sales.refusal import Refused
from sales.values import Change, Deal
from storage import deals, history

# How many of one's own changes are looked through for the one that is meant.
LOOKS = 8


def correct(turn: Turn, words: Words) -> Reply:
    """Put right a value you wrote, or the deal you wrote it to."""
    said = dict(words.more)
    if isinstance(to := said.get("to_deal"), str):
        return _moved(turn, words, said.get("from_deal") or words.deal, to)
    field, value = str(said.get("field", "")), said.get("value")
    if field in rules.CONTACT and isinstance(value, str):
        return _contact(turn, words, field, value)
    if field in rules.PROGRESS and value is not None:
        return _value(turn, words, field, said)
    raise Refused("correct_needed")


def _value(turn: Turn, words: Words, field: str, said: Mapping[str, object]) -> Reply:
    """Write the value that was meant to the deal that was meant, as progress or as the win it belongs to."""
    old = said.get("old_value")
    code = words.deal or _last(turn, field, None if isinstance(old, time) else old)
    deal, value = turn.find(code), said["value"]
    if isinstance(value, Money):
        value = _in_currency(value, words, deal)
        if deal.result == "won":
            return _won_at(turn, code, value)
    before = turn.lock(deal=code)
    meant: dict[str, Any] = {field: _at_hour(turn, before, value) if isinstance(value, time) else value}
    if asked := progressing.doubtful(turn, replace(words, deal=code, **meant), before):
        return asked
    stored = turn.change(before, rules.corrected(before, Progress(**meant), now=turn.now), "progressed")
    return Reply("progress_done", {"deal": stored, "lines": echoed(before, stored, turn.config), "what": "progressed"})


def _at_hour(turn: Turn, deal: Deal, hour: time) -> datetime:
    """An hour on the day of the next step, as its writer's clock has it; without one on the next day that has it."""
    zone = ZoneInfo(turn.member.zone)
    if deal.next_at is not None:
        return instant_of(deal.next_at.astimezone(zone).date(), hour, zone)
    today = turn.now.astimezone(zone).date()
    at = instant_of(today, hour, zone)
    return at if at > turn.now else instant_of(today + timedelta(days=1), hour, zone)


def _in_currency(amount: Money, words: Words, deal: Deal) -> Money:
    """An amount without a currency of its own is in the deal's."""
    if words.currency is not None or deal.amount is None or deal.amount.currency == amount.currency:
        return amount
    return money(amount.units, deal.amount.currency)


def _won_at(turn: Turn, code: str, amount: Money) -> Reply:
    """A win is taken back and told again at the amount that was meant."""
    deal = turn.lock(deal=code)
    win = next((change for change in _mine(turn, deal) if change.what == "won"), None)
    if win is None:
        raise Refused("correct_nothing")
    if asked := progressing.doubtful(turn, Words("deal_won", deal=code, amount=amount), deal):
        return asked
    opened = turn.change(deal, _undone(turn, deal, win), "undone", why=f"{code}/{win.no}")
    won = progress.win(opened, amount=amount, now=turn.now, signed=deal.closed_at)
    closed = turn.change(opened, won, "won", why=win.why)
    return Reply("progress_done", {"deal": closed, "lines": echoed(deal, closed, turn.config), "what": "won"})


def _contact(turn: Turn, words: Words, field: str, value: str) -> Reply:
    """Write whom to call at the customer, which is not for the whole room."""
    deal = turn.lock(deal=words.deal or _last(turn, field))
    stored = turn.change(deal, rules.contact(deal, field=field, value=value), "progressed")
    lines = (Line(field, getattr(deal, field) or None, value),)
    return Reply("progress_done", {"deal": stored, "lines": lines, "what": "progressed"}, private=True)


def _moved(turn: Turn, words: Words, wrong: object, right: str) -> Reply:
    """Take one's last progress back from a deal and write it to another."""
    named = wrong if isinstance(wrong, str) else _last(turn)
    if named == right:
        raise Refused("correct_nothing")
    both = sorted((turn.find(named), turn.find(right)), key=lambda deal: deal.id)
    locked = {deal.code: turn.lock(deal=deal.code) for deal in both}
    before, other = locked[named], locked[right]
    told = next(_mine(turn, before), None)
    if told is None:
        raise Refused("correct_nothing")
    news = rules.moved(told, deal=before)
    if asked := progressing.doubtful(turn, Words("progress_update", deal=right, amount=news.amount), other):
        return asked
    back = turn.change(before, _undone(turn, before, told), "undone", why=f"{named}/{told.no}")
    stored = turn.change(other, progress.progress(other, news, now=turn.now), "progressed")
    shown = {
        "back": lines_of(told, turn.config, backwards=True),
        "lines": echoed(other, stored, turn.config),
    }
    return Reply("correct_moved", {"deal": stored, "wrong": back, **shown})


def _undone(turn: Turn, deal: Deal, change: Change) -> Deal:
    rows = history.since(turn.db, workspace=turn.workspace.id, kind="deal", subject=deal.id, no=change.no)
    return undoing.undo(deal, rows[0], by=turn.member.id, later=rows[1:], now=turn.now)


def _mine(turn: Turn, deal: Deal) -> Iterator[Change]:
    """Yield what the speaker changed on a deal within a day and did not take back, newest first."""
    gone: set[str] = set()
    for change in history.last(turn.db, workspace=turn.workspace.id, kind="deal", subject=deal.id, most=LOOKS):
        if change.what == "undone":
            gone.add(change.why)
        elif f"{deal.code}/{change.no}" not in gone and rules.mine(change, by=turn.member.id, now=turn.now):
            yield change


def _last(turn: Turn, field: str | None = None, old: object = None) -> str:
    """The deal the speaker wrote to last, or wrote this field of last, to the value that was wrong."""
    for code, change in islice(_lately(turn), LOOKS):
        if field is None or (field in change.fields and rules.was(change.fields[field][1], old)):
            return code
    raise Refused("correct_nothing")


def _lately(turn: Turn) -> Iterator[tuple[str, Change]]:
    """Yield the speaker's own changes of deals within a day that were not taken back, newest first."""
    gone: set[str] = set()
    workspace = turn.workspace.id
    since = turn.now - undoing.UNDO_FOR
    for kind, subject, no, what, why in history.by(turn.db, workspace=workspace, who=turn.member.id, after=since):
        if what == "undone":
            gone.add(why)
        if kind != "deal" or what in undoing.FINAL:
            continue
        code = deals.by_id(turn.db, workspace=workspace, id=subject).code
        change = history.one(turn.db, workspace=workspace, kind=kind, subject=subject, no=no)
        if change is not None and f"{code}/{no}" not in gone:
            yield code, change
