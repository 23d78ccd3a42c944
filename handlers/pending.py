"""What is open between people: one request, and the lists of what waits for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from handlers.drawing import request_facts
from handlers.language.words import Words
from handlers.turn import Reply, Turn
from sales.refusal import Refused
from sales.values import Deal, Request
from storage import deals, members, requests, workspaces

MOST = 20


@dataclass(frozen=True, slots=True)
class Offer:
    """A request that waits for an answer, with its deal."""

    request: Request
    deal: Deal


def show(turn: Turn, words: Words) -> Reply:
    """Show a request as it stands."""
    request = requests.find(turn.db, workspace=turn.workspace.id, code=words.request or "")
    if request.quote is not None:
        raise Refused("request_is_quote", request=request)
    deal = deals.by_id(turn.db, workspace=turn.workspace.id, id=request.deal or 0)
    turn.must_see(deal)
    return Reply("request_card", request_facts(turn.db, turn.workspace.id, request, deal))


def open_requests(turn: Turn, words: Words) -> Reply:
    """List what waits for you, for your role, for your answer from others, and in the teams you lead."""
    stand_for, workspace = {turn.member.id, *turn.member.covers}, turn.workspace.id
    mine = requests.waiting_for(turn.db, workspace=workspace, members=stand_for)
    asked = requests.asked_by(turn.db, workspace=workspace, members=stand_for)
    led = requests.open_in_teams(turn.db, workspace=workspace, teams=_led(turn))
    queue = requests.queued(turn.db, workspace=workspace, roles=turn.member.roles)
    own = {request.id for request in (*mine, *asked)}
    lists = {
        "mine": offers(turn, mine),
        "queue": _reached(turn, offers(turn, queue)),
        "asked": offers(turn, [request for request in asked if request not in mine]),
        "led": offers(turn, [request for request in led if request.id not in own]),
    }
    shown: dict[str, object] = {name: found[:MOST] for name, found in lists.items()}
    counts = {name: len(found) for name, found in lists.items()}
    return Reply("requests_open", shown | {"counts": counts, "now": turn.now})


def offers(turn: Turn, found: Sequence[Request]) -> list[Offer]:
    """Return requests with their deals."""
    ids = {request.deal for request in found if request.deal is not None}
    about = {deal.id: deal for deal in deals.named(turn.db, workspace=turn.workspace.id, ids=sorted(ids))}
    return [Offer(request, about[request.deal]) for request in found if request.deal in about]


def _led(turn: Turn) -> list[int]:
    """The teams whose requests the speaker looks after."""
    if "director" in turn.member.roles:
        return [team.id for team in workspaces.all_teams(turn.db, workspace=turn.workspace.id)]
    return sorted(turn.member.teams) if "manager" in turn.member.roles else []


def _reached(turn: Turn, found: Sequence[Offer]) -> list[Offer]:
    """What of a role's queues comes to the speaker: of their own teams, and of teams that have nobody of the role."""

    @cache
    def reached(team: int, role: str) -> bool:
        whose = members.of_role(turn.db, workspace=turn.workspace.id, team=team, role=role, now=turn.now)
        return any(member.id == turn.member.id for member in whose)

    return [one for one in found if reached(one.deal.team.id, one.request.role or "")]
