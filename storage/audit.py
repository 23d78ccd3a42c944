"""Reads the whole record again and names what was changed, deleted or cut behind Baton's back."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, func, or_, select

from sales.money import Money
from storage.history import ERASED, SUBJECTS, chained, digest_of, plain
from storage.snapshot import stream
from storage.tables import anchors, deals, history, members, ownership, workspaces

NAMES = {"deal": deals.c.code, "member": members.c.handle, "workspace": workspaces.c.name}
SUBJECT = {kind: select(table, NAMES[kind].label("called")).order_by(table.c.id) for kind, table in SUBJECTS.items()}
CHAIN = {
    kind: select(history).where(history.c.subject_kind == kind).order_by(history.c.subject, history.c.no)
    for kind in SUBJECTS
}
OWNERS = select(deals.c.id, deals.c.workspace, deals.c.code.label("called"), deals.c.owner).order_by(deals.c.id)
INTERVALS = select(ownership).order_by(ownership.c.deal, ownership.c.no)
STRAY = (
    select(anchors, history.c.hash.label("found"), func.coalesce(*NAMES.values()).label("called"))
    .select_from(
        anchors.outerjoin(
            history,
            and_(
                history.c.subject_kind == anchors.c.subject_kind,
                history.c.subject == anchors.c.subject,
                history.c.no == anchors.c.no,
            ),
        )
        .outerjoin(deals, and_(anchors.c.subject_kind == "deal", deals.c.id == anchors.c.subject))
        .outerjoin(members, and_(anchors.c.subject_kind == "member", members.c.id == anchors.c.subject))
        .outerjoin(workspaces, and_(anchors.c.subject_kind == "workspace", workspaces.c.id == anchors.c.subject))
    )
    .where(or_(history.c.hash.is_(None), history.c.hash != anchors.c.hash))
    .order_by(anchors.c.subject_kind, anchors.c.subject, anchors.c.no, anchors.c.day)
)
ANCHORED = select(anchors).order_by(anchors.c.workspace, anchors.c.day, anchors.c.subject_kind, anchors.c.subject)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written; `last` ends a stretch of rows, `about` is a day or a field."""

    what: str
    workspace: int
    kind: str
    subject: int
    called: str
    row: int | None = None
    last: int | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """All anchors of one day and the hash over them, which the log of that day has as well."""

    workspace: int
    day: str
    subjects: int
    hash: str


@dataclass(slots=True)
class Audit:
    """What a look at everything found; notes are worth knowing and no fault."""

    subjects: int = 0
    rows: int = 0
    findings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    days: list[Day] = field(default_factory=list)


def verify(db: Connection) -> Audit:
    """Check every chain, anchor and ownership in one state of the store."""
    audit = Audit()
    for kind in SUBJECTS:
        chains = groupby(stream(db, CHAIN[kind]), key=itemgetter("subject"))
        for id, subject, rows in _beside(stream(db, SUBJECT[kind]), chains):
            Chain(audit, kind, id, subject).follow(rows)
    _anchors(db, audit)
    for _, deal, rows in _beside(stream(db, OWNERS), groupby(stream(db, INTERVALS), key=itemgetter("deal"))):
        audit.findings += _ownership(deal, list(rows))
    return audit


class Chain:
    """One subject's chain, followed row by row beside the subject as it stands."""

    def __init__(self, audit: Audit, kind: str, id: int, subject: RowMapping | None) -> None:
        self._audit = audit
        self._kind = kind
        self._id = id
        self._subject = subject
        self._no = 0
        self._hash: str | None = ""
        self._workspace = 0 if subject is None else _workspace(subject)
        self._blanked: set[int] = set()
        self._erased: set[int] = set()
        # What the history says last of each field; what a row without words changed, nobody knows.
        self._said: dict[str, object] = {}
        self._sound = True

    def follow(self, rows: Iterable[RowMapping]) -> None:
        """Check every row and that the chain ends where the subject says."""
        self._audit.subjects += 1
        for row in rows:
            self._audit.rows += 1
            self._workspace = self._workspace or row["workspace"]
            self._row(row)
        if self._subject is None:
            self._finds("subject_gone")
        else:
            self._end(self._subject)
        for no in sorted(self._blanked - self._erased):
            self._audit.notes.append(self._finding("blanked", no))

    def _row(self, row: RowMapping) -> None:
        no, words = row["no"], row["payload"]
        if no != self._no + 1:
            self._finds("missing", self._no + 1, no - 1)
            self._hash = None
        if row["workspace"] != self._workspace:
            self._finds("strayed", no)
        if (words is None) != (row["salt"] is None) or (
            words is not None and digest_of(row["salt"], words) != row["digest"]
        ):
            self._finds("words", no)
        elif self._hash is not None and _sealed(self._hash, row) != row["hash"]:
            self._finds("sealed", no)
        self._remember(row)
        self._no, self._hash = no, row["hash"]

    def _remember(self, row: RowMapping) -> None:
        if row["payload"] is None:
            self._blanked.add(row["no"])
            self._said.clear()
            return
        try:
            said: dict[str, Any] = json.loads(row["payload"])
            self._said |= said["first"] | {name: after for name, (_, after) in said["fields"].items()}
            if row["what"] == ERASED:
                self._erased.add(int(said["why"]))
        except (ValueError, KeyError, TypeError):
            self._said.clear()  # changed words, which is found by their fingerprint

    def _end(self, subject: RowMapping) -> None:
        if subject["history_no"] > self._no:
            self._finds("cut", self._no + 1, subject["history_no"])
        elif subject["history_no"] < self._no:
            self._finds("added", subject["history_no"] + 1, self._no)
        elif subject["history_head"] != (self._hash or ""):
            self._finds("end", self._no)
        elif self._sound:
            self._fields(subject)

    def _fields(self, subject: RowMapping) -> None:
        """Hold the subject as it stands against what its history says of it."""
        for name, said in self._said.items():
            if name in subject and _present(subject, name) != _bare(said):
                self._finds("field", about=name)

    def _finds(self, what: str, row: int | None = None, last: int | None = None, *, about: str = "") -> None:
        self._sound = False
        self._audit.findings.append(self._finding(what, row, last, about=about))

    def _finding(self, what: str, row: int | None = None, last: int | None = None, *, about: str = "") -> Finding:
        called = "" if self._subject is None else str(self._subject["called"])
        return Finding(what, self._workspace, self._kind, self._id, called, row, last, about)


def _sealed(previous: str, row: RowMapping) -> str:
    return chained(
        previous,
        kind=row["subject_kind"],
        subject=row["subject"],
        no=row["no"],
        who=row["who"],
        what=row["what"],
        at=row["at"],
        digest=row["digest"],
    )


def _anchors(db: Connection, audit: Audit) -> None:
    """Hold what was anchored against the history, and sum up each day."""
    missing = {
        (found.kind, found.subject, no)
        for found in audit.findings
        if found.what in ("missing", "cut") and found.row is not None and found.last is not None
        for no in range(found.row, found.last + 1)
    }
    for (kind, subject, no), days in groupby(stream(db, STRAY), key=itemgetter("subject_kind", "subject", "no")):
        row = next(days)
        what = "anchor_gone" if row["found"] is None else "anchor_differs"
        if (kind, subject, no) not in missing:
            audit.findings.append(
                Finding(what, row["workspace"], kind, subject, row["called"] or "", no, about=row["day"])
            )
    for (workspace, day), rows in groupby(stream(db, ANCHORED), key=itemgetter("workspace", "day")):
        lines = [f"{row['subject_kind']}:{row['subject']}:{row['no']}:{row['hash']}" for row in rows]
        audit.days.append(Day(workspace, day, len(lines), sha256("\n".join(lines).encode()).hexdigest()))


def _ownership(deal: RowMapping | None, rows: list[RowMapping]) -> Iterator[Finding]:
    """Hold a deal's owner against its intervals, which follow one another without a gap."""
    if deal is None:
        return
    about = (deal["workspace"], "deal", deal["id"], deal["called"])
    for expected, row in enumerate(rows, 1):
        if row["no"] != expected:
            yield Finding("interval_missing", *about, expected)
            return
    for before, row in pairwise(rows):
        if row["since"] < before["since"]:
            yield Finding("interval_backwards", *about, row["no"])
    if not rows:
        yield Finding("interval_missing", *about, 1)
    elif rows[-1]["member"] != deal["owner"]:
        yield Finding("owner", *about)


def _beside(
    subjects: Iterator[RowMapping], chains: Iterator[tuple[int, Iterator[RowMapping]]]
) -> Iterator[tuple[int, RowMapping | None, Iterable[RowMapping]]]:
    """Bring two streams together by id: a subject, and the rows that speak of it; either may be missing."""
    chain = next(chains, None)
    for subject in subjects:
        while chain is not None and chain[0] < subject["id"]:
            yield chain[0], None, chain[1]
            chain = next(chains, None)
        if chain is not None and chain[0] == subject["id"]:
            yield subject["id"], subject, chain[1]
            chain = next(chains, None)
        else:
            yield subject["id"], subject, ()
    while chain is not None:
        yield chain[0], None, chain[1]
        chain = next(chains, None)


def _workspace(subject: RowMapping) -> int:
    return int(subject["workspace"] if "workspace" in subject else subject["id"])


def _present(subject: RowMapping, name: str) -> object:
    """A field as it stands, in the words of the history."""
    if name == "amount":
        return None if subject["amount"] is None else plain(Money(subject["amount"], subject["currency"]))
    return plain(subject[name])


def _bare(said: object) -> object:
    """What the history says of a field; of people and teams the id counts, for names change."""
    match said:
        case {"person": [id, _]} | {"team": [id, _]}:
            return id
    return said
