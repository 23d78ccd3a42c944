"""A contract is reviewed: versions of its terms, objections, a sign-off."""

import re

from handlers.drawing import request_facts
from handlers.language.words import Words
from handlers.requesting import acting, ask, asked, finish
from handlers.turn import Reply, Turn
from sales import requesting as rules
from sales.refusal import Refused
from sales.values import Deal, Request
from storage import requests, terms

# Nothing but a yes signs a contract off; "ok, but …" is an objection.
YES = re.compile(
    r"(?:i )?(?:approved?|agreed?|signed off|ok(?:ay)?|fine|lgtm|yes|looks good|no objections?)(?: (?:to|with) (?:it|this|all))?"
    r"|(?:我)?(?:同意|通过|审核通过|批准|没问题|可以|没有?意见)了?",
    re.IGNORECASE,
)


def review(turn: Turn, words: Words) -> Reply:
    """Ask legal, or a colleague, to review a contract and its terms."""
    deal = turn.lock(deal=words.deal or "")
    rules.must_live(deal)
    if not (words.doc or words.terms):
        raise Refused("contract_what_needed", field="doc")
    role = None if words.assignee else words.role or "legal"
    request = ask(turn, deal, kind="contract", to=words.assignee, role=role, what=words.doc or "", due=words.due)
    if words.terms:
        terms.add(turn.db, request=request.id, text=words.terms, by=turn.member.id, now=turn.now)
    return asked(turn, deal, request)


def revise(turn: Turn, words: Words) -> Reply:
    """Add a version of the terms under review; every earlier one stays readable."""
    request, deal = _contract(turn, words)
    if not words.terms:
        raise Refused("contract_terms_needed", field="terms", request=request)
    policy, calendar = turn.config.requests.contract, turn.calendar(deal.team)
    revised = rules.revise(request, by=turn.member, policy=policy, calendar=calendar, now=turn.now)
    no = terms.add(turn.db, request=request.id, text=words.terms, by=turn.member.id, now=turn.now)
    turn.change_request(revised)
    if revised.due != request.due:
        look = rules.first_look(opened_at=turn.now, due=revised.due, policy=policy, calendar=calendar)
        requests.look_anew(turn.db, revised, workspace=turn.workspace.id, at=look)
    stored = turn.change(deal, deal, "terms_added", why=f"{request.code} v{no} {words.terms}")
    facts = request_facts(turn.db, turn.workspace.id, revised, stored) | {"by": turn.member.person, "no": no}
    for person in rules.sides(revised):
        for member in acting(turn, person):
            turn.tell(member.id, "contract_revised", facts, about=f"terms:{request.code}:{no}")
    return Reply("contract_revised_done", facts)


def sign_off(turn: Turn, words: Words) -> Reply:
    """Approve a contract as its last version of the terms stands."""
    request, deal = _contract(turn, words)
    return _approve(turn, words, request, deal)


def answer(turn: Turn, words: Words, request: Request, deal: Deal) -> Reply:
    """Approve a contract, or object: then who asked has to come up with other terms."""
    if not words.note:
        raise Refused("request_answer_needed", field="note", request=request)
    if YES.fullmatch(words.note.strip(" .。!！")):
        return _approve(turn, words, request, deal)
    objected = rules.object_to(request, by=turn.member, answer=words.note)
    turn.change_request(objected)
    stored = turn.change(deal, deal, "contract_objected", why=f"{request.code} {words.note}")
    facts = request_facts(turn.db, turn.workspace.id, objected, stored) | {"by": turn.member.person}
    for member in acting(turn, objected.asker):
        turn.tell(member.id, "contract_objected", facts, about=f"objection:{request.code}:{objected.rev}")
    return Reply("contract_objection_done", facts)


def _approve(turn: Turn, words: Words, request: Request, deal: Deal) -> Reply:
    approved = rules.end(request, state="answered", by=turn.member, now=turn.now, answer=words.note or "")
    return finish(turn, approved, deal)


def _contract(turn: Turn, words: Words) -> tuple[Request, Deal]:
    request, deal = turn.lock_request(words.request or "")
    if request.kind != "contract" or deal is None:
        raise Refused("contract_not_one", code=request.code)
    return request, deal
