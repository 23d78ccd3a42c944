"""A plugin for Errbot that understands one command and remembers nothing."""

from typing import Any

from errbot import BotPlugin, botcmd  # type: ignore[import-not-found]


class Claim(BotPlugin):  # type: ignore[misc]
    """Answers a claim without a store."""

    @botcmd  # type: ignore[untyped-decorator]
    def claim(self, _message: Any, code: str) -> str:
        """Say that a deal is taken."""
        return f"{code} is yours"
