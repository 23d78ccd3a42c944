"""Cards that stay: how each kind of thing is drawn as it stands now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from handlers.quotesheet import sheet
from sales.config import Config
from storage import deals, quotes


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


def quote(db: Connection, workspace: int, id: int, config: Config) -> Drawing:
    """Draw a quote."""
    found = quotes.by_id(db, workspace=workspace, id=id)
    of = deals.by_id(db, workspace=workspace, id=found.deal)
    return Drawing("quote_card", sheet(db, workspace, found, of, config), of.team.zone)


# kind of subject -> how its card is drawn
CARDS: dict[str, Callable[[Connection, int, int, Config], Drawing]] = {"deal": deal, "quote": quote}
