"""What happens on a deal: contact, progress, a win, a loss."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from handlers.echo import echoed
from handlers.language.words import Words
from handlers.rights import reaches
from handlers.turn import Reply, Turn
from sales import progress as rules
from sales.calendar import instant_of
from sales.money import doubt
from sales.naming import call
from sales.progress import Progress
from sales.values import Deal


def contacted(turn: Turn, words: Words) -> Reply:
    """Say that the customer was spoken to."""
    deal = turn.lock(deal=words.deal or "")
    onward = rules.first_stage_after_contact(turn.config.stages, deal.stage)
    spoken = rules.contact(deal, now=turn.now, contacted_stage=onward, note=words.note or "")
    return _changed(turn, deal, spoken, "contacted")


def alias(turn: Turn, words: Words) -> Reply:
    """Give a deal another name that people may use for it."""
    deal = turn.lock(deal=words.deal or "")
    return _changed(turn, deal, call(deal, words.title or ""), "called")


def progress(turn: Turn, words: Words) -> Reply:
    """Write what is new: stage, amount, next step and its day, expected close, a note."""
    deal = turn.lock(deal=words.deal or "")
    if asked := doubtful(turn, words, deal):
        return asked
    news = Progress(
        stage=words.stage,
        amount=words.amount,
        next_step=words.next_step,
        next_at=words.next_at,
        close_date=words.close_date or _last_day(words, turn),
        note=words.note,
        probability=words.probability,
    )
    if not reaches(turn.member, "own", deal):
        return _changed(turn, deal, rules.add_note(deal, news), "progressed")
    return _changed(turn, deal, rules.progress(deal, news, now=turn.now), "progressed")


def won(turn: Turn, words: Words) -> Reply:
    """Close a deal as won, at the amount agreed."""
    deal = turn.lock(deal=words.deal or "")
    won = rules.win(deal, amount=words.amount, now=turn.now, signed=_signed(turn, words))
    if asked := doubtful(turn, words, deal):
        return asked
    closed = turn.change(deal, won, "won", why=words.note or "")
    facts = {"deal": closed, "before": deal, "note": words.note or "", "earlier": closed.closed_at != turn.now}
    return Reply("won_done", facts, milestone=True)


def lost(turn: Turn, words: Words) -> Reply:
    """Close a deal as lost, with the reason."""
    deal = turn.lock(deal=words.deal or "")
    why = words.note or words.reason or ""
    closed = rules.lose(deal, reason=words.choice or "", note=why, now=turn.now)
    stored = turn.change(deal, closed, "lost", why=why)
    return Reply("lost_done", {"deal": stored, "note": why}, milestone=True)


def doubtful(turn: Turn, words: Words, deal: Deal) -> Reply | None:
    """Return the question whether an amount is meant that is far from the deal's, unless that was asked already."""
    why = doubt(deal.amount, words.amount)
    if why is None or turn.agreed:
        return None
    return turn.doubts(why, words, deal)


def _signed(turn: Turn, words: Words) -> datetime | None:
    """Return the day before today on which a win was signed, where one was named."""
    signed = dict(words.more).get("signed_on")
    zone = ZoneInfo(turn.member.zone)
    today = instant_of(turn.now.astimezone(zone).date(), time(), zone)
    return signed if isinstance(signed, datetime) and signed < today else None


def _last_day(words: Words, turn: Turn) -> datetime | None:
    """A deal that closes in a quarter closes on its last day at the latest."""
    if words.close_period is None:
        return None
    return instant_of(words.close_period.last, time(), ZoneInfo(turn.member.zone))


def _changed(turn: Turn, before: Deal, after: Deal, what: str) -> Reply:
    stored = turn.change(before, after, what)
    return Reply("progress_done", {"deal": stored, "lines": echoed(before, stored, turn.config), "what": what})
