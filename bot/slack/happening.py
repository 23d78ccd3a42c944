"""What happens in Slack without anybody saying something to us: people change, channels and workspaces come and go."""

from collections.abc import Callable

import structlog
from slack_sdk.errors import SlackApiError
from sqlalchemy import Connection

from bot.arriving import follow, met
from bot.greeting import greet
from bot.program import Program
from bot.slack.answers import Acknowledged
from bot.slack.errors import code_of
from bot.slack.events import Event
from bot.slack.home import Homes
from bot.slack.payload import DOOR
from bot.slack.people import changed
from bot.slack.tenants import Tenants
from bot.turns import Turns
from storage.store import Conflict, Late

AGAIN = Acknowledged(status=503)

log = structlog.get_logger()


class Happening:
    """Follows what happens; each of it may come again, and changes nothing then."""

    def __init__(self, program: Program, turns: Turns, tenants: Tenants, homes: Homes) -> None:
        self._program = program
        self._turns = turns
        self._tenants = tenants
        self._homes = homes

    def take(self, event: Event, arrived: float) -> Acknowledged:
        """Follow an event, and return how it is acknowledged."""
        try:
            match event.kind:
                case "home":
                    self._homes.opened(event.tenant, event.user)
                case "person" if self._is_news(event):
                    self._write(lambda db: self._follow(db, event), arrived)
                case "joined":
                    name = self._name(event)
                    self._write(lambda db: self._greet(db, event, name), arrived)
                    self._program.sender.wake()
                case "gone":
                    log.warning("workspace removed us", tenant=event.tenant, cure="have it install Baton again")
                    self._write(lambda db: self._tenants.gone(db, event.tenant), arrived)
        except (Late, Conflict):
            return AGAIN
        except SlackApiError as error:  # Slack has said no, and would again
            log.warning("event not followed", kind=event.kind, why=code_of(error))
        except Exception as error:  # Slack brings it again; what it was about is no person's wish
            log.warning("event not followed", kind=event.kind, why=type(error).__name__)
            return AGAIN
        return Acknowledged()

    def _is_news(self, event: Event) -> bool:
        """Whether a changed person concerns us: most of a workspace's changes are new pictures and moods."""
        with self._program.store.read() as db:
            return met(db, changed(event), door=DOOR, tenant=event.tenant, user=event.user)

    def _write(self, work: Callable[[Connection], None], arrived: float) -> None:
        def written() -> None:
            with self._program.store.write() as db:
                work(db)

        self._turns.do(written, arrived=arrived)

    def _follow(self, db: Connection, event: Event) -> None:
        now, voice = self._program.clock(), self._program.voice
        follow(db, voice, changed(event), door=DOOR, tenant=event.tenant, user=event.user, now=now)

    def _greet(self, db: Connection, event: Event, name: str) -> None:
        greet(
            db,
            self._program.voice,
            door=DOOR,
            tenant=event.tenant,
            channel=event.channel,
            name=name,
            now=self._program.clock(),
        )

    def _name(self, event: Event) -> str:
        """What a channel is called; its id has to do where Slack does not tell."""
        client = self._tenants.hasty(event.tenant)
        try:
            told = None if client is None else client.conversations_info(channel=event.channel)["channel"]["name"]
        except Exception:  # a scope that was not granted, or the network
            told = None
        return str(told or event.channel)
