"""Rows become deals: what each means by the rules, then all of a stretch written at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.importing.answers import Answer, difference
from bot.importing.customers import Customers
from bot.importing.dealrows import DealReader, owner_of
from bot.importing.job import Begin, Job, Row
from bot.importing.people import People
from bot.importing.refusal import FileRefused, RowRefused
from sales import importing as rules
from sales.clean import clean_line
from sales.importing import DealRow, Unfit
from sales.names import company_key
from sales.reminding import timers_of
from sales.values import Deal
from storage import changes, deals, names, timers
from storage.history import Origin
from storage.intake import Batch

CALLING = ("title", "company", "product", "contact", "id")
SHOWN = (
    *("title", "team", "stage", "created_at", "owner", "result", "amount", "source", "contact", "phone", "email"),
    *("next_step", "next_at", "close_date", "note", "closed_at", "lost_reason", "product", "aliases"),
)


@dataclass(frozen=True, slots=True)
class Meant:
    """What is to become of one row."""

    row: Row
    answer: str
    reason: str = ""
    before: Deal | None = None
    after: Deal | None = None
    company: str | None = None

    @property
    def code(self) -> str:
        """The code of the deal it speaks of, once there is one."""
        return self.before.code if self.before else ""


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Deals that a row without an id may speak of: by customer, and by title where no company is named."""

    of_customer: dict[int, list[Deal]]
    titled: dict[str, list[Deal]]


class DealIntake:
    """Takes deals in, a stretch of rows at a time."""

    def __init__(self, job: Job) -> None:
        if not any(name in job.layout.at for name in CALLING):
            raise job.unknown("what a deal is called: its title, company or id")
        self._job = job
        self._stages = job.config.stages
        self._reader = DealReader(job)
        self._twins = _twins(job)
        self.forget()

    def forget(self) -> None:
        """Look everything up anew."""
        self._people: People | None = None
        self._customers = Customers(self._job.workspace.id)

    def take(
        self, db: Connection, rows: Sequence[Row], begin: Begin | None
    ) -> tuple[list[Answer], dict[str, list[object]]]:
        """Answer rows and write what follows, unless there is nothing to begin; return what the batch shall remember as well."""
        now = self._job.clock()
        people = self._people = self._people or People(db, self._job.workspace.id)
        if not people.teams:
            raise FileRefused(
                "there is no team yet that deals could belong to: `baton import members FILE` comes first"
            )
        self._customers.refresh(db)
        meant = self._meant(db, rows, people, now)
        if begin is None:
            return [Answer(one.row.number, one.answer, one.code, one.reason) for one in meant], {}
        new = [one for one in meant if one.answer == "created"]
        known = [one for one in meant if one.answer == "merged"]
        created = self._create(db, new, begin(), now) if new else []
        changed = [self._changed(db, one, begin(), now) for one in known]
        codes = {one.row.number: deal.code for one, deal in created}
        answers = [Answer(one.row.number, one.answer, codes.get(one.row.number, one.code), one.reason) for one in meant]
        return answers, {"changed": [[deal.id, deal.history_no] for deal in changed]}

    def _meant(self, db: Connection, rows: Sequence[Row], people: People, now: datetime) -> list[Meant]:
        workspace = self._job.workspace.id
        keys = {key for row in rows for key in (row.cells.get("id"), self._file_key(row)) if key}
        known = deals.locked_externals(db, workspace=workspace, externals=keys)
        coded = deals.locked_codes(
            db, workspace=workspace, codes={row.cells["code"] for row in rows if "code" in row.cells}
        )
        about = self._namesakes(db, [row for row in rows if not _named(row)])
        meant = []
        for row in rows:
            key = row.cells.get("id") or self._file_key(row)
            deal = known.get(key) or (None if "id" in row.cells else coded.get(row.cells.get("code", "")))
            try:
                meant.append(self._judged(db, row, deal, people=people, about=about, now=now))
            except (RowRefused, Unfit) as refused:
                meant.append(Meant(row, "refused", str(refused), before=deal))
        return meant

    def _judged(
        self, db: Connection, row: Row, known: Deal | None, *, people: People, about: Namesakes, now: datetime
    ) -> Meant:
        if row.trouble:
            raise RowRefused(row.trouble)
        first = self._twins.get(row.number)
        if first is not None and _named(row):
            raise RowRefused(
                f"row {first} has the same {'id' if 'id' in row.cells else 'code'}: every deal has one row"
            )
        if known is not None and known.merged_into is not None:
            return Meant(row, "unchanged", "was merged into another deal, which stays as it is", before=known)
        if known is not None and known.reverted_at is None and self._job.repeated:
            return Meant(row, "unchanged", before=known)
        said = self._reader.said(row, known, people)
        if known is None and not _named(row) and not self._job.anyway:
            if first is not None:
                return Meant(row, "asked", f"row {first} says the same: give both an id, or say --anyway")
            found = self._match(said, about)
            if found.kind == "ask" and found.deal is not None:
                return Meant(row, "asked", _may_be(found.deal), before=found.deal)
            if found.deal is not None:
                known = deals.locked_by_id(db, workspace=self._job.workspace.id, id=found.deal.id)
        if known is None:
            team = said.team or people.team_of(owner_of(row, people))
            after = rules.create(said, team=team, customer=None, stages=self._stages, now=now)
            return Meant(row, "created", after=after, company=said.company)
        return self._merged(row, known, said, people, now)

    def _merged(self, row: Row, known: Deal, said: DealRow, people: People, now: datetime) -> Meant:
        owner = None if said.owner is None else people.all[said.owner.id]
        if owner is not None and known.owner != said.owner and said.team is None and known.team.id not in owner.teams:
            said = replace(said, team=people.team_of(owner))
        after = rules.merge(
            known, said, customer=self._customers.known(said.company) if said.company else None, now=now
        )
        moved = said.company is not None and (after.customer is None or after.customer != known.customer)
        if after == known and not moved:
            return Meant(row, "unchanged", before=known)
        parts = (
            "" if known.reverted_at is None else "is there again",
            f"company → {said.company}" if moved else "",
            difference(known, after, SHOWN, self._job.zone),
        )
        return Meant(row, "merged", "; ".join(filter(None, parts)), known, after, said.company)

    def _match(self, said: DealRow, about: Namesakes) -> rules.Match:
        if said.company is None:
            return rules.match(said, same=about.titled.get(company_key(said.title or ""), []), alike=[])
        customer = self._customers.known(said.company)
        same = about.of_customer.get(customer, []) if customer is not None else []
        alike = [deal for id in self._customers.alike(said.company) for deal in about.of_customer.get(id, ())]
        return rules.match(said, same=same, alike=alike)

    def _namesakes(self, db: Connection, rows: Sequence[Row]) -> Namesakes:
        """The deals these rows without an id may speak of, but for those this file brought."""
        workspace = self._job.workspace.id
        companies = {clean_line(row.cells["company"]) for row in rows if "company" in row.cells}
        wanted = {id for name in companies for id in (self._customers.known(name), *self._customers.alike(name)) if id}
        about = Namesakes(defaultdict(list), {})
        for deal in self._foreign(deals.of_customers(db, workspace=workspace, customers=wanted)):
            about.of_customer[deal.customer or 0].append(deal)
        for key in {
            company_key(row.cells["title"]) for row in rows if "title" in row.cells and "company" not in row.cells
        }:
            ids = names.same(db, workspace=workspace, kind="deal", key=key)
            found = self._foreign(deals.named(db, workspace=workspace, ids=ids))
            about.titled[key] = [deal for deal in found if deal.reverted_at is None and deal.merged_into is None]
        return about

    def _foreign(self, found: Sequence[Deal]) -> list[Deal]:
        return [deal for deal in found if not (deal.external or "").startswith(self._job.file_key)]

    def _file_key(self, row: Row) -> str:
        return "" if _named(row) else f"{self._job.file_key}{row.number}"

    def _create(self, db: Connection, new: Sequence[Meant], batch: Batch, now: datetime) -> list[tuple[Meant, Deal]]:
        made = [
            replace(
                one.after,
                batch=batch.id,
                external=one.after.external or self._file_key(one.row) or None,
                customer=self._customers.meet(db, one.company, now=now) if one.company else None,
            )
            for one in new
            if one.after is not None
        ]
        stored = changes.import_deals(db, made, origin=self._origin(now), why=batch.file)
        called = [(one.company, deal.id) for one, deal in zip(new, stored, strict=True) if one.company]
        names.call_deals(db, workspace=self._job.workspace.id, called=called)
        return list(zip(new, stored, strict=True))

    def _changed(self, db: Connection, one: Meant, batch: Batch, now: datetime) -> Deal:
        if one.before is None or one.after is None:
            raise ValueError("a merged row without its deal")
        after = one.after
        if one.company:
            after = replace(after, customer=self._customers.meet(db, one.company, now=now))
            called = [(one.company, after.id), (after.title, after.id)]
            names.call_deals(db, workspace=self._job.workspace.id, called=called)
        if one.before.reverted_at is not None:
            after = replace(after, batch=batch.id)
        stored, _ = changes.change_deal(db, one.before, after, "imported", origin=self._origin(now), why=batch.file)
        for kind, due in timers_of(stored).items():
            if due <= now:  # what a file brings is no news: only what falls due later is reminded of
                timers.clear(db, workspace=self._job.workspace.id, subject_kind="deal", subject=stored.id, kind=kind)
        return stored

    def _origin(self, now: datetime) -> Origin:
        return Origin(self._job.workspace.id, None, now)


def _named(row: Row) -> bool:
    """Whether a row says by itself which deal it is."""
    return "id" in row.cells or "code" in row.cells


def _twins(job: Job) -> dict[int, int]:
    """The rows that are told from no earlier one, with the first that says the same."""
    first: dict[tuple[str, ...], int] = {}
    twins = {}
    for row in job.rows:
        earlier = first.setdefault(_story(row), row.number)
        if earlier != row.number:
            twins[row.number] = earlier
    return twins


def _story(row: Row) -> tuple[str, ...]:
    cells = row.cells
    if _named(row):
        return ("id", cells["id"]) if "id" in cells else ("code", cells["code"])
    standing = rules.read_standing(cells.get("stage", ""), ())
    closed = cells.get("closed") or cells.get("close_date") or "" if standing is not None else "open"
    return (
        company_key(cells.get("company", "")),
        company_key(cells.get("title", "")),
        cells.get("product", ""),
        cells.get("contact", ""),
        closed,
    )


def _may_be(deal: Deal) -> str:
    return f"may be {deal.code} {deal.title}: give the row an id or its title, or say --anyway for deals of their own"
