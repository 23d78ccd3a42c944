"""A finding of the doctor."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, how it is (ok, warn, bad), and what helps."""

    name: str
    state: str
    says: str
    cure: str = ""
