"""An import is taken back: its deals leave every list and sum, what it changed is as before, history keeps all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any, cast

from sqlalchemy import Connection

from bot.importing.running import AT_A_TIME, REST
from sales.values import Deal, Person, Team
from storage import changes, deals, history, intake, requests, staff, workspaces
from storage.history import Origin
from storage.intake import Batch
from storage.store import Store

REVERTED = "import_reverted"


@dataclass(frozen=True, slots=True)
class Reverted:
    """What taking an import back did."""

    batch: int
    deals: int = 0
    restored: int = 0
    kept: int = 0
    members: int = 0
    staying: int = 0

    def line(self) -> str:
        """Return it for people."""
        parts = [f"{self.deals:,} deals are out of every list"]
        if self.restored or self.kept:
            parts.append(f"{self.restored:,} changed deals are as before")
        if self.kept:
            parts.append(f"{self.kept:,} stay as they are, because somebody changed them since")
        if self.members or self.staying:
            parts.append(f"{self.members:,} members are gone")
        if self.staying:
            parts.append(f"{self.staying:,} members stay, because they have work here")
        return f"Batch {self.batch} is taken back: {', '.join(parts)}. History keeps everything."


def revert(
    store: Store, workspace: int, batch: Batch, *, clock: Callable[[], datetime], rest: Callable[[float], None]
) -> Reverted:
    """Take a batch back, a stretch at a time; called again after an end in between, it goes on."""
    done = Reverted(batch.id)
    after = 0
    while True:
        with store.write() as db:
            found = deals.locked_batch(db, workspace=workspace, batch=batch.id, after=after, most=AT_A_TIME)
            origin = Origin(workspace, None, clock())
            for deal in found:
                if deal.reverted_at is None:
                    _take_out(db, deal, origin, batch)
                    done = replace(done, deals=done.deals + 1)
        if not found:
            break
        after = found[-1].id
        rest(REST)
    changed = batch.counts.get("changed", [])[::-1]
    for at in range(0, len(changed), AT_A_TIME):
        with store.write() as db:
            origin = Origin(workspace, None, clock())
            states = [_restore(db, id, no, origin, batch) for id, no in changed[at : at + AT_A_TIME]]
        done = replace(done, restored=done.restored + states.count(True), kept=done.kept + states.count(False))
        rest(REST)
    with store.write() as db:
        origin = Origin(workspace, None, clock())
        gone, staying = _dismiss(db, batch, origin)
        intake.take_back(db, batch, at=origin.now)
    return replace(done, members=gone, staying=staying)


def _take_out(db: Connection, deal: Deal, origin: Origin, batch: Batch) -> None:
    changes.change_deal(db, deal, replace(deal, reverted_at=origin.now), REVERTED, origin=origin, why=batch.file)
    for request in requests.locked_on(db, workspace=origin.workspace, deal=deal.id):
        ended = replace(request, state="withdrawn", closed_at=origin.now, rev=request.rev + 1)
        requests.change(db, ended, workspace=origin.workspace, now=origin.now)


def _restore(db: Connection, id: int, no: int, origin: Origin, batch: Batch) -> bool | None:
    """Put back what one change of the import wrote, where nothing wrote it anew; say whether that was everything."""
    deal = deals.locked_by_id(db, workspace=origin.workspace, id=id)
    if deal.batch == batch.id:
        return None  # it came back with this import, and is out again with it
    change = history.since(db, workspace=origin.workspace, kind="deal", subject=id, no=no)[0]
    known = (
        workspaces.all_teams(db, workspace=origin.workspace),
        workspaces.past_teams(db, workspace=origin.workspace),
    )
    teams = {team.id: team for team in chain(*known)}
    fields = {
        name: (_value(name, old, teams), _value(name, new, teams))
        for name, (old, new) in change.fields.items()
        if hasattr(deal, name)
    }
    untouched = {name: old for name, (old, new) in fields.items() if getattr(deal, name) == new}
    if untouched:
        before = cast("dict[str, Any]", untouched)  # names and values are a deal's own
        changes.change_deal(db, deal, replace(deal, **before), REVERTED, origin=origin, why=batch.file)
    return len(untouched) == len(fields)


def _value(name: str, value: object, teams: Mapping[int, Team]) -> object:
    """A value of history as a deal has it: a person by id and name, a team as it is now."""
    if name == "team" and isinstance(value, dict):
        return teams[value["team"][0]]
    return Person(value.id, value.name) if isinstance(value, Person) else value


def _dismiss(db: Connection, batch: Batch, origin: Origin) -> tuple[int, int]:
    """Let those go whom the batch brought and who have no work here yet; how many went, how many stay."""
    hired = set(batch.counts.get("members", []))
    gone = staying = 0
    for one in staff.everybody(db, workspace=origin.workspace):
        if one.id not in hired or not one.active:
            continue
        if staff.at_work(db, workspace=origin.workspace, member=one.id):
            staying += 1
            continue
        staff.change(db, one, replace(one, active=False), origin=origin, what=REVERTED, why=batch.file)
        gone += 1
    return gone, staying
