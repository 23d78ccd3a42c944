"""A deal comes in, is taken, given back, or given to somebody."""

from handlers.language.words import Words
from handlers.turn import Reply, Turn
from sales import claiming as rules
from sales.refusal import Refused
from sales.values import Deal, Team
from storage import deals, workspaces


def new_lead(turn: Turn, words: Words) -> Reply:
    """Write down a new lead, which lies in the pool until somebody claims it."""
    title, customer = _customer(turn, words)
    known = deals.of_customer(turn.db, workspace=turn.workspace.id, customer=customer)
    if known:  # so that nobody works against a colleague unknowingly
        return Reply("lead_known", {"title": title, "known": known}, readings=(_anyway(words),))
    return _add(turn, words, title=title, customer=customer)


def new_lead_anyway(turn: Turn, words: Words) -> Reply:
    """Write down a new lead for a customer who already has an open deal."""
    title, customer = _customer(turn, words)
    return _add(turn, words, title=title, customer=customer)


def claim(turn: Turn, words: Words) -> Reply:
    """Take a deal nobody owns; you then owe the customer a first contact."""
    deal = turn.lock(deal=words.deal or "", counting=[turn.member.id])
    claimed = rules.claim(
        deal,
        by=turn.member.person,
        holding=turn.held(turn.member.id),
        policy=turn.config.claim,
        calendar=turn.calendar(deal.team),
        now=turn.now,
    )
    facts = {"deal": turn.change(deal, claimed, "claimed"), "elsewhere": False}
    return Reply("claim_done", facts, milestone=True)


def release(turn: Turn, words: Words) -> Reply:
    """Put a deal back into the pool, with the reason."""
    deal = turn.lock(deal=words.deal or "")
    released = turn.change(deal, rules.release(deal), "released", why=words.reason or "")
    facts = {"deal": released, "by": turn.member, "reason": words.reason or ""}
    return Reply("release_done", facts, milestone=True)


def assign(turn: Turn, words: Words) -> Reply:
    """Give a deal to somebody of the team, whoever holds it now."""
    to = turn.colleague(words.to or 0)
    deal = turn.lock(deal=words.deal or "", counting=[to.id])
    assigned = rules.assign(
        deal,
        to=to.person,
        holding=turn.held(to.id),
        policy=turn.config.claim,
        calendar=turn.calendar(deal.team),
        now=turn.now,
    )
    stored = turn.change(deal, assigned, "assigned", why=words.reason or "")
    facts = {"deal": stored, "before": deal.owner, "by": turn.member, "reason": words.reason or ""}
    turn.tell(to.id, "assigned_to_you", facts, about=f"assigned:{turn.undo}")
    if deal.owner is not None:
        turn.tell(deal.owner.id, "assigned_away", facts, about=f"assigned:{turn.undo}")
    return Reply("assign_done", facts, milestone=True)


def _customer(turn: Turn, words: Words) -> tuple[str, int]:
    """The company a lead is about, locked: of two who bring it at once, the second sees the first one's deal."""
    if not words.title:
        raise Refused("lead_title_needed", field="title")
    return words.title, turn.lock_customer(words.title)


def _add(turn: Turn, words: Words, *, title: str, customer: int) -> Reply:
    deal = turn.create(
        Deal(
            id=0,
            code="",
            title=title,
            team=_team(turn),
            customer=customer,
            stage=turn.config.stages[0].key,
            stage_since=turn.now,
            created_at=turn.now,
            created_by=turn.member.id,
            amount=words.amount,
            source=words.source or "",
            contact=words.contact or "",
            phone=words.phone or "",
            email=words.email or "",
            note=words.note or "",
        )
    )
    facts = {"deal": deal, "stage": turn.config.stage(deal.stage), "helpers": ()}
    turn.announce(deal.team, "deal_card", facts, about=f"card:{deal.code}", card=deal)
    if turn.room is not None and turn.room.team == deal.team.id:
        return Reply("deal_card", facts, card=deal)
    return Reply("lead_done", {"deal": deal})


def _team(turn: Turn) -> Team:
    """The team a new deal belongs to: the room's, else the member's first."""
    teams = {team.id: team for team in workspaces.all_teams(turn.db, workspace=turn.workspace.id)}
    for id in (turn.room.team if turn.room else None, *sorted(turn.member.teams)):
        if id in teams:
            return teams[id]
    raise Refused("no_team")


def _anyway(words: Words) -> dict[str, object]:
    said = {name: getattr(words, name) for name in ("title", "contact", "phone", "email", "source", "note")}
    fields = {name: value for name, value in said.items() if value}
    if words.amount is not None:
        fields["amount"] = f"{words.amount.currency} {words.amount.units}"
    return {"line": "new anyway", "fields": fields}
