"""A plugin for Errbot that understands one command and remembers nothing."""

from typing import Any

from errbot import BotPlugin, botcmd, webhook  # type: ignore[import-not-found]


class Claim(BotPlugin):  # type: ignore[misc]
    """Answers a claim without a store."""

    @webhook("/messages")  # type: ignore[untyped-decorator]
    def messages(self, body: Any) -> str:
        """Take a message at Errbot's own web server."""
        self._bot.take(body["text"])
        return "{}"

    @botcmd  # type: ignore[untyped-decorator]
    def claim(self, _message: Any, code: str) -> str:
        """Say that a deal is taken."""
        return f"{code} is yours"
