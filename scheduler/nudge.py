"""Reminders do not speak themselves: one message says all that waits for a member."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sales import reminding as rules
from sales.awarding import Ballot
from sales.quoting import Quote
from sales.requesting import KINDS
from sales.values import Deal, Request
from scheduler import awards
from scheduler.deals import first_contact, next_step
from scheduler.due import Due, Outcome
from scheduler.quotes import valid
from scheduler.requests import waiting
from storage import deals, members, quotes, requests, timers
from storage.timers import Timer

REMINDERS = {
    "first_contact": first_contact,
    "next_step": next_step,
    **dict.fromkeys(KINDS, waiting),
    "quote_valid": valid,
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a member is reminded of."""

    kind: str
    deal: Deal
    request: Request | None = None
    quote: Quote | None = None


def hold(due: Due, member: int) -> None:
    """Keep a reminder for the member's next nudge and have that nudge come at the next allowed moment."""
    timers.again(due.db, due.timer, due=due.timer.due, step=due.timer.step, held_for=member)
    listener = due.member(member)
    zone = due.workspace.zone if listener is None else listener.zone
    last = members.last_nudge(due.db, workspace=due.workspace.id, id=member)
    at = rules.may_speak_at(due.now, zone=zone, last=last, policy=due.config.reminders)
    timers.sooner(due.db, workspace=due.workspace.id, subject_kind="member", subject=member, kind="nudge", due=at)


def nudge(due: Due) -> Outcome:
    """Say in one message what still waits for this member, and let those timers go on."""
    id = due.timer.subject
    last = members.last_nudge(due.db, workspace=due.workspace.id, id=id)
    member = due.member(id)
    allowed = rules.may_speak_at(
        due.now, zone=member.zone if member else due.workspace.zone, last=last, policy=due.config.reminders
    )
    if allowed > due.now:
        return Outcome(again_at=allowed)
    items = [item for held in _free(due, id) if (item := _look(due, held)) is not None]
    votes = _votes(due, id)
    if (items or votes) and member is not None:
        # A nudge's timer is made anew for each; its minute alone may come twice where the clock is set back.
        local = f"{due.now:%Y-%m-%dT%H:%M}:{due.timer.id}"
        due.tell(
            member,
            "nudge",
            {"member": member, "items": items, "ballots": votes},
            about=f"nudge:{local}",
            kind="reminder",
        )
        members.nudged(due.db, id=id, at=due.now)
    busy = timers.any_held(due.db, workspace=due.workspace.id, member=id)
    return Outcome(again_at=due.now + timedelta(seconds=10) if busy else None)


def _votes(due: Due, member: int) -> list[Ballot]:
    """The awards a member is to be reminded of, when a reminder of them waits; it has then said its say."""
    held = [timer for timer in timers.held(due.db, workspace=due.workspace.id, member=member) if timer.kind == "vote"]
    for timer in held:
        timers.done(due.db, timer)
    return awards.waiting(due, member) if held else []


@dataclass(frozen=True, slots=True)
class Held:
    """A held timer with what it speaks of, locked."""

    timer: Timer
    deal: Deal
    request: Request | None
    quote: Quote | None


def _free(due: Due, member: int) -> list[Held]:
    """The held timers with what they speak of, locked, deals first; what somebody works on waits for the next nudge."""
    waiting = timers.held(due.db, workspace=due.workspace.id, member=member)
    held = [timer for timer in waiting if timer.kind in REMINDERS]
    about = {timer.id: _deal_of(due, timer) for timer in held}
    ids = sorted({id for id in about.values() if id is not None})
    locked = {id: deals.free_by_id(due.db, workspace=due.workspace.id, id=id) for id in ids}
    free = [(timer, deal) for timer in held if (deal := locked.get(about[timer.id] or 0)) is not None]
    found = {
        timer.id: Held(timer, deal, _request_of(due, timer), _quote_of(due, timer))
        for timer, deal in sorted(free, key=lambda pair: pair[0].subject)
    }
    taken = (timers.take(due.db, id=timer.id) for timer, _ in free)
    return [replace(found[timer.id], timer=timer) for timer in taken if timer is not None and timer.held_for == member]


def _deal_of(due: Due, timer: Timer) -> int | None:
    if timer.subject_kind == "request":
        return requests.by_id(due.db, workspace=due.workspace.id, id=timer.subject).deal
    if timer.subject_kind == "quote":
        return quotes.by_id(due.db, workspace=due.workspace.id, id=timer.subject).deal
    return timer.subject


def _request_of(due: Due, timer: Timer) -> Request | None:
    if timer.subject_kind != "request":
        return None
    return requests.locked_by_id(due.db, workspace=due.workspace.id, id=timer.subject)


def _quote_of(due: Due, timer: Timer) -> Quote | None:
    if timer.subject_kind != "quote":
        return None
    return quotes.locked(due.db, workspace=due.workspace.id, id=timer.subject)


def _look(due: Due, held: Held) -> Item | None:
    """Ask the reminder's own job again, as of now; say whether it still wants to be said."""
    timer = held.timer
    outcome = REMINDERS[timer.kind](replace(due, timer=timer, deal=held.deal, request=held.request, quote=held.quote))
    if outcome.remind is not None and outcome.remind != due.timer.subject:
        hold(replace(due, timer=timer), outcome.remind)  # meanwhile somebody else answers for it
        return None
    if outcome.again_at is None:
        timers.done(due.db, timer)
    else:
        timers.again(due.db, timer, due=outcome.again_at, step=outcome.step)
    return None if outcome.remind is None else Item(timer.kind, held.deal, held.request, held.quote)
