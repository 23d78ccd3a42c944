"""Cards that stay: how each kind of thing is drawn as it stands now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from handlers.awarding import standing
from handlers.sheets import sheets_of
from sales.config import Config
from storage import ballots, deals, members, standups


@dataclass(frozen=True, slots=True)
class Drawing:
    """A template, its facts, and the zone whose clock it shows; None is the workspace's."""

    name: str
    facts: Mapping[str, object]
    zone: str | None = None


def deal(db: Connection, workspace: int, id: int, config: Config) -> Drawing:
    """Draw a deal."""
    found = deals.by_id(db, workspace=workspace, id=id)
    return Drawing("deal_card", {"deal": found, "stage": config.stage(found.stage)}, found.team.zone)


def standup(db: Connection, workspace: int, id: int, config: Config) -> Drawing:
    """Draw a stand-up's digest."""
    found = standups.by_id(db, workspace=workspace, id=id)
    people = members.of_team(db, workspace=workspace, team=found.team.id, now=found.digest_at)
    (sheet,) = sheets_of(db, workspace, [found], config, people)
    return Drawing("standup_digest", {"sheet": sheet}, found.team.zone)


def ballot(db: Connection, workspace: int, id: int, config: Config) -> Drawing:
    """Draw an award: who is nominated, how many have voted, never whom for."""
    found = ballots.by_id(db, workspace=workspace, id=id)
    facts = {"standing": standing(db, workspace, found, open=found.state == "open")}
    return Drawing("ballot_card", facts, found.zone)


# kind of subject -> how its card is drawn
CARDS: dict[str, Callable[[Connection, int, int, Config], Drawing]] = {
    "deal": deal,
    "standup": standup,
    "ballot": ballot,
}
