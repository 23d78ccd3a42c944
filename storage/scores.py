"""What people did in a period that may earn points: a fixed number of statements, each by its index."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Text, bindparam, select

from sales.calendar import ONE_DAY
from sales.scoring import UNDONE_UNTIL, Act, Deed, deeds_of
from sales.values import Person
from storage import ballots, boards, history, kudos, workspaces
from storage.boards import OWNED_AT_CLOSING
from storage.tables import deals, helpers, members, ownership, requests, standup_answers, standups, teams
from storage.tables import history as rows
from storage.types import Id, Instant

# A request that was due longer ago than this and is answered only now earns nothing any more.
LATEST = timedelta(days=60)
_WORKSPACE = bindparam("workspace", type_=Id)
_SINCE = bindparam("since", type_=Instant())
_UNTIL = bindparam("until", type_=Instant())
_MEMBER = bindparam("member", type_=Id)
_LIVE = (deals.c.reverted_at.is_(None), deals.c.merged_into.is_(None))
ACTS = (
    select(
        rows,
        members.c.name,
        deals.c.code,
        deals.c.title,
        deals.c.created_by,
        teams.c.zone,
    )
    .select_from(
        rows.join(deals, deals.c.id == rows.c.subject)
        .join(teams, teams.c.id == deals.c.team)
        .join(members, members.c.id == rows.c.who)
    )
    .where(rows.c.workspace == _WORKSPACE, rows.c.at >= _SINCE, rows.c.at < _UNTIL, *_LIVE)
    .where(rows.c.subject_kind == "deal", rows.c.what.not_in(("imported", "created", "claimed", "erased")))
)
# Only who did something takes it back, so their own rows are enough.
ACTS_OF = ACTS.where(rows.c.who == _MEMBER)
ANSWERED = (
    select(
        *(requests.c.code, requests.c.kind, requests.c.answered_by, requests.c.closed_at, requests.c.due),
        *(members.c.id, members.c.name, deals.c.code.label("deal"), deals.c.title),
    )
    .select_from(
        requests.join(members, members.c.id == requests.c.asker).outerjoin(deals, deals.c.id == requests.c.deal)
    )
    .where(requests.c.workspace == _WORKSPACE, requests.c.state == "answered", *_LIVE)
    .where(requests.c.due >= bindparam("earliest", type_=Instant()))
    .where(requests.c.closed_at >= _SINCE, requests.c.closed_at < _UNTIL, requests.c.kind != "transfer")
)
HELPED = (
    select(
        helpers.c.member, deals.c.code, deals.c.title, deals.c.closed_at, members.c.id.label("owner"), members.c.name
    )
    .select_from(
        deals.join(helpers, helpers.c.deal == deals.c.id)
        .join(ownership, OWNED_AT_CLOSING)
        .join(members, members.c.id == ownership.c.member)
    )
    .where(deals.c.workspace == _WORKSPACE, deals.c.result == "won", *_LIVE)
    .where(deals.c.closed_at >= _SINCE, deals.c.closed_at < _UNTIL, helpers.c.since <= deals.c.closed_at)
)
STOOD_UP = (
    select(standup_answers.c.member, standup_answers.c.at, standups.c.id, standups.c.day)
    .select_from(standups.join(standup_answers, standup_answers.c.standup == standups.c.id))
    .where(standups.c.team.in_(select(teams.c.id).where(teams.c.workspace == _WORKSPACE)))
    .where(standups.c.day >= bindparam("first", type_=Text()), standups.c.day <= bindparam("last", type_=Text()))
    .where(standup_answers.c.at >= _SINCE, standup_answers.c.at < _UNTIL)
    .where(standup_answers.c.at <= standups.c.digest_at)
)


def deeds(
    db: Connection,
    *,
    workspace: int,
    since: datetime,
    until: datetime,
    stages: Mapping[str, int],
    member: int | None = None,
) -> tuple[Deed, ...]:
    """Return what the members did from one moment to before another, or what one of them did.

    The values of won deals are left to who knows the rates; `stages` gives each stage its place.
    """
    asked: dict[str, Any] = {"workspace": workspace, "since": since, "until": until}
    found = [
        *_won(db, asked),
        *deeds_of(_acts(db, asked, member), stages=stages, since=since, until=until),
        *_answered(db, asked),
        *_helped(db, asked),
        *_stood_up(db, asked),
        *_thanked(db, asked),
        *_awarded(db, asked),
    ]
    return tuple(deed for deed in found if member in (None, deed.member))


def _won(db: Connection, asked: Mapping[str, Any]) -> Iterator[Deed]:
    known = (
        *workspaces.all_teams(db, workspace=asked["workspace"]),
        *workspaces.past_teams(db, workspace=asked["workspace"]),
    )
    teams = [team.id for team in known]
    for sale in boards.won(db, **asked, teams=teams):
        title = f"{sale.code} {sale.title}"
        yield Deed(
            "won", sale.member.id, sale.at, sale.code, ref=sale.code, title=title, amount=sale.amount, team=sale.team
        )


def _acts(db: Connection, asked: Mapping[str, Any], member: int | None) -> list[Act]:
    until = {"until": asked["until"] + UNDONE_UNTIL}
    found = (
        db.execute(ACTS, {**asked, **until})
        if member is None
        else db.execute(ACTS_OF, {**asked, **until, "member": member})
    )
    return [
        Act(cells["code"], cells["title"], cells["created_by"], cells["zone"], history.read(cells))
        for cells in found.mappings()
    ]


def _answered(db: Connection, asked: Mapping[str, Any]) -> Iterator[Deed]:
    """Requests answered; a hand-over is the work of both who confirm it."""
    for row in db.execute(ANSWERED, {**asked, "earliest": asked["since"] - LATEST}):
        asker = Person(row.id, row.name)

        def deed(what: str, member: int, by: Person | None, row: Any = row) -> Deed:
            title = f"{row.deal} {row.title}" if row.deal else ""
            return Deed(what, member, row.closed_at, row.code, ref=row.code, title=title, by=by)

        if row.kind == "handover":
            yield deed("handover", row.answered_by, asker)
            if row.answered_by != asker.id:
                yield deed("handover", asker.id, None)
        elif row.closed_at <= row.due:
            yield deed("request_answered", row.answered_by, asker)
        if row.kind == "help":
            yield deed("help_answered", row.answered_by, asker)


def _helped(db: Connection, asked: Mapping[str, Any]) -> Iterator[Deed]:
    for row in db.execute(HELPED, asked):
        owner, title = Person(row.owner, row.name), f"{row.code} {row.title}"
        yield Deed("helped_win", row.member, row.closed_at, row.code, ref=row.code, title=title, by=owner)


def _stood_up(db: Connection, asked: Mapping[str, Any]) -> Iterator[Deed]:
    near = {"first": _day(asked["since"] - ONE_DAY), "last": _day(asked["until"] + ONE_DAY)}
    for row in db.execute(STOOD_UP, {**asked, **near}):
        yield Deed("standup", row.member, row.at, f"standup:{row.id}")


def _thanked(db: Connection, asked: Mapping[str, Any]) -> Iterator[Deed]:
    """Kudos; from the same colleague they count once a day."""
    for one in kudos.in_period(db, **asked):
        title = f"{one.deal} {one.title}" if one.deal else ""
        yield Deed(
            *("kudos", one.receiver.id, one.at, f"member:{one.giver.id}"),
            ref=one.code,
            title=title,
            by=one.giver,
            note=one.reason,
            public=one.public,
        )


def _awarded(db: Connection, asked: Mapping[str, Any]) -> Iterator[Deed]:
    """Awards won; what the votes were stays where it is."""
    for ballot in ballots.closed(db, **asked):
        at = ballot.closed_at or ballot.closes_at
        for winner in ballot.result.winners if ballot.result is not None else ():
            yield Deed("award", winner, at, ballot.code, ref=ballot.code, title=f"{ballot.code} {ballot.title}")


def _day(at: datetime) -> str:
    return at.date().isoformat()
