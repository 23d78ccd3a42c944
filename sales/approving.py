"""Who must say yes to an offer, in which order, and what each answer leads to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sales.config import ApprovalPolicy, ApprovalRule, Product
from sales.money import Money
from sales.quoting import WHOLE, Line, Quote, Version, is_own, listed, total
from sales.refusal import Refused
from sales.values import Deal, Member, Person, Request

# These roles act in the whole company; the others for the deals of their teams.
EVERYWHERE = frozenset({"director", "legal", "presales", "delivery", "marketing", "success", "admin"})
# Who steps in where a team has nobody of a role, or only the one who made the offer.
INSTEAD = {"manager": "director"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an approval: anybody of the roles is enough, or everybody of them is needed."""

    roles: tuple[str, ...]
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom one step asks: a role's queue or the only one in it, or, without a role, somebody who must answer."""

    role: str | None
    person: Person | None
    hear: tuple[Member, ...]


def route(
    version: Version, *, policy: ApprovalPolicy, products: Sequence[Product], wanted: bool = False
) -> tuple[Step, ...]:
    """Return the steps a version has to pass; none means it is approved as it is, unless the asker wanted a yes."""
    rule = next((rule for rule in policy.rules if _applies(rule, version, policy, products)), None)
    if rule is None:
        return (Step(("manager",)),) if wanted else ()
    if rule.mode == "steps":
        return tuple(Step((role,)) for role in rule.roles)
    return (Step(rule.roles, everyone=rule.mode == "all"),)


def counted(version: Version, products: Sequence[Product]) -> int:
    """Return the discount that counts for approval: against the price list, so that a low price is one as well."""
    before = sum(_listed(line, products) for line in version.lines)
    if before <= version.total.minor:
        return version.discount
    # Rounded up: a discount just above the limit is above it.
    return max(version.discount, -(-(before - version.total.minor) * WHOLE // before)) if before else 0


def asked(
    step: Step, *, quote: Quote, deal: Deal, people: Sequence[Member], policy: ApprovalPolicy
) -> tuple[Asked, ...]:
    """Return whom a step asks; refuse where nobody may answer."""
    found = tuple(_asked(role, quote, deal, people, policy) for role in step.roles)
    if not step.everyone:
        # Somebody who holds two of the roles is asked once.
        some = tuple({tuple(member.id for member in one.hear): one for one in found if one.hear}.values())
        if not some:
            raise Refused("approval_nobody", quote=quote, role=step.roles[0], admins=_admins(people))
        return some
    if missing := next((one.role for one in found if not one.hear), None):
        raise Refused("approval_nobody", quote=quote, role=missing, admins=_admins(people))
    everybody = {member.id: member for one in found for member in one.hear}
    return tuple(Asked(None, member.person, (member,)) for member in everybody.values())


def may_answer(
    request: Request, by: Member, *, quote: Quote, deal: Deal, people: Sequence[Member], policy: ApprovalPolicy
) -> bool:
    """Whether a member, or somebody they stand in for, is one of those an approval waits for."""
    if not policy.own and is_own(quote, deal, by):
        return False
    acts_for = {by.id, *by.covers}
    if request.assignee is not None and request.assignee.id in acts_for:
        return True
    roles = {request.role, INSTEAD.get(request.role or "")} - {None}
    found = (member for role in roles for member in _of_role(role or "", quote, deal, people, policy))
    return any(member.id in acts_for for member in found)


def mine(
    waiting: Sequence[Request],
    by: Member,
    *,
    quote: Quote,
    deal: Deal,
    people: Sequence[Member],
    policy: ApprovalPolicy,
) -> Request:
    """Return the approval of a quote that is this member's to give; refuse where there is none."""
    if quote.state != "approval":
        raise Refused("quote_not_now", quote=quote, wanted="decided")
    found = [one for one in waiting if may_answer(one, by, quote=quote, deal=deal, people=people, policy=policy)]
    # Where both wait, one's own name comes before the name of whom one stands in for.
    found.sort(key=lambda one: (one.assignee is None, one.assignee != by.person))
    if found:
        return found[0]
    if not policy.own and is_own(quote, deal, by):
        raise Refused("approval_own", quote=quote)
    raise Refused("approval_not_yours", quote=quote, roles=_roles(waiting), people=_people(waiting))


def lowered(version: Version, *, most: int, by: Person, now: datetime) -> Version | None:
    """Return the next version with its discount cut to what the approver allows; None when it is within that."""
    if version.discount <= most:
        return None
    return replace(version, no=version.no + 1, discount=most, total=total(version.lines, most), by=by, at=now)


def place(step: int, *, most: int) -> None:
    """Refuse a step an approval has not come to yet."""
    if not 1 <= step <= most:
        raise Refused("approval_no_step", field="step", step=step, most=most)


def void(requests: Iterable[Request], *, since: int) -> tuple[Request, ...]:
    """Return the yeses from a step on as taken back: what they were said of has changed."""
    return tuple(
        replace(one, state="withdrawn", rev=one.rev + 1)
        for one in requests
        if one.kind == "approval" and one.state == "answered" and one.step >= since
    )


def _asked(role: str, quote: Quote, deal: Deal, people: Sequence[Member], policy: ApprovalPolicy) -> Asked:
    """The role's queue, or that of the role that steps in for it."""
    for one in (role, INSTEAD.get(role, role)):
        if hear := _of_role(one, quote, deal, people, policy):
            # Asked by name, the only one is reminded as a person, and so is whoever stands in.
            return Asked(one, hear[0].person if len(hear) == 1 else None, hear)
    return Asked(role, None, ())


def _of_role(
    role: str, quote: Quote, deal: Deal, people: Sequence[Member], policy: ApprovalPolicy
) -> tuple[Member, ...]:
    return tuple(
        member
        for member in people
        if role in member.roles
        and (role in EVERYWHERE or deal.team.id in member.teams)
        and (policy.own or not is_own(quote, deal, member))
    )


def _applies(rule: ApprovalRule, version: Version, policy: ApprovalPolicy, products: Sequence[Product]) -> bool:
    """Whether an offer is above every limit a rule names."""
    if rule.discount_over is not None and counted(version, products) <= rule.discount_over:
        return False
    return not rule.amounts_over or _above(version.total, rule, policy)


def _above(total: Money, rule: ApprovalRule, policy: ApprovalPolicy) -> bool:
    limit = next((one for one in rule.amounts_over if one.currency == total.currency), None)
    if limit is not None:
        return total.minor > limit.minor
    by_amount = [one for one in policy.rules if one.amounts_over]
    known = {limit.currency for one in by_amount for limit in one.amounts_over}
    return total.currency not in known and rule is by_amount[-1]


def _listed(line: Line, products: Sequence[Product]) -> int:
    known = listed(line.product, products)
    price = None if known is None else known.price(line.unit.currency)
    return max(line.sum.minor, 0 if price is None else price.minor * line.quantity)


def _admins(people: Iterable[Member]) -> tuple[Person, ...]:
    return tuple(member.person for member in people if "admin" in member.roles)


def _roles(waiting: Iterable[Request]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.role for one in waiting if one.role is not None))


def _people(waiting: Iterable[Request]) -> tuple[Person, ...]:
    return tuple(one.assignee for one in waiting if one.assignee is not None)
