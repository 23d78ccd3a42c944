"""Who takes a deal, gives it back, or is given it."""

from dataclasses import replace
from datetime import datetime

from sales.calendar import WorkCalendar
from sales.config import ClaimPolicy
from sales.refusal import Refused
from sales.values import Deal, Person


def claim(deal: Deal, *, by: Person, holding: int, policy: ClaimPolicy, calendar: WorkCalendar, now: datetime) -> Deal:
    """Give an unowned deal to a member, who now owes the customer a first contact."""
    must_be_open(deal)
    must_be_free(deal, by)
    return hand_to(deal, by, holding=holding, policy=policy, calendar=calendar, now=now)


def must_be_free(deal: Deal, by: Person) -> None:
    """Refuse to let a member claim what somebody owns."""
    if deal.owner is not None and deal.owner.id == by.id:
        raise Refused("claim_already_yours", deal=deal)
    if deal.owner is not None:
        raise Refused("claim_taken", deal=deal, owner=deal.owner)


def assign(deal: Deal, *, to: Person, holding: int, policy: ClaimPolicy, calendar: WorkCalendar, now: datetime) -> Deal:
    """Give a deal to a member by a manager's word, whoever holds it now."""
    if deal.owner is not None and deal.owner.id == to.id:
        raise Refused("assign_same", deal=deal, owner=deal.owner)
    return hand_to(deal, to, holding=holding, policy=policy, calendar=calendar, now=now)


def release(deal: Deal) -> Deal:
    """Put an owned open deal back into the pool, where everybody may claim it."""
    must_be_open(deal)
    if deal.owner is None:
        raise Refused("release_unowned", deal=deal)
    return replace(deal, owner=None, claimed_at=None, contact_due=None, contacted_at=None, next_step="", next_at=None)


def hand_to(
    deal: Deal, to: Person, *, holding: int, policy: ClaimPolicy, calendar: WorkCalendar, now: datetime
) -> Deal:
    """Make a member the owner of an open deal, within the cap; a deal not yet contacted has its clock started."""
    must_be_open(deal)
    must_have_room(to, holding=holding, policy=policy)
    started = deal.contacted_at is not None
    return replace(
        deal,
        owner=to,
        claimed_at=now,
        contact_due=None if started else calendar.add_working_hours(now, policy.first_contact_hours),
    )


def must_have_room(member: Person, *, holding: int, policy: ClaimPolicy) -> None:
    """Refuse when the member already holds as many open deals as one person may."""
    if holding >= policy.most_open_deals:
        raise Refused("claim_too_many", member=member, holding=holding, most=policy.most_open_deals)


def must_be_open(deal: Deal) -> None:
    """Refuse work on a deal that was won, lost or taken back."""
    if deal.reverted_at is not None:
        raise Refused("deal_reverted", deal=deal)
    if not deal.open:
        raise Refused("deal_closed", deal=deal)
