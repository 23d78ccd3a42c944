"""What a day is to a deal that a line tells of: when something comes, when it closes, when something was done or is paid, or nothing of these."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import pairwise

from handlers.language.opinion import learned, stems, tokens
from handlers.language.shape import Clause, Shape
from handlers.language.spans.dates import DateSpan

# What a day is that is kept in a field.
ROLES = {"next_at": "next", "close_date": "close", "close_period": "close", "activity_at": "done", "payment_due": "due"}
DOUBTED, HARDLY = 0.35, 0.1  # so unlikely, what a day was read as is asked, and is something else
_LONG = timedelta(days=20)  # a month, a quarter or a year rather than a week


def role_of(shape: Shape, place: int) -> Mapping[str, float]:
    """Return how likely the day named at a place is each of the roles, the likeliest first."""
    return learned("days").chances(role_cues(shape, place))


def role_cues(shape: Shape, place: int) -> set[str]:
    """Return what may speak for the role of a day: the words around it, how far it lies."""
    span = shape.at(place)
    return around(shape, place) | (
        set(facts_of(shape, span.value)) if span and isinstance(span.value, DateSpan) else set()
    )


def around(shape: Shape, place: int) -> set[str]:
    """Return the words on either side of a place, and those around its clause."""
    clauses = shape.clauses()
    index = next((at for at, one in enumerate(clauses) if one.start <= place < one.end), None)
    clause = Clause(0, len(shape.line)) if index is None else clauses[index]
    before = tokens(shape.line[clause.start : place])
    after = tokens(shape.line[place + 1 : clause.end])
    beside = ["^", *before, "@", *after, "$"]
    found = {*before, *after, *stems([*before, *after])}
    found |= {f"{one} {other}" for one, other in pairwise(beside)}
    found |= {f"<{one}" for one in before} | {f">{one}" for one in after}
    if index is not None:
        found |= {f"-{one}" for other in clauses[max(index - 1, 0) : index] for one in _tokens_of(shape, other)}
        found |= {f"+{one}" for other in clauses[index + 1 : index + 2] for one in _tokens_of(shape, other)}
    return found


def _tokens_of(shape: Shape, clause: Clause) -> list[str]:
    return tokens(shape.line[clause.start : clause.end])


def facts_of(shape: Shape, day: DateSpan) -> Iterator[str]:
    """Yield whether a day is over, today or to come, and how exactly it is said."""
    today = shape.scene.calendar.day_start(shape.scene.now)
    if (day.until or day.at) < today:
        yield "=past"
    else:
        yield "=today" if day.until is None and day.at < today + timedelta(days=1) else "=ahead"
    if day.has_time:
        yield "=time"
    if day.until is not None:
        yield "=long" if day.until - day.at > _LONG else "=span"
