"""Cards that stay: how each kind of thing is drawn as it stands now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from handlers.awarding import standing
from handlers.quotesheet import sheet
from handlers.sheets import sheets_of
from sales.config import Config
from sales.values import Deal, Request
from storage import ballots, checks, deals, helpers, members, quotes, requests, standups, terms


@dataclass(frozen=True, slots=True)
class Drawing:
    """A template, its facts, and the zone whose clock it shows; None is the workspace's."""

    name: str
    facts: Mapping[str, object]
    zone: str | None = None


def deal(db: Connection, workspace: int, id: int, config: Config) -> Drawing:
    """Draw a deal."""
    found = deals.by_id(db, workspace=workspace, id=id)
    helping = helpers.of_deal(db, workspace=workspace, deal=id)
    facts = {"deal": found, "stage": config.stage(found.stage), "helpers": helping}
    return Drawing("deal_card", facts, found.team.zone)


def request(db: Connection, workspace: int, id: int, config: Config) -> Drawing:
    """Draw a request."""
    found = requests.by_id(db, workspace=workspace, id=id)
    assert found.deal is not None
    about = deals.by_id(db, workspace=workspace, id=found.deal)
    return Drawing("request_card", request_facts(db, workspace, found, about), about.team.zone)


def request_facts(db: Connection, workspace: int, request: Request, deal: Deal) -> dict[str, object]:
    """Return all a request's card shows."""
    versions = terms.of_request(db, workspace=workspace, request=request.id) if request.kind == "contract" else ()
    lines = checks.of_request(db, workspace=workspace, request=request.id) if request.kind == "handover" else ()
    return {"request": request, "deal": deal, "terms": versions, "checks": lines}


def quote(db: Connection, workspace: int, id: int, config: Config) -> Drawing:
    """Draw a quote."""
    found = quotes.by_id(db, workspace=workspace, id=id)
    of = deals.by_id(db, workspace=workspace, id=found.deal)
    return Drawing("quote_card", sheet(db, workspace, found, of, config), of.team.zone)


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
    "request": request,
    "quote": quote,
    "standup": standup,
    "ballot": ballot,
}
