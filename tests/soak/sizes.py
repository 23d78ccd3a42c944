"""How large a promise is tried: in full, or small enough for every change."""

import os

from tests.conftest import KINDS

SHORT = os.environ.get("BATON_SOAK", "short") == "short"


def size(full: int, *, short: int) -> int:
    """So many, or so many fewer with SHORT=1."""
    return short if SHORT else full


def kinds(*, short: str) -> tuple[str, ...]:
    """Both databases, or with SHORT=1 the one where it matters more."""
    return (short,) if SHORT else KINDS
