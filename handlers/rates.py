"""What other currencies are worth: one dated rate set by chat, and the rates that hold."""

from dataclasses import dataclass
from datetime import date

from handlers.language.words import Words
from handlers.turn import Reply, Turn
from sales import rates as rules
from sales.rates import Rate, Rates
from sales.refusal import Refused
from storage import rates


@dataclass(frozen=True, slots=True)
class Known:
    """A currency's rate of today, the next one when it is known, and how many there are in all."""

    currency: str
    now: Rate | None
    next: Rate | None
    count: int


def set_rate(turn: Turn, words: Words) -> Reply:
    """Set what one unit of a currency is worth in the company's, from a day on; "none" takes a rate away."""
    known = rates.of(turn.db, turn.workspace)
    day = words.day or known.day_of(turn.now)
    currency = words.currency or ""
    if words.choice == "none":
        return _take_away(turn, known, currency, day)
    if words.number is None:
        return list_rates(turn, words)
    rate = Rate(currency, day, rules.neat(words.number))
    before = rules.check(rate, known, sure=words.choice == "sure")
    if before != rate:
        turn.wrote = True
        rates.put(turn.db, [(rate, before)], origin=turn.origin)
    facts = {"rate": rate, "before": before, "base": known.base, "change": rules.change(before, rate)}
    return Reply("rate_done", facts)


def list_rates(turn: Turn, words: Words) -> Reply:
    """List what each currency is worth today, and from when another rate holds."""
    known = rates.of(turn.db, turn.workspace)
    today = known.day_of(turn.now)
    found = [_known(currency, of_one, today) for currency, of_one in known.known.items()]
    return Reply("rates", {"rates": found, "base": known.base})


def _known(currency: str, of_one: tuple[Rate, ...], today: date) -> Known:
    past, ahead = ([one for one in of_one if (one.day <= today) == past] for past in (True, False))
    return Known(currency, past[-1] if past else None, ahead[0] if ahead else None, len(of_one))


def _take_away(turn: Turn, known: Rates, currency: str, day: date) -> Reply:
    rate = next((one for one in known.known.get(currency, ()) if one.day == day), None)
    if rate is None:
        raise Refused("rate_none", currency=currency, day=Rate(currency, day, rules.LEAST).period)
    turn.wrote = True
    rates.drop(turn.db, rate, origin=turn.origin)
    left = Rates(known.base, known.zone, {currency: tuple(one for one in known.known[currency] if one != rate)})
    return Reply("rate_gone", {"rate": rate, "before": rules.before_or_at(rate, left), "base": known.base})
