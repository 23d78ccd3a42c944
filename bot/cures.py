"""What helps against a post that can never be delivered, where its platform did not say."""

import re
from collections.abc import Mapping

# A fault nobody foresaw is stored under its exception's name; platforms write their reasons otherwise.
EXCEPTION = re.compile(r"[A-Z][A-Za-z]+")


def facts(door: str, error: str, *, cure: str = "") -> Mapping[str, object]:
    """Return what the words of a cure need: the platform's own advice, else whose fault it is."""
    return {"door": door, "error": error, "cure": cure, "ours": EXCEPTION.fullmatch(error) is not None}
