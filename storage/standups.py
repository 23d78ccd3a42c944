"""Stand-ups: one row for each team's day, one for each person who is asked."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, RowMapping, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from sales.standup import Answer, Called, Standup
from sales.values import Person, Team
from storage import deals as deals_query
from storage import outbox, workspaces
from storage.tables import deals, members, names, standup_answers, standups, teams

_READ = (
    select(
        *(standups.c.id, standups.c.day, standups.c.asked_at, standups.c.digest_at, standups.c.closes_at),
        *(standups.c.rev, teams.c.id.label("team_id"), teams.c.name, teams.c.zone, teams.c.language),
    )
    .select_from(standups.join(teams, teams.c.id == standups.c.team))
    .where(standups.c.workspace == bindparam("workspace"))
)
BY_ID = _READ.where(standups.c.id == bindparam("id"))
LOCK = BY_ID.with_for_update(of=standups)
OF_TEAMS = _READ.where(
    standups.c.team.in_(bindparam("teams", expanding=True)), standups.c.day >= bindparam("since")
).order_by(standups.c.asked_at.desc(), standups.c.id)
OPEN = insert(standups).on_conflict_do_nothing(index_elements=["team", "day"]).returning(standups.c.id)
ASK = insert(standup_answers).on_conflict_do_nothing()
ANSWERS = (
    select(standup_answers, members.c.name)
    .select_from(
        standup_answers.join(members, members.c.id == standup_answers.c.member).join(
            standups, standups.c.id == standup_answers.c.standup
        )
    )
    .where(standup_answers.c.standup.in_(bindparam("ids", expanding=True)))
    .where(standups.c.workspace == bindparam("workspace"))
    .order_by(standup_answers.c.member)
)
_GIVEN = insert(standup_answers)
_SAID = ("done", "plan", "blocker", "deals", "at", "edited_at")
GIVE = _GIVEN.on_conflict_do_update(
    index_elements=["standup", "member"], set_={name: _GIVEN.excluded[name] for name in _SAID}
)
BUMP = (
    update(standups).where(standups.c.id == bindparam("row")).values(rev=standups.c.rev + 1).returning(standups.c.rev)
)
# What the open deals of some teams are called.
CALLED = (
    select(names.c.key, deals.c.title, deals.c.id, deals.c.owner)
    .select_from(deals.join(names, (names.c.subject == deals.c.id) & (names.c.kind == "deal")))
    .where(deals.c.workspace == bindparam("workspace"), names.c.workspace == bindparam("workspace"))
    .where(deals.c.team.in_(bindparam("teams", expanding=True)), deals_query.LIVE)
)
CODED = select(deals.c.code, deals.c.id).where(
    deals.c.workspace == bindparam("workspace"), deals.c.code.in_(bindparam("codes", expanding=True))
)
ASKED_ELSEWHERE = (
    select(standup_answers, members.c.name)
    .select_from(
        standup_answers.join(members, members.c.id == standup_answers.c.member).join(
            standups, standups.c.id == standup_answers.c.standup
        )
    )
    .where(standup_answers.c.member.in_(bindparam("ids", expanding=True)))
    .where(standups.c.workspace == bindparam("workspace"), standups.c.day == bindparam("day"))
)


def open_one(
    db: Connection,
    *,
    workspace: int,
    team: Team,
    day: str,
    asked_at: datetime,
    digest_at: datetime,
    closes_at: datetime,
) -> Standup | None:
    """Open a team's stand-up of a day; None when it was opened before."""
    row = {"workspace": workspace, "team": team.id, "day": day}
    row |= {"asked_at": asked_at, "digest_at": digest_at, "closes_at": closes_at}
    id = db.execute(OPEN, row).scalar_one_or_none()
    return None if id is None else Standup(id, team, day, asked_at, digest_at, closes_at)


def ask(db: Connection, *, standup: int, answers: Sequence[Answer]) -> None:
    """Remember who is asked, with what they said already that day in another team."""
    rows = [_row(standup, answer) for answer in answers]
    if rows:
        db.execute(ASK, rows)


def by_id(db: Connection, *, workspace: int, id: int) -> Standup:
    """Return the stand-up with this id."""
    return _read(db.execute(BY_ID, {"workspace": workspace, "id": id}).mappings().one())


def locked(db: Connection, *, workspace: int, id: int) -> Standup:
    """Return the stand-up with this id and keep others from answering it until the transaction ends."""
    return _read(db.execute(LOCK, {"workspace": workspace, "id": id}).mappings().one())


def of_teams(db: Connection, *, workspace: int, teams: Collection[int], since: str) -> list[Standup]:
    """Return the stand-ups of these teams since a day, newest first."""
    if not teams:
        return []
    asked = {"workspace": workspace, "teams": sorted(teams), "since": since}
    return [_read(row) for row in db.execute(OF_TEAMS, asked).mappings()]


def answers(db: Connection, *, workspace: int, ids: Collection[int]) -> dict[int, list[Answer]]:
    """Return who was asked in these stand-ups and what they said, by stand-up."""
    found: dict[int, list[Answer]] = {id: [] for id in ids}
    if ids:
        for row in db.execute(ANSWERS, {"workspace": workspace, "ids": sorted(ids)}).mappings():
            found[row["standup"]].append(_answer(row))
    return found


def that_day(db: Connection, *, workspace: int, day: str, ids: Collection[int]) -> dict[int, Answer]:
    """Return what these members were asked on a day already, in whichever team, by member."""
    if not ids:
        return {}
    rows = db.execute(ASKED_ELSEWHERE, {"workspace": workspace, "day": day, "ids": sorted(ids)}).mappings()
    return {row["member"]: _answer(row) for row in rows}


def give(db: Connection, standup: Standup, answer: Answer, *, workspace: int, now: datetime) -> None:
    """Keep an answer; where the digest was said already it is drawn anew."""
    db.execute(GIVE, _row(standup.id, answer))
    rev = int(db.execute(BUMP, {"row": standup.id}).scalar_one())
    rooms = workspaces.rooms_of(db, workspace=workspace, team=standup.team.id)
    keys = [f"{digest_key(standup)}:room:{room.id}" for room in rooms]
    outbox.redraw(db, workspace=workspace, keys=keys, about_kind="standup", about=standup.id, rev=rev, now=now)


def digest_key(standup: Standup) -> str:
    """Return what the digest of a stand-up is known by."""
    return f"standup_digest:{standup.id}:{standup.day}"


def called(db: Connection, *, workspace: int, teams: Collection[int]) -> list[Called]:
    """Return what the open deals of these teams are called."""
    rows = db.execute(CALLED, {"workspace": workspace, "teams": sorted(teams)}) if teams else ()
    return [Called(*row) for row in rows]


def coded(db: Connection, *, workspace: int, codes: Collection[str]) -> dict[str, int]:
    """Return the deals with these codes."""
    rows = db.execute(CODED, {"workspace": workspace, "codes": sorted(codes)}) if codes else ()
    return {row.code: row.id for row in rows}


def _row(standup: int, answer: Answer) -> Mapping[str, object]:
    said = {name: getattr(answer, name) for name in _SAID}
    return {"standup": standup, "member": answer.member.id, **said, "deals": [list(one) for one in answer.deals]}


def _read(cells: RowMapping) -> Standup:
    team = Team(cells["team_id"], cells["name"], cells["zone"], cells["language"])
    times = (cells["asked_at"], cells["digest_at"], cells["closes_at"])
    return Standup(cells["id"], team, cells["day"], *times, cells["rev"])


def _answer(cells: RowMapping) -> Answer:
    said = {name: cells[name] for name in _SAID}
    return Answer(
        Person(cells["member"], cells["name"]), **{**said, "deals": tuple((part, id) for part, id in cells["deals"])}
    )
