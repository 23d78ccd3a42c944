"""What happens on a deal between its claim and its end."""

from dataclasses import dataclass, replace
from datetime import datetime

from sales.claiming import must_be_open
from sales.money import Money
from sales.playbook import Stage
from sales.refusal import Refused
from sales.values import Deal

LOST_REASONS = ("price", "budget", "feature_gap", "in_house", "timing", "competitor", "other")


@dataclass(frozen=True, slots=True)
class Progress:
    """What is new on a deal; a field left out stays as it is."""

    stage: str | None = None
    amount: Money | None = None
    next_step: str | None = None
    next_at: datetime | None = None
    close_date: datetime | None = None
    note: str | None = None
    probability: int | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing new was said."""
        return self == Progress()


def contact(deal: Deal, *, now: datetime, contacted_stage: str | None, note: str = "") -> Deal:
    """Note that the customer was spoken to; a new lead moves to the stage that follows."""
    must_be_open(deal)
    if deal.contacted_at is not None:
        raise Refused("contacted_already", deal=deal)
    moved = replace(deal, contacted_at=now, contact_due=None, note=note or deal.note)
    return moved if contacted_stage is None else replace(moved, stage=contacted_stage, stage_since=now)


def progress(deal: Deal, news: Progress, *, now: datetime) -> Deal:
    """Write what is new on an open deal; any progress counts as the first contact."""
    must_be_open(deal)
    if news.empty:
        raise Refused("progress_empty", deal=deal)
    before = deal
    if deal.owner is not None and deal.contacted_at is None:
        deal = replace(deal, contacted_at=now, contact_due=None)
    stage = news.stage or deal.stage
    step = deal.next_step if news.next_step is None else news.next_step
    progressed = replace(
        deal,
        stage=stage,
        stage_since=deal.stage_since if stage == deal.stage else now,
        amount=news.amount or deal.amount,
        next_step=step,
        # A new step without a day has no day; the old step's day is not the new one's.
        next_at=news.next_at or (deal.next_at if step == deal.next_step else None),
        close_date=news.close_date or deal.close_date,
        note=deal.note if news.note is None else news.note,
        probability=deal.probability if news.probability is None else news.probability,
    )
    if progressed == before:
        raise Refused("progress_same", deal=deal)
    return progressed


def add_note(deal: Deal, news: Progress) -> Deal:
    """Write the note of somebody who only helps on a deal; the rest is its owner's to change."""
    must_be_open(deal)
    if news.note is None or news != Progress(note=news.note):
        raise Refused("helper_notes_only", deal=deal)
    if news.note == deal.note:
        raise Refused("progress_same", deal=deal)
    return replace(deal, note=news.note)


def win(deal: Deal, *, amount: Money | None, now: datetime, signed: datetime | None = None) -> Deal:
    """Close an owned deal as won, on the day it was signed; who holds it now hands it on to delivery."""
    must_be_open(deal)
    if deal.owner is None:
        raise Refused("close_unowned", deal=deal)
    at = now if signed is None else min(now, max(signed, deal.created_at))
    return replace(_closed(deal, now), closed_at=at, result="won", amount=amount or deal.amount)


def lose(deal: Deal, *, reason: str, note: str, now: datetime) -> Deal:
    """Close a deal as lost, with the reason the team learns from."""
    must_be_open(deal)
    if reason not in LOST_REASONS:
        raise Refused("lost_reason_needed", field="choice", deal=deal)
    return replace(_closed(deal, now), result="lost", lost_reason=reason, note=note or deal.note)


def first_stage_after_contact(stages: tuple[Stage, ...], current: str) -> str | None:
    """Return the stage a new lead moves to once contacted, or None when it is already past the first."""
    keys = [stage.key for stage in stages]
    return keys[1] if len(keys) > 1 and current == keys[0] else None


def _closed(deal: Deal, now: datetime) -> Deal:
    return replace(
        deal,
        closed_at=now,
        contacted_at=deal.contacted_at or now,
        contact_due=None,
        next_step="",
        next_at=None,
    )
