"""A hand-over's checklist: each line is confirmed by who gives and by who takes."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from sales.handing import Check
from storage.tables import checks, requests
from storage.types import Instant

OF_REQUEST = (
    select(checks.c.no, checks.c.text, checks.c.given_at, checks.c.taken_at)
    .select_from(checks.join(requests, requests.c.id == checks.c.request))
    .where(checks.c.request == bindparam("request"), requests.c.workspace == bindparam("workspace"))
    .order_by(checks.c.no)
)
LAST = select(func.coalesce(func.max(checks.c.no), 0)).where(checks.c.request == bindparam("request"))
ADD = insert(checks)
_LINES = update(checks).where(
    checks.c.request == bindparam("of_request"), checks.c.no.in_(bindparam("nos", expanding=True))
)
GIVE = _LINES.values(given_at=bindparam("at", type_=Instant()))
TAKE = _LINES.values(taken_at=bindparam("at", type_=Instant()))


def of_request(db: Connection, *, workspace: int, request: int) -> tuple[Check, ...]:
    """Return the lines of a checklist in their order."""
    return tuple(Check(*row) for row in db.execute(OF_REQUEST, {"workspace": workspace, "request": request}))


def add(db: Connection, *, request: int, texts: Sequence[str]) -> None:
    """Add lines to the end of a locked request's checklist."""
    last = int(db.execute(LAST, {"request": request}).scalar_one())
    db.execute(ADD, [{"request": request, "no": no, "text": text} for no, text in enumerate(texts, last + 1)])


def confirm(db: Connection, *, request: int, nos: Collection[int], giving: bool, at: datetime | None) -> None:
    """Write when one side confirmed some lines, or that it no longer does."""
    if nos:
        db.execute(GIVE if giving else TAKE, {"of_request": request, "nos": list(nos), "at": at})
