"""Thanks among colleagues: public, with a reason, a few a day."""

from dataclasses import dataclass
from datetime import datetime

from sales.config import KudosPolicy
from sales.refusal import Refused
from sales.values import Member, Person

LONGEST = 300  # letters: it is read aloud on Monday


@dataclass(frozen=True, slots=True)
class Kudos:
    """One colleague's thanks to another; `public` when it was said where others read it."""

    id: int
    giver: Person
    receiver: Person
    reason: str
    public: bool
    at: datetime
    deal: str | None = None
    title: str | None = None

    @property
    def code(self) -> str:
        """What it is called: K-12."""
        return f"K-{self.id}"


def may_give(*, by: Member, to: Member, reason: str, given: int, policy: KudosPolicy) -> None:
    """Refuse thanks to oneself, with an essay, or beyond the day's allowance."""
    if to.id == by.id:
        raise Refused("kudos_yourself", field="to")
    if len(reason) > LONGEST:
        raise Refused("kudos_long", field="reason", to=to, most=LONGEST)
    if given >= policy.daily:
        raise Refused("kudos_spent", to=to, most=policy.daily)


def may_read(kudos: Kudos | None, *, code: str, by: Member) -> Kudos:
    """Return thanks that concern the reader, or that everybody was meant to read; refuse others."""
    if kudos is None or not (kudos.public or by.id in (kudos.giver.id, kudos.receiver.id)):
        raise Refused("kudos_unknown", code=code)
    return kudos
