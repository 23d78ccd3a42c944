"""Cards that stay: how each kind of thing is drawn as it stands now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from handlers.awarding import standing
from sales.config import Config
from storage import ballots, deals


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


def ballot(db: Connection, workspace: int, id: int, config: Config) -> Drawing:
    """Draw an award: who is nominated, how many have voted, never whom for."""
    found = ballots.by_id(db, workspace=workspace, id=id)
    open = found.state == "open"
    return Drawing("ballot_card", {"standing": standing(db, workspace, found, open=open)}, found.zone)


# kind of subject -> how its card is drawn
CARDS: dict[str, Callable[[Connection, int, int, Config], Drawing]] = {"deal": deal, "ballot": ballot}
