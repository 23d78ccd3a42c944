"""A deal is handed over to delivery along a checklist that both sides confirm line by line."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sales.config import HandoverPolicy
from sales.refusal import Refused
from sales.requesting import is_for, is_from
from sales.values import Deal, Member, Request

MOST_LINES = 30
_OURS = {text: line for line in HandoverPolicy().checklist for text in (line.zh, line.en)}


@dataclass(frozen=True, slots=True)
class Check:
    """One line of a checklist, and when each side confirmed it."""

    no: int
    text: str
    given_at: datetime | None = None
    taken_at: datetime | None = None

    @property
    def zh(self) -> str:
        """What it says in Chinese, where it is one of our own."""
        return _OURS[self.text].zh if self.text in _OURS else self.text

    @property
    def en(self) -> str:
        """What it says in English, where it is one of our own."""
        return _OURS[self.text].en if self.text in _OURS else self.text

    @property
    def done(self) -> bool:
        """Whether both sides confirmed it."""
        return self.given_at is not None and self.taken_at is not None


def gives(request: Request, deal: Deal, by: Member) -> bool:
    """Say on which side of a hand-over a member stands: giving or taking; refuse who stands on neither."""
    if is_for(request, by):
        return False
    if is_from(request, by) or (deal.owner is not None and deal.owner.id in {by.id, *by.covers}):
        return True
    raise Refused("request_not_yours", request=request, withdrawing=False)


def named(checks: Sequence[Check], lines: Collection[int] | None, *, request: Request) -> list[int]:
    """Return the numbers of the lines that are meant; none named means every line."""
    known = [check.no for check in checks]
    if lines is None:
        raise Refused("handover_which_line", request=request, checks=checks)
    unknown = [no for no in lines if no not in known]
    if unknown:
        raise Refused("handover_no_line", request=request, no=unknown[0], checks=checks)
    return list(lines) or known


def may_add(checks: Sequence[Check], text: str, *, request: Request) -> None:
    """Refuse a line without words, or one too many."""
    if not text:
        raise Refused("handover_line_needed", field="note", request=request)
    if len(checks) >= MOST_LINES:
        raise Refused("handover_too_long", request=request, most=MOST_LINES)
