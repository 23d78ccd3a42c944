"""A deal is handed over to delivery: a checklist that both sides confirm line by line."""

from handlers.drawing import request_facts
from handlers.language.words import Words
from handlers.requesting import acting, ask, asked, finish
from handlers.turn import Reply, Turn
from sales import handing as rules
from sales import requesting
from sales.refusal import Refused
from sales.values import Deal, Request
from storage import checks, requests


def hand_over(turn: Turn, words: Words) -> Reply:
    """Hand a deal over to delivery along a checklist; it stays with its owner until every line is confirmed twice."""
    deal = turn.lock(deal=words.deal or "")
    requesting.must_live(deal)
    pending = requests.pending(turn.db, workspace=turn.workspace.id, deal=deal.id, kind="handover")
    if pending is not None:
        raise Refused("handover_pending", deal=deal, request=pending)
    to = words.assignee or words.to
    role = None if to else words.role or "delivery"
    request = ask(turn, deal, kind="handover", to=to, role=role, what=words.what or "", due=words.due)
    lines = turn.config.handover.lines(deal.team.language)
    checks.add(turn.db, request=request.id, texts=lines)
    return asked(turn, deal, request)


def check(turn: Turn, words: Words) -> Reply:
    """Confirm lines of a hand-over's checklist for your side; when both have all, it is done."""
    return _mark(turn, words, confirming=True)


def uncheck(turn: Turn, words: Words) -> Reply:
    """Take back that you confirmed lines of a hand-over's checklist."""
    return _mark(turn, words, confirming=False)


def add_line(turn: Turn, words: Words) -> Reply:
    """Add a line to a hand-over's checklist, for both sides to confirm."""
    request, deal = _handover(turn, words)
    rules.gives(request, deal, turn.member)
    known = checks.of_request(turn.db, workspace=turn.workspace.id, request=request.id)
    rules.may_add(known, words.note or "", request=request)
    checks.add(turn.db, request=request.id, texts=[words.note or ""])
    return _shown(turn, requesting.touched(request), deal, "check_added", why=f"{request.code} {words.note}")


def answer(turn: Turn, words: Words, request: Request, deal: Deal) -> Reply:
    """Refuse words where lines of the checklist are still open."""
    requesting.must_be_open(request)
    found = checks.of_request(turn.db, workspace=turn.workspace.id, request=request.id)
    raise Refused("handover_lines_open", request=request, deal=deal, checks=found)


def _mark(turn: Turn, words: Words, *, confirming: bool) -> Reply:
    request, deal = _handover(turn, words)
    giving = rules.gives(request, deal, turn.member)
    if request.assignee is None and not giving:
        request = requesting.take(request, by=turn.member)
    known = checks.of_request(turn.db, workspace=turn.workspace.id, request=request.id)
    nos = rules.named(known, words.lines, request=request)
    at = turn.now if confirming else None
    checks.confirm(turn.db, request=request.id, nos=nos, giving=giving, at=at)
    marked = checks.of_request(turn.db, workspace=turn.workspace.id, request=request.id)
    if all(line.done for line in marked):
        return finish(turn, requesting.complete(request, by=turn.member, now=turn.now), deal)
    return _shown(turn, requesting.touched(request), deal, "checked" if confirming else "unchecked", why=request.code)


def _shown(turn: Turn, request: Request, deal: Deal, what: str, *, why: str) -> Reply:
    turn.change_request(request)
    stored = turn.change(deal, deal, what, why=why)
    facts = request_facts(turn.db, turn.workspace.id, request, stored)
    lines = checks.of_request(turn.db, workspace=turn.workspace.id, request=request.id)
    given, taken = (all(line.given_at for line in lines), all(line.taken_at for line in lines))
    other = request.asker if taken else request.assignee if given else None
    if other is not None and what == "checked":
        # One side has all its lines: the other hears once that it is their turn.
        for member in acting(turn, other):
            turn.tell(member.id, "handover_your_turn", facts, about=f"turn:{request.code}:{given}:{taken}")
    return Reply("handover_checked", facts)


def _handover(turn: Turn, words: Words) -> tuple[Request, Deal]:
    request, deal = turn.lock_request(words.request or "")
    if request.kind != "handover" or deal is None:
        raise Refused("handover_not_one", code=request.code)
    requesting.must_be_open(request)
    return request, deal
