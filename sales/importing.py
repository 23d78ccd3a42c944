"""What a row of a file makes of a deal: a new one, an old one changed, or a question which it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from sales.money import Money
from sales.names import company_key
from sales.playbook import Stage
from sales.values import Deal, Person, Team

WON = frozenset({"won", "win", "closed won", "closedwon", "成交", "已成交", "赢单", "已赢单", "成功", "签约成功"})
LOST = frozenset({"lost", "closed lost", "closedlost", "丢单", "已丢单", "输单", "已输单", "战败", "失败", "流失"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a row says a deal stands; without a stage it stays, or begins, where such deals do."""

    result: str = "open"
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class DealRow:
    """What one row says of a deal; what it says nothing of is None, which never takes anything away."""

    external: str | None = None
    code: str | None = None
    title: str | None = None
    company: str | None = None
    owner: Person | None = None
    team: Team | None = None
    standing: Standing | None = None
    amount: Money | None = None
    created_at: datetime | None = None
    closed_at: datetime | None = None
    next_step: str | None = None
    next_at: datetime | None = None
    close_date: datetime | None = None
    product: str | None = None
    source: str | None = None
    contact: str | None = None
    phone: str | None = None
    email: str | None = None
    lost_reason: str | None = None
    note: str | None = None
    aliases: tuple[str, ...] = ()


PLAIN = (
    *("title", "owner", "amount", "created_at", "close_date"),
    *("product", "source", "contact", "phone", "email", "note"),
)


class Unfit(Exception):
    """A row that contradicts itself or leaves out what a deal needs; says what helps."""


def read_standing(said: str, stages: Sequence[Stage]) -> Standing | None:
    """Read a stage by any of its names, won or lost, or both as in won/contract; None for what is none."""
    folded = " ".join(said.casefold().split())
    result, _, rest = folded.partition("/")
    if result in ("won", "lost") and rest:
        stage = _stage(rest, stages)
        return None if stage is None else Standing(result, stage)
    if folded in WON or folded in LOST:
        return Standing("won" if folded in WON else "lost")
    stage = _stage(folded, stages)
    return None if stage is None else Standing("open", stage)


def _stage(folded: str, stages: Sequence[Stage]) -> str | None:
    for stage in stages:
        if folded in {name.casefold() for name in (stage.key, stage.zh, stage.en, *stage.words)}:
            return stage.key
    return None


def create(row: DealRow, *, team: Team, customer: int | None, stages: Sequence[Stage], now: datetime) -> Deal:
    """Return the deal a row tells of, with the row's own days; nobody owes it a first contact for that."""
    standing = row.standing or Standing()
    _has_happened(row, standing, now)
    closed_at = _closed_at(row, standing, None)
    created_at = row.created_at or closed_at or now
    # Who types a deal in after it was closed has it created after its end; its stay cannot begin then.
    since = created_at if closed_at is None else min(created_at, closed_at)
    stage = standing.stage or _stage_of_result(standing.result, stages)
    deal = Deal(
        id=0,
        code=row.code or "",
        title=row.title or row.company or _title(row),
        team=team,
        customer=customer,
        stage=stage,
        stage_since=since,
        created_at=created_at,
        contacted_at=since if stage != stages[0].key else None,
        external=row.external,
    )
    return _told(deal, row, standing, closed_at)


def merge(deal: Deal, row: DealRow, *, customer: int | None, now: datetime) -> Deal:
    """Return a known deal with what the row says of it; a deal taken back with its import is there again."""
    standing = row.standing or Standing(deal.result, deal.stage)
    _has_happened(row, standing, now)
    closed_at = _closed_at(row, standing, deal.closed_at)
    merged = _told(replace(deal, reverted_at=None), row, standing, closed_at)
    if customer is not None:
        merged = replace(merged, customer=customer)
    if merged.owner != deal.owner:
        merged = replace(merged, claimed_at=None, contact_due=None)
    if row.team is not None:
        merged = replace(merged, team=row.team)
    if standing.stage is not None and standing.stage != deal.stage:
        merged = replace(merged, stage=standing.stage, stage_since=now)
    if merged.external is None:
        merged = replace(merged, external=row.external)
    return merged


def _told(deal: Deal, row: DealRow, standing: Standing, closed_at: datetime | None) -> Deal:
    said = {name: value for name in PLAIN if (value := getattr(row, name)) is not None}
    aliases = dict.fromkeys([*deal.names[1:], *row.aliases])
    told = replace(deal, **said, aliases="; ".join(aliases), result=standing.result, closed_at=closed_at)
    if standing.result != "open":
        told = replace(told, next_step="", next_at=None, contact_due=None)
    else:
        told = replace(
            told,
            next_step=deal.next_step if row.next_step is None else row.next_step,
            next_at=row.next_at or (deal.next_at if row.next_step in (None, deal.next_step) else None),
        )
    return replace(told, lost_reason=(row.lost_reason or deal.lost_reason) if standing.result == "lost" else "")


def _has_happened(row: DealRow, standing: Standing, now: datetime) -> None:
    """Refuse days of what has happened that are still to come."""
    ended = None if standing.result == "open" else row.closed_at or row.close_date
    for what, field, at in (("closed", "closed", ended), ("created", "created", row.created_at)):
        if at is not None and at > now:
            raise Unfit(f"is {what} on a day that is still to come: correct the field {field}")
    # Of the same day one may be written with its hour and the other without.
    if ended is not None and row.created_at is not None and ended + timedelta(days=1) <= row.created_at:
        raise Unfit("is closed before it was created: correct the field closed or created, or leave created empty")


def _closed_at(row: DealRow, standing: Standing, known: datetime | None) -> datetime | None:
    if standing.result == "open":
        if row.closed_at is not None:
            raise Unfit("is open and has a day it was closed: a day it may close is the field close_date")
        return None
    closed_at = row.closed_at or row.close_date or known
    if closed_at is None:
        raise Unfit(f"is {standing.result} and has no day: the field closed says when")
    return closed_at


def _stage_of_result(result: str, stages: Sequence[Stage]) -> str:
    """Where a deal begins: a won one has come to the last stage before it was certain."""
    if result != "won":
        return stages[0].key
    return next((stage.key for stage in reversed(stages) if stage.probability < 100), stages[0].key)


def _title(row: DealRow) -> str:
    """A deal without a customer's name is called by its product or contact, and told apart by its id."""
    words = [word for word in (row.product or row.contact, row.external) if word]
    if not words:
        raise Unfit("has neither title nor company, nor anything else to call it by")
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class Match:
    """Which deal a row without an id means: none yet, this one, or perhaps this one."""

    kind: Literal["new", "same", "ask"]
    deal: Deal | None = None


NEW = Match("new")


def match(row: DealRow, *, same: Sequence[Deal], alike: Sequence[Deal]) -> Match:
    """Judge which of a customer's deals, or of customers with much the same name, a row without an id tells of."""
    meant = [deal for deal in same if _one_story(row, deal)]
    called = company_key(row.title or row.company or "")
    titled = [deal for deal in meant if company_key(deal.title) == called]
    if len(titled) == 1:
        return Match("same", titled[0])
    # A deal that is only called by its customer may be the very one the row has a name for.
    unnamed = [deal for deal in meant if company_key(deal.title) == company_key(row.company or "")]
    doubtful = titled or unnamed or [deal for deal in alike if deal.open]
    return Match("ask", doubtful[0]) if doubtful else NEW


def _one_story(row: DealRow, deal: Deal) -> bool:
    """Whether row and deal may be one: not of two products, the deal open, or closed alike on the same day."""
    if row.product and deal.product and row.product != deal.product:
        return False
    standing = row.standing or Standing()
    if deal.result == "open":
        return True
    return standing.result == deal.result and deal.closed_at == (row.closed_at or row.close_date)
