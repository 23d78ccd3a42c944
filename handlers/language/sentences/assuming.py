"""Reads a line as what its words speak for, where no rule knows the way it is said."""

import re
from collections.abc import Callable

from handlers.language.sentences.acts import Act, reason
from handlers.language.sentences.arrivals import as_lead_create
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.giving import given
from handlers.language.sentences.helping import times_of, what_for
from handlers.language.sentences.limits import due_in
from handlers.language.sentences.meaning import Meaning, Said, deals_in, members_in
from handlers.language.sentences.mood import supposes
from handlers.language.sentences.outcomes import lost, won
from handlers.language.sentences.trades import roles_in
from handlers.language.shape import Clause, Shape
from sales.clean import clean_line

_END = re.compile(r"\Z")
# What is not to be done, or is not so.
_OFF = any_of(zh="别 不要 不用 先不 没", en="don'?t, do not, not, never, no")


def assumed(shape: Shape, intent: str) -> Meaning | None:
    """Return what a line says if it is of an intent; None where it lacks what the intent is about."""
    read = _READ.get(intent)
    off = supposes(shape.line) or _OFF.search(shape.line)
    return None if read is None or off else read(shape)


def _main(shape: Shape) -> Clause:
    """The clause that names a deal, else the first."""
    clauses = shape.clauses()
    named = (one for one in clauses if deals_in(shape, start=one.start, end=one.end))
    return next(named, clauses[0])


def _won(shape: Shape) -> Meaning:
    return won(shape, _main(shape))


def _lost(shape: Shape) -> Meaning | None:
    main = _main(shape)
    nowhere = _END.search(shape.line, 0, main.end)
    return None if nowhere is None else lost(shape, main, nowhere)


def _claim(shape: Shape) -> Meaning | None:
    return None if members_in(shape) else Meaning("lead_claim", deals=deals_in(shape), needs_deal=True)


def _release(shape: Shape) -> Meaning | None:
    if members_in(shape):
        return None
    why = reason(shape, _act(shape))
    return Meaning("lead_release", {"reason": why} if why else {}, deals_in(shape), needs_deal=True)


def _give(shape: Shape) -> Meaning | None:
    people, deals = members_in(shape), deals_in(shape)
    return given(shape, _act(shape), people, deals) if people and (deals or shape.scene.thread_deal) else None


def _join(shape: Shape) -> Meaning | None:
    who = tuple(dict.fromkeys(member for _, member in members_in(shape)))
    return Meaning("collab_add", {"members": who}, deals_in(shape), needs_deal=True) if who else None


def _dispute(shape: Shape) -> Meaning:
    people = members_in(shape)
    more: Said = {"claim": shape.text.strip()} | ({"against": people[0][1]} if people else {})
    return Meaning("lead_dispute", {"more": more}, deals_in(shape), needs_deal=True)


def _news(shape: Shape) -> Meaning:
    return Meaning("progress_update", {"note": clean_line(shape.text)}, deals_in(shape), needs_deal=True)


def _quote(shape: Shape) -> Meaning:
    due = due_in(shape)
    said: Said = {} if due is None else {"due": due}
    return Meaning("quote_request", said, deals_in(shape), needs_deal=True)


def _handover(shape: Shape) -> Meaning:
    people = members_in(shape)
    said: Said = {"to": people[0][1]} if people else {}
    return Meaning("handover", said, deals_in(shape), needs_deal=True)


def _help(shape: Shape) -> Meaning | None:
    roles, people = roles_in(shape.line), members_in(shape)
    if not roles and not people:
        return None
    said: Said = {"roles": tuple(roles)} if roles else {"to": people[0][1]}
    said |= times_of(shape)
    said["what"] = what_for(shape) or clean_line(shape.text)
    return Meaning("help_request", said, deals_in(shape), needs_deal=True)


def _act(shape: Shape) -> Act:
    main = _main(shape)
    return Act(main, main.end, doubtful=False)


_READ: dict[str, Callable[[Shape], Meaning | None]] = {
    "deal_won": _won,
    "deal_lost": _lost,
    "lead_create": as_lead_create,
    "lead_claim": _claim,
    "lead_release": _release,
    "lead_assign": _give,
    "lead_transfer": _give,
    "collab_add": _join,
    "lead_dispute": _dispute,
    "help_request": _help,
    "progress_update": _news,
    "quote_request": _quote,
    "handover": _handover,
}
