"""The doors of a program, opened in this process: platforms reach them without a server between."""

from collections.abc import Callable
from datetime import datetime

from starlette.testclient import TestClient

from bot.app import application
from bot.doors import open_doors
from bot.health import Health
from bot.program import Program
from bot.settings import Settings
from bot.turns import Turns
from tests.wecom import Wecom

AT = "http://testserver"


class Front:
    """Open doors, and a client that calls their addresses."""

    def __init__(self, program: Program, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._program = program
        self._turns = Turns(4)
        self._doors = open_doors(program, settings, self._turns)
        web = application(Health(clock), program.metrics, local=None, doors=self._doors, port=80)
        self.client = TestClient(web, raise_server_exceptions=False)
        for door in self._doors:
            door.start()

    def is_called_by(self, wecom: Wecom, *, bot: bool = True) -> None:
        """Tell WeCom's console our addresses; without `bot` its bot stays on the long connection."""
        wecom.calls_app(f"{AT}/wecom/app", client=self.client)
        if bot:
            wecom.calls_bot(f"{AT}/wecom/bot", client=self.client)

    def close(self) -> None:
        """Hang up, and give the store back."""
        for door in self._doors:
            door.stop(5)
        self._turns.close()
        self._program.sender.stop(5)
        self._program.close()
