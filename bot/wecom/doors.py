"""WeCom's two doors: the AI bot, by callback or long connection, and the company's own app."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter

from bot.door import Door
from bot.first import lead_home
from bot.platform import Platform
from bot.program import Program
from bot.settings import Settings, SettingsError
from bot.turns import Turns
from bot.vault import Vault
from bot.wecom.api import Api, Http
from bot.wecom.app import WeComApp
from bot.wecom.callbacks import AppCallback, BotCallback, router
from bot.wecom.codec import Codec
from bot.wecom.connection import Bot, LongConnection
from bot.wecom.frames import Frames
from bot.wecom.group import WeComGroups
from bot.wecom.line import Wire
from bot.wecom.office import Office, nameless
from bot.wecom.reading import APP, BOT, AppReader, BotReader
from bot.wecom.taking import Taking
from storage import inbox, outbox
from storage.store import Store

UNNAMED = "default"


def bot_tenant(settings: Settings) -> str:
    """Return what tells this bot's people from others': its id, where it is known."""
    return settings.wecom_bot_id or UNNAMED


def wecom_platforms(settings: Settings, store: Store, vault: Vault, clock: Callable[[], datetime]) -> list[Platform]:
    """Return the ways out into WeCom that these settings open."""
    found: list[Platform] = []
    http = Http(settings.wecom_api_url)
    corp, agent = settings.wecom_corp_id, settings.wecom_agent_id
    api = _api(settings, http, store, vault, clock)
    if api is not None and corp is not None and agent is not None:
        found.append(WeComApp(api, corp, agent, store, vault, accounts=settings.wecom_accounts, clock=clock))
    dials = settings.wecom_bot_id is not None and settings.wecom_bot_secret is not None
    if dials or settings.wecom_bot_token is not None or settings.webhooks():
        wire = Wire() if dials else None
        groups = WeComGroups(http, settings.webhooks(), wire, store, vault, corp=corp or "", clock=clock)
        found.append(groups)
    return found


def _api(settings: Settings, http: Http, store: Store, vault: Vault, clock: Callable[[], datetime]) -> Api | None:
    corp, agent, secret = settings.wecom_corp_id, settings.wecom_agent_id, settings.wecom_app_secret
    if corp is None or agent is None or secret is None:
        return None
    return Api(http, corp, agent, secret.get_secret_value(), store=store, vault=vault, clock=clock)


def wecom_doors(program: Program, settings: Settings, turns: Turns) -> list[Door]:
    """Return the ways in from WeCom that these settings open."""
    services = program.dispatcher.services
    api = _api(settings, Http(settings.wecom_api_url), program.store, services.vault, program.clock)
    name_of = nameless if api is None else Office(api).name_of
    bot, app = (BOT, bot_tenant(settings)), (APP, settings.wecom_corp_id or "")
    # A bot that dials speaks to its people itself; one that is called cannot begin, and what is private goes by the app.
    heard = settings.wecom_bot_token is not None and settings.wecom_bot_secret is None and api is not None
    taking = Taking(program, turns, name_of, known_from={app: bot}, known_at={bot: app} if heard else {})
    doors = (_bot(program, settings, taking), _app(program, settings, taking))
    return [door for door in doors if door is not None]


class WeComDoor:
    """One way in from WeCom, which leads to the company of the settings."""

    def __init__(
        self,
        name: str,
        tenant: str,
        program: Program,
        *,
        zone: str,
        routes: APIRouter | None,
        line: LongConnection | None = None,
    ) -> None:
        self.name = name
        self._tenant = tenant
        self._program = program
        self._zone = zone
        self._routes = routes
        self._line = line

    def router(self) -> APIRouter | None:
        """Return the address that WeCom calls, where it calls us."""
        return self._routes

    def start(self) -> None:
        """Have the door lead somewhere, and dial where we are the one who dials."""
        lead_home(self._program.store, self.name, self._tenant, zone=self._zone, now=self._program.clock())
        if self._line is not None:
            self._line.start()

    def stop(self, seconds: float) -> None:
        """Hang up; callbacks end with the server."""
        if self._line is not None:
            self._line.stop(seconds)

    def troubles(self) -> list[str]:
        """Return why nothing comes in just now; whether WeCom calls us, we cannot know."""
        return [] if self._line is None else self._line.troubles()


def _bot(program: Program, settings: Settings, taking: Taking) -> Door | None:
    tenant = bot_tenant(settings)
    reader = BotReader(tenant, tuple(settings.bot_names()), _secret(settings), settings.wecom_api_url)
    codec = _codec(program, settings, "bot", receiver="")
    line = _line(program, settings, reader, taking)
    if codec is None and line is None:
        return None
    routes = None
    if codec is not None:
        routes = router("/wecom/bot", codec, BotCallback(codec, reader, taking, _said(program.store, tenant)).open)
    return WeComDoor(BOT, tenant, program, zone=settings.zone, routes=routes, line=line)


def _line(program: Program, settings: Settings, reader: BotReader, taking: Taking) -> LongConnection | None:
    id, secret = settings.wecom_bot_id, settings.wecom_bot_secret
    if id is None or secret is None:
        return None
    wires = (platform.wire for platform in program.platforms if isinstance(platform, WeComGroups))
    wire = next(filter(None, wires), None) or Wire()
    return LongConnection(
        program.store,
        program.voice,
        program.metrics,
        bot=Bot(id, secret.get_secret_value(), settings.wecom_socket_url),
        wire=wire,
        take=Frames(reader, taking, wire).take,
        door=BOT,
        clock=program.clock,
    )


def _app(program: Program, settings: Settings, taking: Taking) -> Door | None:
    corp = settings.wecom_corp_id
    codec = None if corp is None else _codec(program, settings, "app", receiver=corp)
    if corp is None or codec is None:
        return None
    callback = AppCallback(codec, AppReader(corp, _secret(settings)), taking)
    return WeComDoor(APP, corp, program, zone=settings.zone, routes=router("/wecom/app", codec, callback.open))


def _codec(program: Program, settings: Settings, which: str, *, receiver: str) -> Codec | None:
    token, key = getattr(settings, f"wecom_{which}_token"), getattr(settings, f"wecom_{which}_aes_key")
    if token is None or key is None:
        return None
    try:
        return Codec(token.get_secret_value(), key.get_secret_value(), receiver, lambda: program.clock().timestamp())
    except ValueError as error:
        raise SettingsError(f"BATON_WECOM_{which.upper()}_AES_KEY: {error}") from None


def _said(store: Store, tenant: str) -> Callable[[str], str | None]:
    """Return how to find what a delivery was answered, but for what went to one person alone."""

    def said(msgid: str) -> str | None:
        with store.read() as db:
            known = inbox.known(db, door=BOT, tenant=tenant, delivery=msgid)
            found = None if known is None else outbox.answer_of(db, workspace=known.workspace, inbox=known.id)
        return None if found is None or found[1] else found[0]

    return said


def _secret(settings: Settings) -> bytes:
    return hashlib.sha256(b"wecom deliveries " + settings.key().encode()).digest()
