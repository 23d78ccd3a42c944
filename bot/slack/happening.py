"""What happens in Slack without anybody saying something to us: people change, channels and workspaces come and go."""

from bot.program import Program
from bot.slack.answers import Acknowledged
from bot.slack.reading import Event
from bot.slack.tenants import Tenants
from bot.turns import Turns


class Happening:
    """Follows what happens."""

    def __init__(self, program: Program, turns: Turns, tenants: Tenants) -> None:
        self._program = program
        self._turns = turns
        self._tenants = tenants

    def take(self, event: Event, arrived: float) -> Acknowledged:
        """Follow an event, and return how it is acknowledged."""
        return Acknowledged()
