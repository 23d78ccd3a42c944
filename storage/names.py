"""The name index: which deal or person a written name may mean."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, Text, any_, bindparam, delete, select
from sqlalchemy.dialects.postgresql import ARRAY, insert

from sales.called import SPOKEN_KINDS, TRACE_KINDS, Kind, deal_keys, member_keys
from storage.tables import deals, members, names

MOST_SPOKEN = 1_000  # index lines one sentence may bring up; what is so common tells nothing
MOST_TRACED = 100
MOST_HELD = 500

LEARN = insert(names).on_conflict_do_nothing()
FORGET = delete(names).where(
    names.c.workspace == bindparam("of"),
    names.c.kind == bindparam("as"),
    names.c.key == bindparam("called"),
    names.c.subject == bindparam("whom"),
)
_OF = select(names.c.subject).where(names.c.workspace == bindparam("workspace"), names.c.kind == bindparam("kind"))
EXACT = _OF.where(names.c.key == bindparam("key")).distinct().order_by(names.c.subject).limit(bindparam("most"))
LIKE = (
    _OF.where(names.c.key.like(bindparam("pattern"), escape="\\"))
    .distinct()
    .order_by(names.c.subject)
    .limit(bindparam("most"))
)
HOLDING = (
    select(names.c.key, names.c.subject)
    .where(names.c.workspace == bindparam("workspace"), names.c.kind == bindparam("kind"))
    .where(names.c.key.like(bindparam("pattern"), escape="\\"))
    .limit(bindparam("most"))
)


def _known_as(keys: ColumnElement[bool]) -> Select[tuple[Kind, str, int]]:
    # A sum can be no part of an index: before PostgreSQL has counted a table that has just been filled, it would
    # rather read all that is the workspace's than look a hundred keys up.
    return (
        select(names.c.kind, names.c.key, names.c.subject)
        .where(keys, names.c.workspace + 0 == bindparam("workspace"))
        .limit(bindparam("most"))
    )


def _in_places(size: int) -> Select[tuple[Kind, str, int]]:
    """Keys in places of their own: on SQLite, a list that is spread out anew each time costs more than the search."""
    keys: list[BindParameter[str]] = [bindparam(f"key_{place}") for place in range(size)]
    return _known_as(names.c.key.in_(keys))


SIZES = (16, 64, 256, 1_024)
KNOWN_FEW = _in_places(SIZES[0])
_IN_PLACES = {size: _in_places(size) for size in SIZES} | {SIZES[0]: KNOWN_FEW}
# Keys as one array: PostgreSQL plans hundreds of places for longer than it searches.
_IN_ARRAY = _known_as(names.c.key == any_(bindparam("keys", type_=ARRAY(Text))))
_DEALS = (
    select(deals.c.id, deals.c.code, deals.c.title, deals.c.owner, members.c.name.label("owner_name"), deals.c.result)
    .select_from(deals.outerjoin(members, members.c.id == deals.c.owner))
    .where(deals.c.workspace == bindparam("workspace"))
    .where(deals.c.reverted_at.is_(None), deals.c.merged_into.is_(None))
)
DEALS = _DEALS.where(deals.c.id.in_(bindparam("ids", expanding=True))).order_by(deals.c.id.desc())
CODED = _DEALS.where(deals.c.code.in_(bindparam("codes", expanding=True)))
PEOPLE = (
    select(members.c.id, members.c.handle, members.c.name, members.c.roles)
    .where(members.c.workspace == bindparam("workspace"), members.c.id.in_(bindparam("ids", expanding=True)))
    .where(members.c.active)
    .order_by(members.c.id)
)


@dataclass(frozen=True, slots=True)
class NamedDeal:
    """A deal as far as a name tells: who holds it, and whether it is still open."""

    id: int
    code: str
    title: str
    owner: int | None
    owner_name: str | None
    result: str


@dataclass(frozen=True, slots=True)
class NamedMember:
    """A member as far as a name tells, and what they do."""

    id: int
    handle: str
    name: str
    roles: Collection[str] = ()


def learn(db: Connection, *, workspace: int, kind: str, subject: int, keys: Collection[str]) -> None:
    """Let these normalised names mean this subject."""
    _learn(db, workspace, ((kind, key, subject) for key in keys if key))


def call_deals(db: Connection, *, workspace: int, called: Iterable[tuple[str, int]]) -> None:
    """Let names mean deals, a pair each."""
    _learn(db, workspace, ((kind, key, id) for name, id in called for kind, key in deal_keys([name])))


def call_member(
    db: Connection, *, workspace: int, id: int, name: str, others: Collection[str], roles: Collection[str]
) -> None:
    """Let a name and others mean a member; with some roles go titles people call them by."""
    _learn(db, workspace, ((kind, key, id) for kind, key in member_keys(name, others, roles)))


def rename_deal(db: Connection, *, workspace: int, id: int, before: Collection[str], after: Collection[str]) -> None:
    """Let a deal be found by its new names and no more by those that were taken back."""
    old, new = deal_keys(before), deal_keys(after)
    gone = [{"of": workspace, "as": kind, "called": key, "whom": id} for kind, key in sorted(old - new)]
    if gone:
        db.execute(FORGET, gone)
    _learn(db, workspace, ((kind, key, id) for kind, key in sorted(new - old)))


def _learn(db: Connection, workspace: int, called: Iterable[tuple[str, str, int]]) -> None:
    rows = [{"workspace": workspace, "kind": kind, "key": key, "subject": subject} for kind, key, subject in called]
    if rows:
        db.execute(LEARN, rows)


def spoken(db: Connection, *, workspace: int, keys: Sequence[str]) -> list[tuple[Kind, str, int]]:
    """Return as what and of whom the index knows these keys."""
    return _known(db, SPOKEN_KINDS, keys, workspace=workspace, most=MOST_SPOKEN)


def traced(db: Connection, *, workspace: int, keys: Sequence[str]) -> list[tuple[Kind, str, int]]:
    """Return whose names leave these traces; nothing when they are so many that none can be meant."""
    found = _known(db, TRACE_KINDS, keys, workspace=workspace, most=MOST_TRACED)
    return found if len(found) < MOST_TRACED else []


def _known(
    db: Connection, kinds: tuple[Kind, ...], keys: Sequence[str], *, workspace: int, most: int
) -> list[tuple[Kind, str, int]]:
    found: list[tuple[Kind, str, int]] = []
    for begin in range(0, len(keys), SIZES[-1]):
        some = list(keys[begin : begin + SIZES[-1]])
        asked: dict[str, object] = {"workspace": workspace, "most": most}
        if db.dialect.name == "sqlite":
            size = min(size for size in SIZES if size >= len(some))
            asked |= {f"key_{place}": key for place, key in enumerate([*some, *[""] * (size - len(some))])}
            rows = db.execute(_IN_PLACES[size], asked)
        else:
            rows = db.execute(_IN_ARRAY, asked | {"keys": some})
        found += [(row.kind, row.key, row.subject) for row in rows]
    return [line for line in found if line[0] in kinds]


def deals_of(db: Connection, *, workspace: int, ids: Collection[int]) -> list[NamedDeal]:
    """Return the deals with these ids that are still about, newest first."""
    asked = {"workspace": workspace, "ids": list(ids)}
    return [NamedDeal(*row) for row in db.execute(DEALS, asked)] if ids else []


def deals_coded(db: Connection, *, workspace: int, codes: Collection[str]) -> list[NamedDeal]:
    """Return the deals with these codes that are still about."""
    asked = {"workspace": workspace, "codes": list(codes)}
    return [NamedDeal(*row) for row in db.execute(CODED, asked)] if codes else []


def people_of(db: Connection, *, workspace: int, ids: Collection[int]) -> list[NamedMember]:
    """Return the active members with these ids."""
    return [NamedMember(*row) for row in db.execute(PEOPLE, {"workspace": workspace, "ids": list(ids)})] if ids else []


def same(db: Connection, *, workspace: int, kind: str, key: str, most: int = 6) -> list[int]:
    """Return whose normalised name this is."""
    asked = {"workspace": workspace, "kind": kind, "key": key, "most": most}
    return list(db.execute(EXACT, asked).scalars()) if key else []


def find(db: Connection, *, workspace: int, kind: str, key: str, most: int = 6) -> list[int]:
    """Return whose normalised name this is, else whose name begins so."""
    exact = same(db, workspace=workspace, kind=kind, key=key, most=most)
    if exact or not tells(key):
        return exact
    asked = {"workspace": workspace, "kind": kind, "pattern": f"{_escaped(key)}%", "most": most}
    return list(db.execute(LIKE, asked).scalars())


def holding(db: Connection, *, workspace: int, part: str) -> list[tuple[str, int]]:
    """Return the deals' names that hold this part, in which all of them are searched; MOST_HELD at most."""
    asked = {"workspace": workspace, "kind": "deal", "pattern": f"%{_escaped(part)}%", "most": MOST_HELD}
    return [(row.key, row.subject) for row in db.execute(HOLDING, asked)]


def tells(key: str) -> bool:
    """Whether a piece of a name is long enough to be looked for in others."""
    return len(key) >= (3 if key.isascii() else 2)


def _escaped(key: str) -> str:
    return key.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
