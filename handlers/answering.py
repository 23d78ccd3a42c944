"""Answering what somebody asked for: each kind of request has its ways."""

from dataclasses import dataclass

from handlers import contracting, delivering, requesting, transferring
from handlers.language.words import Words
from handlers.requesting import Way
from handlers.turn import Reply, Turn
from sales.refusal import Refused
from sales.values import Deal, Request


@dataclass(frozen=True, slots=True)
class Ways:
    """What happens when a kind of request is accepted, answered, declined, taken back."""

    accept: Way = requesting.take
    answer: Way = requesting.answer
    decline: Way = requesting.decline
    withdraw: Way = requesting.withdraw


# kind of request -> how it is answered, where it differs from all others
WAYS: dict[str, Ways] = {
    "transfer": Ways(transferring.accept, transferring.answer, transferring.decline, transferring.withdraw),
    "contract": Ways(answer=contracting.answer),
    "handover": Ways(answer=delivering.answer),
}
PLAIN = Ways()


def accept(turn: Turn, words: Words) -> Reply:
    """Accept what a colleague asks of you: take a deal over, take a request on."""
    request, deal, ways = _found(turn, words)
    return ways.accept(turn, words, request, deal)


def answer(turn: Turn, words: Words) -> Reply:
    """Answer what a colleague asked you for."""
    request, deal, ways = _found(turn, words)
    return ways.answer(turn, words, request, deal)


def decline(turn: Turn, words: Words) -> Reply:
    """Decline what a colleague asks of you, with the reason."""
    request, deal, ways = _found(turn, words)
    return ways.decline(turn, words, request, deal)


def withdraw(turn: Turn, words: Words) -> Reply:
    """Take back what you asked for and nobody answered yet."""
    request, deal, ways = _found(turn, words)
    return ways.withdraw(turn, words, request, deal)


def _found(turn: Turn, words: Words) -> tuple[Request, Deal, Ways]:
    request, deal = turn.lock_request(words.request or "")
    if deal is None:
        raise Refused("request_unknown", code=request.code)
    if request.quote is not None:
        raise Refused("request_is_quote", request=request)
    return request, deal, WAYS.get(request.kind, PLAIN)
