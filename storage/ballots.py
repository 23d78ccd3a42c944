"""Awards: their ballots, who is nominated and why, and the sealed papers of those who voted."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    LargeBinary,
    RowMapping,
    bindparam,
    delete,
    exists,
    func,
    insert,
    null,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from sales.awarding import Ballot, Nominee, Result
from sales.refusal import Refused
from sales.values import Team
from storage import counters, outbox, store, timers
from storage.history import Origin
from storage.sealing import Seals
from storage.tables import ballots, members, memberships, nominations, papers, teams, workspaces
from storage.types import Id, Instant

_COLUMNS = tuple(column for column in ballots.c if column.name != "key")  # nobody reads the key along
_READ = (
    select(
        *_COLUMNS,
        teams.c.name.label("team_name"),
        teams.c.zone.label("team_zone"),
        teams.c.language.label("team_language"),
        workspaces.c.zone.label("workspace_zone"),
    )
    .select_from(
        ballots.join(workspaces, workspaces.c.id == ballots.c.workspace).outerjoin(teams, teams.c.id == ballots.c.team)
    )
    .where(ballots.c.workspace == bindparam("workspace", type_=Id))
)
BY_CODE = _READ.where(ballots.c.code == bindparam("code"))
BY_ID = _READ.where(ballots.c.id == bindparam("id"))
OPEN = _READ.where(ballots.c.state == "open", ballots.c.closes_at > bindparam("now", type_=Instant())).order_by(
    ballots.c.closes_at, ballots.c.id
)
CLOSED = _READ.where(
    ballots.c.closed_at >= bindparam("since", type_=Instant()),
    ballots.c.closed_at < bindparam("until", type_=Instant()),
    ballots.c.state == "closed",
).order_by(ballots.c.closed_at, ballots.c.id)
_ROW = select(ballots.c.id).where(ballots.c.workspace == bindparam("workspace", type_=Id))
# Reasons point to the ballot meanwhile, which the weaker lock allows.
LOCK = _ROW.where(ballots.c.code == bindparam("code")).with_for_update(key_share=True)
FREE = _ROW.where(ballots.c.id == bindparam("id")).with_for_update(key_share=True, skip_locked=True)
INSERT = insert(ballots).returning(ballots.c.id)
KEY = select(ballots.c.key).where(ballots.c.id == bindparam("ballot", type_=Id))
_THIS = update(ballots).where(ballots.c.id == bindparam("row"))
SET_KEY = _THIS.values(key=bindparam("kept", type_=LargeBinary()))
SET_REV = _THIS.values(rev=bindparam("new_rev"))
SET_END = _THIS.values(closes_at=bindparam("at", type_=Instant()), rev=bindparam("new_rev"))
END = _THIS.values(
    state=bindparam("became"),
    result=bindparam("came", type_=ballots.c.result.type),
    closed_at=bindparam("at", type_=Instant()),
    rev=bindparam("new_rev"),
    key=null(),
)
_NEW_NOMINATION = upsert(nominations)
NOMINATE = _NEW_NOMINATION.on_conflict_do_update(
    index_elements=["ballot", "nominee", "by"],
    set_={"reason": _NEW_NOMINATION.excluded.reason, "at": _NEW_NOMINATION.excluded.at},
)
NOMINATED = (
    select(nominations.c.nominee, members.c.name, members.c.handle, members.c.aliases, nominations.c.reason)
    .join(members, members.c.id == nominations.c.nominee)
    .where(nominations.c.ballot == bindparam("ballot", type_=Id))
    .order_by(nominations.c.at, nominations.c.nominee, nominations.c.by)
)
_NEW_PAPER = upsert(papers)
PUT_IN = _NEW_PAPER.on_conflict_do_update(
    index_elements=["ballot", "member"], set_={"sealed": _NEW_PAPER.excluded.sealed}
)
PAPERS = (
    select(papers.c.member, papers.c.sealed)
    .where(papers.c.ballot == bindparam("ballot", type_=Id))
    .order_by(papers.c.member)
)
VOTERS = select(papers.c.member).where(papers.c.ballot == bindparam("ballot", type_=Id)).order_by(papers.c.member)
BURN = delete(papers).where(papers.c.ballot == bindparam("ballot", type_=Id))
_ACTIVE = (
    select(members.c.id)
    .where(members.c.workspace == bindparam("workspace", type_=Id), members.c.active)
    .order_by(members.c.id)
)
OF_COMPANY = _ACTIVE
OF_TEAM = _ACTIVE.where(
    exists().where(memberships.c.team == bindparam("team", type_=Id), memberships.c.member == members.c.id)
)

STILL_OPEN = (
    select(func.count())
    .select_from(ballots)
    .where(ballots.c.workspace == bindparam("workspace", type_=Id), ballots.c.state == "open")
)


def open_one(
    db: Connection,
    *,
    origin: Origin,
    title: str,
    team: Team | None,
    closes_at: datetime,
    reminds_at: datetime,
    quorum: int,
    key: bytes,
) -> Ballot:
    """Store a new award with its key, and the timers that remind of it and see to its end."""
    code = f"AW-{counters.next_number(db, workspace=origin.workspace, kind='ballot', first=1)}"
    row = {
        "workspace": origin.workspace,
        "code": code,
        "title": title,
        "team": team and team.id,
        "by": None if origin.who is None else origin.who.id,
        "state": "open",
        "opens_at": origin.now,
        "closes_at": closes_at,
        "quorum": quorum,
        "key": key,
        "rev": 1,
    }
    id = int(db.execute(INSERT, row).scalar_one())
    for kind, due in (("award_close", closes_at), ("award_reminder", reminds_at)):
        timers.once(db, workspace=origin.workspace, subject_kind="ballot", subject=id, kind=kind, due=due)
    return by_id(db, workspace=origin.workspace, id=id)


def find(db: Connection, *, workspace: int, code: str) -> Ballot:
    """Return the award with this code."""
    row = db.execute(BY_CODE, {"workspace": workspace, "code": code}).mappings().one_or_none()
    if row is None:
        raise Refused("award_unknown", code=code)
    return _read(row)


def locked(db: Connection, *, workspace: int, code: str) -> Ballot:
    """Return the award with this code and keep others from voting in it or ending it."""
    db.execute(LOCK, {"workspace": workspace, "code": code}).all()
    return find(db, workspace=workspace, code=code)


def free(db: Connection, *, workspace: int, id: int) -> bool:
    """Lock an award; False while somebody else holds it."""
    return db.execute(FREE, {"workspace": workspace, "id": id}).one_or_none() is not None


def by_id(db: Connection, *, workspace: int, id: int) -> Ballot:
    """Return the award with this id."""
    return _read(db.execute(BY_ID, {"workspace": workspace, "id": id}).mappings().one())


def open_at(db: Connection, *, workspace: int, now: datetime) -> tuple[Ballot, ...]:
    """Return the awards people may vote on now, the one that ends first first."""
    return tuple(map(_read, db.execute(OPEN, {"workspace": workspace, "now": now}).mappings()))


def closed(db: Connection, *, workspace: int, since: datetime, until: datetime) -> tuple[Ballot, ...]:
    """Return the awards that were closed from one moment to before another."""
    return tuple(map(_read, db.execute(CLOSED, {"workspace": workspace, "since": since, "until": until}).mappings()))


def nominate(db: Connection, *, ballot: int, nominee: int, by: int, reason: str, at: datetime) -> None:
    """Keep why somebody shall win; a second reason of the same colleague takes the place of the first."""
    db.execute(NOMINATE, {"ballot": ballot, "nominee": nominee, "by": by, "reason": reason, "at": at})


def nominees(db: Connection, *, ballot: int) -> tuple[Nominee, ...]:
    """Return who is nominated and why, in the order in which they were."""
    found: dict[int, Nominee] = {}
    for row in db.execute(NOMINATED, {"ballot": ballot}):
        known = found.get(row.nominee)
        reasons = (*known.reasons, row.reason) if known else (row.reason,)
        found[row.nominee] = Nominee(row.nominee, row.name, row.handle, reasons)
    return tuple(found.values())


def called(db: Connection, *, ballot: int) -> dict[int, frozenset[str]]:
    """Return by which names each nominee goes; asked of the ballot, so that no query ever tells who is meant."""
    rows = db.execute(NOMINATED, {"ballot": ballot})
    return {row.nominee: frozenset((row.handle, row.name, *row.aliases)) for row in rows}


def electorate(db: Connection, *, workspace: int, ballot: Ballot) -> frozenset[int]:
    """Return who may vote: everybody of the team, or of the company, who works here now."""
    if ballot.team is None:
        return frozenset(db.execute(OF_COMPANY, {"workspace": workspace}).scalars())
    return frozenset(db.execute(OF_TEAM, {"workspace": workspace, "team": ballot.team.id}).scalars())


def voters(db: Connection, *, ballot: int) -> frozenset[int]:
    """Return who has voted."""
    return frozenset(db.execute(VOTERS, {"ballot": ballot}).scalars())


def put_in(db: Connection, seals: Seals, *, ballot: int, member: int, choice: int) -> None:
    """Put a member's sealed paper in, in the place of any earlier one."""
    kept = db.execute(KEY, {"ballot": ballot}).scalar_one()
    if kept is None:  # the store was restored, and a backup holds no keys: the vote began again
        kept = seals.new_key()
        db.execute(SET_KEY, {"row": ballot, "kept": kept})
    sealed = seals.seal(kept, choice, ballot=ballot, member=member)
    db.execute(PUT_IN, {"ballot": ballot, "member": member, "sealed": sealed})


def opened(db: Connection, seals: Seals, *, ballot: int) -> list[int]:
    """Return what all papers say, in no order that tells whose they are; for the closing alone."""
    found = [(row.member, row.sealed) for row in db.execute(PAPERS, {"ballot": ballot})]
    kept = db.execute(KEY, {"ballot": ballot}).scalar_one()
    return sorted(seals.open(kept, found, ballot=ballot)) if found and kept is not None else []


def touch(db: Connection, ballot: Ballot, *, now: datetime) -> None:
    """Have the ballot's cards drawn anew."""
    db.execute(SET_REV, {"row": ballot.id, "new_rev": ballot.rev + 1})
    outbox.refresh(db, about_kind="ballot", about=ballot.id, rev=ballot.rev + 1, now=now)


def close_at(db: Connection, ballot: Ballot, *, workspace: int, at: datetime, now: datetime) -> None:
    """Have the vote end at another moment."""
    db.execute(SET_END, {"row": ballot.id, "at": at, "new_rev": ballot.rev + 1})
    timers.sooner(db, workspace=workspace, subject_kind="ballot", subject=ballot.id, kind="award_close", due=at)
    outbox.refresh(db, about_kind="ballot", about=ballot.id, rev=ballot.rev + 1, now=now)


def end(db: Connection, ballot: Ballot, *, workspace: int, state: str, result: Result | None, now: datetime) -> None:
    """End a vote: its result stays, its papers and their key are gone with the same commit."""
    came = None if result is None else asdict(result)
    db.execute(END, {"row": ballot.id, "became": state, "came": came, "at": now, "new_rev": ballot.rev + 1})
    db.execute(BURN, {"ballot": ballot.id})
    store.burn(db)
    for kind in ("award_close", "award_reminder"):
        timers.clear(db, workspace=workspace, subject_kind="ballot", subject=ballot.id, kind=kind)
    outbox.refresh(db, about_kind="ballot", about=ballot.id, rev=ballot.rev + 1, now=now)


def still_open(db: Connection, *, workspace: int) -> int:
    """Return how many votes have not ended."""
    return int(db.execute(STILL_OPEN, {"workspace": workspace}).scalar_one())


def _read(cells: RowMapping) -> Ballot:
    team = None
    if cells["team"] is not None:
        team = Team(cells["team"], cells["team_name"], cells["team_zone"], cells["team_language"])
    return Ballot(
        id=cells["id"],
        code=cells["code"],
        title=cells["title"],
        team=team,
        zone=cells["team_zone"] or cells["workspace_zone"],
        by=cells["by"],
        state=cells["state"],
        opens_at=cells["opens_at"],
        closes_at=cells["closes_at"],
        quorum=cells["quorum"],
        result=_result(cells["result"]),
        closed_at=cells["closed_at"],
        rev=cells["rev"],
    )


def _result(kept: dict[str, Any] | None) -> Result | None:
    if kept is None:
        return None
    pairs = tuple((who, votes) for who, votes in kept["totals"])
    return Result(**{**kept, "winners": tuple(kept["winners"]), "totals": pairs})
