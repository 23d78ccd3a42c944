"""The emulator as tests hold it: settings for a bot, people who act, and what everybody sees."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from tests.wecom.acting import Acting
from tests.wecom.api import Api
from tests.wecom.app import App
from tests.wecom.cipher import Cipher
from tests.wecom.corp import Corp, Drop, Group, Person, Refusal, Shown
from tests.wecom.credentials import (
    AGENT_ID,
    APP_AES_KEY,
    APP_SECRET,
    APP_TOKEN,
    BOT_AES_KEY,
    BOT_ID,
    BOT_NAME,
    BOT_SECRET,
    BOT_TOKEN,
    CORP_ID,
)
from tests.wecom.delivering import AppCallback, BotCallback, Client
from tests.wecom.faults import Fault, Faults
from tests.wecom.gateway import Gateway
from tests.wecom.server import Server
from tests.wecom.talking import Talk


def now() -> datetime:
    """The real time."""
    return datetime.now(UTC)


class Wecom(Acting):
    """One corp with one app, one AI bot and group robots."""

    def __init__(self, clock: Callable[[], datetime] = now, *, bot_name: str = BOT_NAME, accounts: int = 200) -> None:
        self.corp = Corp(clock, id=CORP_ID, bot_name=bot_name, accounts=accounts)
        self.talk = Talk(self.corp)
        self.app = App(self.corp, AGENT_ID, APP_SECRET)
        self.faults = Faults()
        self.api = Api(self.corp, self.app, self.talk.active)
        self.server = Server(self.api, self.faults)
        self.gateway = Gateway(self.corp, self.talk, bot_id=BOT_ID, secret=BOT_SECRET)
        self.bot_cipher = Cipher(BOT_TOKEN, BOT_AES_KEY, "")
        self.app_cipher = Cipher(APP_TOKEN, APP_AES_KEY, CORP_ID)
        self.bot_callback: BotCallback | None = None
        self.app_callback: AppCallback | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up on everybody and take nothing more."""
        self.gateway.stop()
        self.server.stop()

    @property
    def url(self) -> str:
        """The address for BATON_WECOM_API_URL."""
        return self.server.url

    def settings(self, *doors: str) -> dict[str, Any]:
        """The bot's settings for these doors: app, socket, callback, webhooks; all but callback without a name."""
        doors = doors or ("app", "socket", "webhooks")
        known: dict[str, dict[str, Any]] = {
            "app": {
                "wecom_corp_id": CORP_ID,
                "wecom_agent_id": AGENT_ID,
                "wecom_app_secret": APP_SECRET,
                "wecom_app_token": APP_TOKEN,
                "wecom_app_aes_key": APP_AES_KEY,
            },
            "socket": {"wecom_bot_id": BOT_ID, "wecom_bot_secret": BOT_SECRET, "wecom_socket_url": self.gateway.url},
            "callback": {"wecom_bot_id": BOT_ID, "wecom_bot_token": BOT_TOKEN, "wecom_bot_aes_key": BOT_AES_KEY},
            "webhooks": {"wecom_webhooks": ",".join(f"{name}={key}" for name, key in self._webhooks().items())},
        }
        given: dict[str, Any] = {"wecom_api_url": self.url, "wecom_bot_names": f"{self.corp.bot_name},Baton"}
        for door in doors:
            given |= known[door]
        return given

    def environment(self, *doors: str) -> dict[str, str]:
        """The same settings as environment variables."""
        return {f"BATON_{name.upper()}": str(value) for name, value in self.settings(*doors).items()}

    def secrets(self) -> list[str]:
        """Everything that must never be read in a log, an error or a page."""
        token = self.app.token
        return [
            *(APP_SECRET, APP_TOKEN, APP_AES_KEY, BOT_SECRET, BOT_TOKEN, BOT_AES_KEY),
            *self._webhooks().values(),
            *([token.value] if token else []),
            *self.app.gone,
            *self.app.codes,
            *self.talk.urls,
        ]

    def _webhooks(self) -> dict[str, str]:
        return {name: key for group in self.corp.groups.values() for name, key in group.webhooks.items()}

    def calls_bot(self, url: str, client: Client | None = None) -> BotCallback:
        """Save the bot's callback address: it is used instead of the long connection from now on."""
        self.bot_callback = BotCallback(self.corp, self.bot_cipher, url, client)
        return self.bot_callback

    def calls_app(self, url: str, client: Client | None = None) -> AppCallback:
        """Save the app's callback address."""
        self.app_callback = AppCallback(self.corp, self.app_cipher, url, client)
        return self.app_callback

    def fails(self, path: str, *faults: Fault | None, for_ever: bool = False) -> None:
        """Let the next calls of a path (`message/send`) fail; None stands for one that goes well."""
        self.faults.plan(path, *faults, for_ever=for_ever)

    def heals(self) -> None:
        """All is well again."""
        self.faults.heal()

    def person(
        self, id: str, name: str = "", *, opaque: bool = False, in_range: bool = True, licensed: bool = True
    ) -> Person:
        """Hire somebody; an opaque id is what the bot sees instead of the userid."""
        bot_id = f"wo{self.corp.next('Opaque')}Zq{len(id)}" if opaque else id
        person = self.corp.people[id] = Person(id, name or id, bot_id, in_range, licensed)
        return person

    def group(self, name: str, *members: str, webhooks: tuple[str, ...] = ()) -> Group:
        """Make an internal group with the bot in it, and robots by their names."""
        group = Group(self.corp.next("wrGroup"), name, set(members))
        for webhook in webhooks:
            group.webhooks[webhook] = f"{self.corp.next('hook')}-7c1e-4f2a-9b3d-{len(webhook):04d}5e6f7a8b"
        self.corp.groups[group.id] = group
        return group

    @property
    def refused(self) -> list[Refusal]:
        """Everything the platform did not accept."""
        return self.corp.refused

    @property
    def dropped(self) -> list[Drop]:
        """Everything that vanished with errcode 0."""
        return self.corp.dropped

    def sees(self, person: str, *, kind: str | None = None) -> list[Shown]:
        """What a member sees of what robots said, oldest first; `kind` is group, bot or app."""
        return [shown for shown in self.corp.sees(person) if kind in (None, shown.place.kind)]

    def calls(self, path: str) -> list[Any]:
        """The calls of one path, in order."""
        with self.corp.guard:
            return [call for call in self.api.calls if call.path == path]

    def wait(self, true: Callable[[], Any], seconds: float = 5) -> None:
        """Wait until something is true."""
        assert self.corp.wait(true, seconds), "did not become true"
