"""What a deal is called beside its title."""

from dataclasses import replace

from sales.clean import clean_line
from sales.names import company_key
from sales.refusal import Refused
from sales.values import Deal

MOST_NAMES = 10
LONGEST_NAME = 60


def call(deal: Deal, name: str) -> Deal:
    """Give a deal another name that people may use for it."""
    called = clean_line(name).strip("\"'“”‘’「」 ")
    if len(company_key(called)) < 2 or len(called) > LONGEST_NAME or ";" in called or called.isdigit():
        raise Refused("alias_needed", deal=deal, most=LONGEST_NAME)
    if called.casefold() in {known.casefold() for known in deal.names}:
        raise Refused("alias_known", deal=deal, name=called)
    if len(deal.names) > MOST_NAMES:
        raise Refused("alias_many", deal=deal, most=MOST_NAMES)
    return replace(deal, aliases="; ".join([*deal.names[1:], called]))
