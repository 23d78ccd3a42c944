"""The doctor's look at WeCom: the app, the bot, the webhooks, each as far as it is configured."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TypeVar

import httpx2
from pydantic import SecretStr
from sqlalchemy import Connection
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from bot.check import Check
from bot.settings import Settings
from bot.wecom import pace
from bot.wecom.codec import Codec
from bot.wecom.cures import RANGE, cure_of
from bot.wecom.doors import bot_tenant
from bot.wecom.hold import lease_of
from bot.wecom.line import Line, Unsent
from bot.wecom.reading import BOT
from storage import inspection, leases, limits
from storage.store import Store

SECONDS = 5.0
APP = ("corp_id", "agent_id", "app_secret")
HEARS = ("app_token", "app_aes_key")
LINE = ("bot_id", "bot_secret")
CALLBACK = ("bot_token", "bot_aes_key")
Found = TypeVar("Found")
NETWORK = "See that this server reaches it: firewall, proxy, DNS."


def checks(settings: Settings, now: datetime) -> Iterator[Check]:
    """Look at each way in and out of WeCom; nothing is changed and nobody hears of it."""
    if not any(_set(settings, *APP, *HEARS, *LINE, *CALLBACK)) and not settings.webhooks():
        yield Check("wecom", "ok", f"off: set {_names(LINE)}; docs/wecom.md leads there")
        return
    if any(_set(settings, *APP, *HEARS)):
        yield from _app(settings)
    if any(_set(settings, *LINE, *CALLBACK)):
        yield from _bot(settings, now)
    yield from _webhooks(settings)
    yield from _limits(settings, now)


def _app(settings: Settings) -> Iterator[Check]:
    if missing := _missing(settings, APP):
        yield Check("wecom-app", "warn", "half set", f"Set {_names(missing)} as well.")
        return
    code, token = _asked(
        settings, "gettoken", corpid=settings.wecom_corp_id, corpsecret=_secret(settings.wecom_app_secret)
    )
    if code is None:
        yield Check("wecom-app", "bad", f"{settings.wecom_api_url} does not answer", NETWORK)
    elif code:
        yield Check("wecom-app", "bad", f"WeCom refuses the app's credentials ({code})", cure_of(code))
    else:
        yield _agent(settings, str(token.get("access_token")))
    yield from _hears(settings, "wecom-app", HEARS, "/wecom/app")


def _agent(settings: Settings, token: str) -> Check:
    code, agent = _asked(settings, "agent/get", access_token=token, agentid=settings.wecom_agent_id)
    if code is None or code:
        says = "WeCom did not say who may use the app" if code is None else f"WeCom refuses the app: {code}"
        return Check("wecom-app", "bad", says, NETWORK if code is None else cure_of(code))
    allowed = [agent.get(part) for part in ("allow_userinfos", "allow_partys", "allow_tags")]
    if not any(who for part in allowed if isinstance(part, dict) for who in part.values()):
        return Check("wecom-app", "warn", "nobody may use the app", RANGE)
    return Check("wecom-app", "ok", "speaks to its people")


def _hears(settings: Settings, name: str, wanted: tuple[str, ...], path: str) -> Iterator[Check]:
    """Whether callbacks can be opened."""
    if missing := _missing(settings, wanted):
        says = f"hears nothing: {_names(missing)} {'is' if len(missing) == 1 else 'are'} not set"
        yield Check(name, "warn", says, f"Take them from the receiving of messages, whose URL ends in {path}.")
        return
    try:
        Codec("", _secret(getattr(settings, f"wecom_{wanted[1]}")), "", lambda: 0.0)
    except ValueError as error:
        yield Check(name, "bad", str(error), f"Copy {_names(wanted[1:])} whole.")
        return
    yield Check(name, "ok", f"hears callbacks at {path}")


def _bot(settings: Settings, now: datetime) -> Iterator[Check]:
    if any(_set(settings, *CALLBACK)):
        yield from _hears(settings, BOT, CALLBACK, "/wecom/bot")
    if settings.wecom_bot_secret is None:
        if _missing(settings, APP):
            says = "by callback alone it answers, but never speaks first"
            yield Check(BOT, "warn", says, "Set up the app as well, or use the long connection: docs/wecom.md.")
        return
    if missing := _missing(settings, LINE):
        yield Check(BOT, "warn", "half set", f"Set {_names(missing)} as well.")
        return
    lease = _looked(settings, lambda db: leases.seen(db, lease_of(bot_tenant(settings)), now=now))
    if lease is None:
        yield _dialled(settings)
    elif lease.note == "connected":
        yield Check(BOT, "ok", "the long connection stands")
    else:
        yield _down(lease.note)


def _down(note: str) -> Check:
    how, _, code = note.partition(" ")
    match how:
        case "refused":
            return Check(BOT, "bad", f"WeCom refuses the bot's credentials ({code})", cure_of(int(code or 0)))
        case "taken":
            return Check(BOT, "bad", "another program holds the bot's connection", "Stop it: a bot has only one.")
    return Check(BOT, "warn", f"the long connection is down: {note or 'not made yet'}", NETWORK)


def _dialled(settings: Settings) -> Check:
    """Nobody holds the connection, so that trying it takes it from nobody of ours."""
    try:
        with connect(settings.wecom_socket_url, open_timeout=SECONDS, close_timeout=1, ping_interval=None) as socket:
            line = Line(socket, lambda _req_id, _body: None)
            body = {"bot_id": settings.wecom_bot_id, "secret": _secret(settings.wecom_bot_secret)}
            asked = line.send("aibot_subscribe", body)
            line.read(SECONDS)
    except (OSError, WebSocketException, Unsent):
        return Check(BOT, "bad", f"{settings.wecom_socket_url} cannot be reached", NETWORK)
    if not asked.came.is_set():
        return Check(BOT, "bad", f"{settings.wecom_socket_url} does not answer", NETWORK)
    if asked.code:
        return _down(f"refused {asked.code}")
    return Check(BOT, "ok", "its credentials are good; baton serve is not running")


def _limits(settings: Settings, now: datetime) -> Iterator[Check]:
    """What rests because WeCom said that it hears us too often, and how near the others are to that."""
    found = _looked(settings, lambda db: limits.stopped(db, "wecom-", now=now)) or {}
    rests = {key: until - pace.ahead(key) for key, until in sorted(found.items())}
    for key, until in rests.items():
        if until > now:
            minutes = -((now - until) // timedelta(minutes=1))
            yield Check("limits", "warn", f"{key} rests, {minutes} minutes to go; nothing is lost", cure_of(45009))
    used = _looked(settings, lambda db: [pace.used(db, door, now) for door in pace.LIMITS]) or []
    if shares := [f"{kind} {share:.0%}" for door in used for kind, share in door.items() if share]:
        says = f"used, where fullest: {', '.join(shares)}; what is over one leaves together"
        yield Check("limits", "ok", says)


def _webhooks(settings: Settings) -> Iterator[Check]:
    names = {*settings.webhooks(), *(_looked(settings, inspection.webhooks_kept) or ())}
    bound = _looked(settings, inspection.webhooks_bound) or set()
    if gone := sorted(bound - names):
        says = f"groups are bound to {', '.join(gone)}, whose key is not known"
        yield Check("webhooks", "bad", says, f"Run: baton webhook add {gone[0]}")
    elif free := sorted(names - bound):
        says = f"no group is bound to {', '.join(free)}"
        bot = next(iter(settings.bot_names()), "bot")
        yield Check("webhooks", "warn", says, f"In the group, say: @{bot} bind {free[0]}")
    elif names:
        yield Check("webhooks", "ok", ", ".join(sorted(names)))


def _looked(settings: Settings, look: Callable[[Connection], Found]) -> Found | None:
    """What the store says, where there is one to ask; what is wrong with it is a finding of its own."""
    file = settings.file()
    if file is not None and not file.exists():
        return None
    store = Store(settings.database_url, connections=1)
    try:
        with store.read() as db:
            return look(db)
    except Exception:  # a damaged store may raise anything
        return None
    finally:
        store.close()


def _asked(settings: Settings, path: str, **query: object) -> tuple[int | None, dict[str, object]]:
    """Ask WeCom for something; the error code is None when it gave no answer of its own."""
    given = {name: str(value) for name, value in query.items()}
    try:
        # Never its exceptions: their texts carry the address, and the address the secret.
        answer = httpx2.get(
            f"{settings.wecom_api_url.rstrip('/')}/cgi-bin/{path}", params=given, timeout=SECONDS
        ).json()
    except (httpx2.HTTPError, ValueError):
        return None, {}
    if not isinstance(answer, dict):
        return None, {}
    code = answer.get("errcode", 0)
    return (code, answer) if isinstance(code, int) else (None, {})


def _set(settings: Settings, *names: str) -> Iterator[object]:
    return (getattr(settings, f"wecom_{name}") for name in names)


def _missing(settings: Settings, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if not getattr(settings, f"wecom_{name}"))


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"BATON_WECOM_{name.upper()}" for name in names)


def _secret(value: SecretStr | None) -> str:
    return "" if value is None else value.get_secret_value()
