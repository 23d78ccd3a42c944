"""Faults on demand: what goes wrong between a bot's call and Slack's answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["reset", "status", "hang", "slow", "busy", "error", "garbage"]


@dataclass
class Fault:
    """What happens to the next `times` calls of a method that match.

    `reset`: the connection is cut; `status`: HTTP `status`; `hang`: no answer for `seconds` (or until Slack closes);
    `slow`: the answer after `seconds`; `busy`: 429 with Retry-After `seconds`; `error`: ok false with `error`;
    `garbage`: 200 with a page that is no JSON. `stored`: whether Slack did what was asked before that.
    """

    method: str
    kind: Kind
    times: int = 1
    stored: bool = False
    seconds: float = 30
    status: int = 500
    error: str = "internal_error"
    match: Callable[[Mapping[str, Any]], bool] = lambda args: True
    then: Callable[[], object] = lambda: None


class Faults:
    """Those that are planned, in order."""

    def __init__(self) -> None:
        self._planned: list[Fault] = []

    def plan(self, method: str, kind: Kind, **more: Any) -> Fault:
        """Plan a fault; see Fault for what can be said of it."""
        fault = Fault(method, kind, **more)
        self._planned.append(fault)
        return fault

    def take(self, method: str, args: Mapping[str, Any]) -> Fault | None:
        """The fault that strikes this call."""
        for fault in self._planned:
            if fault.times > 0 and fault.method == method and fault.match(args):
                fault.times -= 1
                return fault
        return None
