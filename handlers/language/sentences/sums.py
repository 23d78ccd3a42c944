"""What a sum is to the deal that a line tells of: what that is worth, what is paid, or some other sum; learned."""

from collections.abc import Iterator, Mapping

from handlers.language.opinion import learned
from handlers.language.sentences.meaning import known_deals
from handlers.language.sentences.roles import around
from handlers.language.shape import Shape
from handlers.language.spans.amounts import AmountSpan

HALF = 0.5  # a sum that is less likely what the deal is worth is asked
SURELY = 0.8  # so likely, a sum is or is not the deal's whatever else the words say
_NEAR = 2  # times as much or as little


def sum_of(shape: Shape, place: int) -> Mapping[str, float]:
    """Return how likely the sum named at a place is worth, paid and other, the likeliest first."""
    return learned("sums").chances(sum_cues(shape, place))


def is_other(shape: Shape, place: int) -> bool:
    """Whether a sum is surely neither what the deal is worth nor what is paid for it."""
    return sum_of(shape, place)["other"] >= SURELY


def sum_cues(shape: Shape, place: int) -> set[str]:
    """Return what may speak for what a sum is: the words around it, and how it stands beside the deal's own."""
    return around(shape, place) | set(_facts(shape, place))


def _facts(shape: Shape, place: int) -> Iterator[str]:
    """Yield whether a sum stands alone, whether it is the deal's own, or near it."""
    span = shape.at(place)
    amounts = [one for one, _ in shape.all("amount")]
    yield (
        "=only"
        if len(amounts) == 1
        else "=first"
        if amounts[0] == place
        else "=last"
        if amounts[-1] == place
        else "=amid"
    )
    if span is None or not isinstance(span.value, AmountSpan):
        return
    kinds = {"=range": span.value.high is not None, "=change": span.value.change is not None, "=each": span.value.each}
    yield from (kind for kind, so in kinds.items() if so)
    for deal in known_deals(shape)[:1]:
        if deal.amount is None or deal.amount.currency != span.value.amount.currency:
            continue
        ratio = span.value.amount.minor / max(deal.amount.minor, 1)
        if 1 / _NEAR <= ratio <= _NEAR:  # what is far off may be meant all the same, and is asked
            yield "=same" if ratio == 1 else "=near"
