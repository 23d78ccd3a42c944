"""The App Home: what is yours, drawn when it is opened, and again when it changed while somebody looks at it."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import structlog
from slack_sdk import WebClient
from sqlalchemy import Connection

from bot.cards import parse
from bot.program import Program
from bot.scenery import Place, look_around
from bot.slack.drawing import Drawing
from bot.slack.payload import DOOR
from bot.slack.people import People, Unreached
from handlers import home
from handlers.commands import COMMANDS
from handlers.language.typed.reader import verb_of
from handlers.message import Message
from handlers.turn import Turn

# How long after it was opened somebody is likely to look at it still, and how often we look for them.
WATCHED_SECONDS = 600
LOOK_SECONDS = 2.5
MOST = 50

log = structlog.get_logger()


class Homes:
    """Publishes the homes of people who opened theirs."""

    def __init__(self, program: Program, client: Callable[[str], WebClient | None], people: People) -> None:
        self._program = program
        self._client = client
        self._people = people
        self._drawing = Drawing(program.voice.templates, program.store)
        self._watched: dict[tuple[str, str], float] = {}
        self._shown: dict[tuple[str, str], Mapping[str, Any]] = {}
        self._stopping = threading.Event()
        self._watching = threading.Lock()
        self._thread: threading.Thread | None = None

    def opened(self, tenant: str, user: str) -> None:
        """Draw somebody's home now, whatever it showed before, and look at it for a while."""
        with self._watching:
            self._shown.pop((tenant, user), None)
            self._watched[tenant, user] = time.monotonic()
            for key in list(self._watched)[:-MOST]:
                del self._watched[key]
        self.look(tenant, user)

    def look(self, tenant: str, user: str) -> bool:
        """Publish a home unless it shows just this; return whether it was published."""
        client, view = self._client(tenant), self._view(tenant, user)
        if client is None or self._shown.get((tenant, user)) == view:
            return False
        client.views_publish(user_id=user, view=dict(view))
        self._shown[tenant, user] = view
        return True

    def start(self) -> None:
        """Look after the homes that are being looked at."""
        self._thread = threading.Thread(target=self._run, name="slack-home", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopping.set()

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_SECONDS):
            self._look_at_all()

    def _look_at_all(self) -> None:
        since = time.monotonic() - WATCHED_SECONDS
        with self._watching:
            for key in [key for key, at in self._watched.items() if at < since]:
                del self._watched[key]
                self._shown.pop(key, None)
            watched = list(self._watched)
        for tenant, user in watched:
            try:
                self.look(tenant, user)
            except Exception as error:  # Slack or the store is busy; what changed is still changed next time
                log.info("home not shown", why=type(error).__name__)

    def _view(self, tenant: str, user: str) -> Mapping[str, Any]:
        text, language = self._words(tenant, user)
        return self._drawing.home(parse(text), tenant=tenant, language=language)

    def _words(self, tenant: str, user: str) -> tuple[str, str]:
        """What stands on somebody's page, and its language."""
        program = self._program
        with program.store.read() as db:
            message = Message(DOOR, tenant, str(uuid4()), user, "home")
            place = look_around(db, message, now=program.clock(), writing=False)
            if place is not None:
                return self._theirs(db, place, message), place.member.language
        language = self._language(tenant, user)
        return program.voice.templates.render("home_stranger", language, ZoneInfo("UTC"), {}), language

    def _theirs(self, db: Connection, place: Place, message: Message) -> str:
        """What stands on the page of a member."""
        program, member, now = self._program, place.member, self._program.clock()
        command = verb_of("my deals", COMMANDS)
        assert command is not None
        turn = Turn(
            db,
            workspace=place.workspace,
            member=member,
            room=None,
            config=program.voice.configs.of(db, workspace=place.workspace.id, version=place.workspace.config_version),
            command=command,
            message=message,
            inbox=None,
            seals=program.dispatcher.services.seals,
            now=now,
        )
        facts = {"undo": "", "row": 0, **home.facts(turn)}
        return program.voice.templates.render("home", member.language, ZoneInfo(member.zone), facts)

    def _language(self, tenant: str, user: str) -> str:
        """The language somebody we do not know has Slack in."""
        try:
            return self._people.profile(tenant, user).language or "en"
        except Unreached:
            return "en"
