"""Patterns that are compiled when they are first used: there are hundreds, and a process should listen before them."""

import re
from functools import cached_property
from typing import Any, cast

_WRITTEN: list["_Late"] = []


def late(pattern: str) -> re.Pattern[str]:
    """Return a pattern that is compiled by its first use."""
    return cast("re.Pattern[str]", _Late(pattern))


def compile_all() -> None:
    """Compile what nobody has used yet."""
    for written in _WRITTEN:
        written.search("")


class _Late:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        _WRITTEN.append(self)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def __getattr__(self, method: str) -> Any:
        """Come here once for each method, which from then on costs what it costs of a real pattern."""
        found = getattr(self._compiled, method)
        setattr(self, method, found)
        return found
