"""A skill for opsdroid that understands one command and remembers nothing."""

from typing import Any

from opsdroid.matchers import match_regex  # type: ignore[import-not-found]
from opsdroid.skill import Skill  # type: ignore[import-not-found]


class Claim(Skill):  # type: ignore[misc]
    """Answers a claim without a store."""

    @match_regex(r"claim (?P<code>D-\d+)")  # type: ignore[untyped-decorator]
    async def claim(self, message: Any) -> None:
        """Say that a deal is taken."""
        await message.respond(f"{message.entities['code']['value']} is yours")
