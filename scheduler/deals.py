"""Looks at deals that wait: a first contact that is late, a next step that fell due."""

from sqlalchemy import Connection

from sales import reminding as rules
from sales.reminding import Step
from sales.values import Deal
from scheduler.due import Due, Outcome
from storage import deals


def first_contact(due: Due) -> Outcome:
    """Remind the owner of a late first contact, then tell the manager."""
    deal = _deal(due)
    step = rules.first_contact_step(
        deal, due.timer.step, policy=due.config.claim, calendar=due.calendar(deal.team), now=due.now
    )
    if step.escalate:
        for leader in due.leaders(deal.team):
            due.tell(
                leader,
                "first_contact_late",
                {"deal": deal},
                about=f"escalation:first_contact:{deal.code}:{deal.contact_due}",
                kind="escalation",
                job="first_contact",
                concerns=deal,
            )
    return _outcome(due, deal, step)


def next_step(due: Due) -> Outcome:
    """Remind the owner of a next step that fell due."""
    deal = _deal(due)
    step = rules.next_step_step(
        deal, due.timer.step, policy=due.config.reminders, calendar=due.calendar(deal.team), now=due.now
    )
    return _outcome(due, deal, step)


def still_uncontacted(db: Connection, workspace: int, id: int) -> bool:
    """Whether an escalation of a late first contact is still true."""
    deal = deals.by_id(db, workspace=workspace, id=id)
    return deal.open and deal.owner is not None and deal.contact_due is not None


def _deal(due: Due) -> Deal:
    if due.deal is None:
        raise ValueError(f"a {due.timer.kind} timer without a deal")
    return due.deal


def _outcome(due: Due, deal: Deal, step: Step) -> Outcome:
    acting = due.acting(deal.owner.id) if step.remind and deal.owner else None
    # Where the first look was too early the step stays; a reminder or an escalation moves it on.
    moved = due.timer.step + (1 if step.remind or step.escalate else 0)
    return Outcome(again_at=step.again_at, step=moved, remind=None if acting is None else acting.id)
