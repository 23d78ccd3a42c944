"""Goals: what members, teams and the company shall reach."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from sales.goals import Goal
from sales.money import Money
from sales.periods import Period, read_key
from storage.changes import record
from storage.history import Origin
from storage.tables import goals

_OF = (
    goals.c.workspace == bindparam("workspace"),
    goals.c.kind == bindparam("kind"),
    goals.c.subject.in_(bindparam("subjects", expanding=True)),
)
OF = select(goals).where(*_OF, goals.c.period.in_(bindparam("periods", expanding=True)))
OF_TEAM = select(goals.c.period).where(
    goals.c.workspace == bindparam("workspace"), goals.c.kind == "team", goals.c.subject == bindparam("team")
)
CURRENCY = (
    select(goals.c.currency)
    .where(
        goals.c.workspace == bindparam("workspace"),
        goals.c.kind == "member",
        goals.c.subject == bindparam("member"),
        goals.c.metric == "value",
    )
    .order_by(goals.c.at.desc())
    .limit(1)
)
_NEW = insert(goals)
PUT = _NEW.on_conflict_do_update(
    index_elements=["workspace", "kind", "subject", "metric", "period"],
    set_={name: _NEW.excluded[name] for name in ("value", "currency", "by", "at")},
)
DROP = delete(goals).where(
    goals.c.workspace == bindparam("workspace_id"),
    goals.c.kind == bindparam("of_kind"),
    goals.c.subject == bindparam("subject_id"),
    goals.c.metric == bindparam("of_metric"),
    goals.c.period == bindparam("of_period"),
)


def of(
    db: Connection, *, workspace: int, kind: str, names: dict[int, str], periods: Sequence[Period]
) -> tuple[Goal, ...]:
    """Return the goals of members, teams or the workspace (id and name) for any of these periods."""
    keys = [period.key for period in periods]
    asked = {"workspace": workspace, "kind": kind, "subjects": list(names), "periods": keys}
    found = [
        Goal(row.kind, row.subject, names[row.subject], row.metric, period, row.value, row.currency)
        for row in (db.execute(OF, asked) if names else ())
        if (period := read_key(row.period))
    ]
    return tuple(sorted(found, key=lambda goal: (goal.period.last, goal.subject, goal.metric)))


def ahead(db: Connection, *, workspace: int, team: int, today: date) -> tuple[Period, ...]:
    """Return the periods that are not over for which a team has a goal."""
    keys = sorted(set(db.execute(OF_TEAM, {"workspace": workspace, "team": team}).scalars()))
    return tuple(period for key in keys if (period := read_key(key)) and period.last >= today)


def currency_of(db: Connection, *, workspace: int, member: int) -> str | None:
    """Return the currency a member's goal was set in last."""
    return db.execute(CURRENCY, {"workspace": workspace, "member": member}).scalar()


def put(db: Connection, goal: Goal, before: Goal | None, *, origin: Origin) -> None:
    """Write a goal, with its row of history: on the member's chain, else on the workspace's."""
    row = {
        "workspace": origin.workspace,
        "kind": goal.kind,
        "subject": goal.subject,
        "metric": goal.metric,
        "period": goal.period.key,
        "value": goal.value,
        "currency": goal.currency,
        "by": None if origin.who is None else origin.who.id,
        "at": origin.now,
    }
    db.execute(PUT, row)
    _record(db, goal, before, goal, origin=origin)


def drop(db: Connection, goal: Goal, *, origin: Origin) -> None:
    """Take a goal away."""
    row = {"workspace_id": origin.workspace, "of_kind": goal.kind, "subject_id": goal.subject}
    db.execute(DROP, row | {"of_metric": goal.metric, "of_period": goal.period.key})
    _record(db, goal, goal, None, origin=origin)


def _record(db: Connection, goal: Goal, before: Goal | None, after: Goal | None, *, origin: Origin) -> None:
    own = goal.kind == "member"
    name = " ".join(("goal", goal.metric, goal.period.key, *(() if own else (goal.kind, str(goal.subject)))))
    kind, subject = ("member", goal.subject) if own else ("workspace", origin.workspace)
    record(db, kind, subject, "goal", origin=origin, fields={name: (_value(before), _value(after))})


def _value(goal: Goal | None) -> Money | int | None:
    return None if goal is None else goal.money or goal.value
